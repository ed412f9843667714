import { KubeObject } from '../../scripts/manifests';

/** The pod that a workload makes, to be admitted by itself: without controllers nothing else would make it. */
export function podsOf({ kind, metadata, spec }: KubeObject): object[] {
  const template = (spec?.jobTemplate?.spec ?? spec)?.template as { metadata?: { labels?: object; annotations?: object }; spec?: object } | undefined;
  if (template?.spec === undefined) {
    return [];
  }
  return [{
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...template.metadata, name: `${kind.toLowerCase()}-${metadata?.name}`, namespace: metadata?.namespace },
    spec: template.spec,
  }];
}
