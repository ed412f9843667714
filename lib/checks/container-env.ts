import { KubeObject, nameOf, namespaceOf } from './kube-object';
import { at, listAt, textAt, textsAt } from './read';

/** The variables of a container. What a Secret holds is not known, but where it is: two variables from one key are the same. */
export function environmentOf(container: unknown, namespace: string, objects: readonly KubeObject[]): { readonly [name: string]: string } {
  const data = (name: string | undefined) => textsAt(objects.find((object) => (
    object.kind === 'ConfigMap' && nameOf(object) === name && namespaceOf(object) === namespace
  )), 'data');
  const entries = listAt(container, 'env').flatMap((variable): [string, string][] => {
    const secret = at(variable, 'valueFrom', 'secretKeyRef');
    const configMap = at(variable, 'valueFrom', 'configMapKeyRef');
    const value = textAt(variable, 'value')
      ?? (secret && `secret ${namespace}/${textAt(secret, 'name')}#${textAt(secret, 'key')}`)
      ?? (configMap && data(textAt(configMap, 'name'))[textAt(configMap, 'key') ?? '']);
    return typeof value === 'string' ? [[textAt(variable, 'name') ?? '', value]] : [];
  });
  const files = listAt(container, 'envFrom').map((source) => data(textAt(source, 'configMapRef', 'name')));
  return Object.assign({}, ...files, Object.fromEntries(entries)) as { [name: string]: string };
}
