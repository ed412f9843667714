import { listAt, textAt, textsAt, Tree } from './read';

/** A Kubernetes object as it is written in a manifest. */
export interface KubeObject extends Tree {
  readonly apiVersion?: unknown;
  readonly kind: string;
  readonly metadata?: unknown;
}

export function nameOf(object: KubeObject): string {
  return textAt(object, 'metadata', 'name') ?? '';
}

/** The namespace of an object; where none is written, `kubectl` takes its own. */
export function namespaceOf(object: KubeObject): string {
  return textAt(object, 'metadata', 'namespace') ?? 'default';
}

export function annotationsOf(object: KubeObject): { readonly [annotation: string]: string } {
  return textsAt(object, 'metadata', 'annotations');
}

/** How findings call an object: `Deployment canton/participant-0`. */
export function objectId(object: KubeObject): string {
  const clusterWide = /^Cluster.|^(Namespace|PriorityClass|StorageClass|PersistentVolume|CustomResourceDefinition)$/.test(object.kind);
  return clusterWide ? `${object.kind} ${nameOf(object)}` : `${object.kind} ${namespaceOf(object)}/${nameOf(object)}`;
}

/** Whether a label selector selects an object with these labels. An empty selector selects everything. */
export function selects(selector: unknown, labels: { readonly [label: string]: string }): boolean {
  const equal = Object.entries(textsAt(selector, 'matchLabels')).every(([label, value]) => labels[label] === value);
  return equal && listAt(selector, 'matchExpressions').every((expression) => {
    const value: string | undefined = labels[textAt(expression, 'key') ?? ''];
    const values = listAt(expression, 'values');
    switch (textAt(expression, 'operator')) {
      case 'In': return values.includes(value);
      case 'NotIn': return !values.includes(value);
      case 'Exists': return value !== undefined;
      case 'DoesNotExist': return value === undefined;
      default: return false;
    }
  });
}
