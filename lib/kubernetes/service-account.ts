import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { metadata, PodGroup } from './identity';

/** An account of its own for each group of pods, without a token: none of them talks to Kubernetes. Clouds bind their roles to its annotations. */
export function serviceAccount(scope: Construct, group: PodGroup, name: string, annotations?: { [annotation: string]: string }): string {
  new k8s.KubeServiceAccount(scope, 'ServiceAccount', {
    metadata: metadata(scope, { kind: 'ServiceAccount', name, group, annotations }),
    automountServiceAccountToken: false,
  });
  return name;
}
