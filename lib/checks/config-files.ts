import { KubeObject, nameOf, namespaceOf } from './kube-object';
import { textsAt } from './read';

/** The text of every `.conf` file in the ConfigMaps among manifests, by `<namespace>/<ConfigMap>/<file>`. */
export function configFiles(objects: readonly KubeObject[]): [key: string, text: string][] {
  return objects.filter(({ kind }) => kind === 'ConfigMap').flatMap((object) => Object.entries(textsAt(object, 'data'))
    .filter(([file]) => file.endsWith('.conf')).map(([file, text]): [string, string] => [`${namespaceOf(object)}/${nameOf(object)}/${file}`, text]));
}
