import { CantonNodeDescription } from './canton-node-description';
import { hoconFile } from '../config/config-file';
import { Hocon } from '../config/hocon/hocon';
import { withNumberedSecrets } from '../config/numbered-secrets';
import { withOverrides } from '../config/overrides';
import { ConfigFile } from '../model/config-file';
import { Storage } from '../model/storage';

/** A node with its configuration file. */
export interface NodeFile {
  /** The service, or the instance that is a node of its own. */
  readonly name: string;
  readonly file: ConfigFile;
  readonly storage?: Storage;
}

/** The one file that all instances read; or one each, called by the name of the pod that reads it, as every pod has all of them. */
export function nodeFiles(service: string, instances: string[], { owner, component, config: nodes, props }: CantonNodeDescription): NodeFile[] {
  const overridden = (config: Hocon) => withOverrides(owner, config, props.configOverrides);
  if (nodes instanceof Hocon) {
    return [{ name: service, storage: props.storage, file: hoconFile(`${component}.conf`, overridden(nodes)) }];
  }
  return nodes.map(({ config, storage }, index) => {
    const name = instances[index];
    return { name, storage, file: hoconFile(`${name}.conf`, withNumberedSecrets(overridden(config), index)) };
  });
}
