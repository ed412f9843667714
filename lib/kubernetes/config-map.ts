import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { contentHash } from './content-hash';
import { rememberConfig } from './deployed';
import { metadata, namespaceOf, PodGroup } from './identity';
import { ConfigFile } from '../model/config-file';

/**
 * Configuration files as an immutable ConfigMap that is named by its content: a change makes a new one, pods roll because they name it, and an
 * old pod that restarts in the middle of a rollout still finds the old one.
 *
 * @returns the ConfigMap's name
 */
export function configMap(scope: Construct, id: string, group: PodGroup, prefix: string, files: ConfigFile[]): string {
  const data = Object.fromEntries(files.map(({ name, text }) => [name, text]));
  const name = `${prefix}-${contentHash(JSON.stringify(data))}`;
  files.forEach((file) => file.tree && rememberConfig(scope, `${namespaceOf(scope)}/${name}/${file.name}`, file.tree));
  new k8s.KubeConfigMap(scope, id, { metadata: metadata(scope, { kind: 'ConfigMap', name, group }), immutable: true, data });
  return name;
}
