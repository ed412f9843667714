import { Deployment, KubeObject } from '../../lib/checks';
import { nameOf, namespaceOf } from '../../lib/checks/kube-object';
import { groupBy, textsAt } from '../../lib/checks/read';
import { Workload } from '../../lib/checks/workload';

const COMPONENT = 'app.kubernetes.io/component';
const INSTANCE = 'app.kubernetes.io/instance';
/** Runs beside the pods of its node and serves nobody. */
const PULLER = 'image-puller';

/** What the manifests hold of one service: everything with its name. */
export interface Parts {
  /** Namespace and name. */
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly component: string;
  /** What its instances are; none for one that has Jobs only. */
  readonly workloads: readonly Workload[];
  /** The load balancer in front of them. */
  readonly router?: Workload;
  /** The operator's description of a database cluster. */
  readonly cluster?: KubeObject;
}

/** The services of a deployment, by name. */
export function partsOf(deployment: Deployment): Parts[] {
  const workloads = deployment.workloads.filter(({ podLabels }) => podLabels[INSTANCE] !== undefined && podLabels[COMPONENT] !== PULLER);
  const ofWorkloads = groupBy(workloads, serviceOf).map((group): Parts => {
    const staying = group.filter(({ isLongRunning }) => isLongRunning);
    const [router] = staying.filter(({ podLabels }) => podLabels[COMPONENT] === 'router');
    const instances = staying.filter((workload) => workload !== router).sort((a, b) => compare(a.name, b.name));
    const [{ namespace, podLabels }] = [...instances, ...group];
    return { id: serviceOf(group[0]), name: podLabels[INSTANCE], namespace, component: podLabels[COMPONENT] ?? '', workloads: instances, router };
  });
  const clusters = deployment.ofKind('Cluster').filter((object) => String(object.apiVersion).startsWith('postgresql.cnpg.io/'));
  return [...ofWorkloads, ...clusters.map(ofCluster)].sort((a, b) => compare(a.id, b.id));
}

/** The service that a workload is a part of. */
export function serviceOf({ namespace, podLabels }: Workload): string {
  return `${namespace}/${podLabels[INSTANCE]}`;
}

/** Names in the order in which people count: `shard-2` before `shard-10`. */
export function compare(a: string, b: string): number {
  const [first, second] = [a, b].map((text) => text.replace(/\d+/g, (digits) => digits.padStart(6, '0')));
  return first < second ? -1 : first > second ? 1 : 0;
}

function ofCluster(cluster: KubeObject): Parts {
  const [name, namespace] = [nameOf(cluster), namespaceOf(cluster)];
  const component = textsAt(cluster, 'metadata', 'labels')[COMPONENT] ?? 'database';
  return { id: `${namespace}/${name}`, name, namespace, component, workloads: [], cluster };
}
