import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { contentHash } from './content-hash';
import { rememberConfig } from './deployed';
import { metadata, namespaceOf, PodGroup } from './identity';
import { ConfigFile } from '../model/config-file';
import { refuse } from '../model/validation';

/** What the API server takes in one ConfigMap (https://kubernetes.io/docs/concepts/configuration/configmap/). */
const MOST_BYTES = 2 ** 20;

/**
 * Configuration files as an immutable ConfigMap that is named by its content: a change makes a new one, pods roll because they name it, and an
 * old pod that restarts in the middle of a rollout still finds the old one.
 *
 * @returns the ConfigMap's name
 */
export function configMap(scope: Construct, id: string, group: PodGroup, prefix: string, files: ConfigFile[]): string {
  const data = Object.fromEntries(files.map(({ name, text }) => [name, text]));
  requireFits(group, files);
  const name = `${prefix}-${contentHash(JSON.stringify(data))}`;
  files.forEach((file) => file.tree && rememberConfig(scope, `${namespaceOf(scope)}/${name}/${file.name}`, file.tree));
  new k8s.KubeConfigMap(scope, id, { metadata: metadata(scope, { kind: 'ConfigMap', name, group }), immutable: true, data });
  return name;
}

function requireFits({ component, instance }: PodGroup, files: ConfigFile[]): void {
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  if (bytes > MOST_BYTES) {
    const names = files.map(({ name }) => name).join(', ');
    refuse(`${component} '${instance}': its configuration must be at most 1 MiB (${MOST_BYTES} bytes), got ${bytes} bytes in ${names}; `
      + 'shorten what configOverrides and a driver\'s config add to it');
  }
}
