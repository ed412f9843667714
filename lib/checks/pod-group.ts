import { databaseKey } from './database';
import { nameOf } from './kube-object';
import { sum } from './read';
import { Workload } from './workload';
import { INSTANCE_LABEL } from '../model/annotations';

/** The workloads that together are one service: usually one, or one an instance. */
export class PodGroup {
  public constructor(public readonly workloads: readonly Workload[]) {}

  /** How many pods it has in the steady state. */
  public get replicas(): number {
    return sum(this.workloads.map(({ replicas }) => replicas));
  }

  /** How many of them are Ready in the steady state: of those that are Ready when they are active, one. */
  public get ready(): number {
    const active = this.workloads.filter(({ readyMeansActive }) => readyMeansActive);
    const others = this.workloads.filter(({ readyMeansActive }) => !readyMeansActive);
    return sum(others.map(({ replicas }) => replicas)) + Math.min(1, sum(active.map(({ replicas }) => replicas)));
  }

  public get readyMeansActive(): boolean {
    return this.workloads.some(({ readyMeansActive }) => readyMeansActive);
  }
}

/**
 * Workloads with equal keys are instances of one service: our own by their labels (those of all instances differ in the instance's number only), pods of one
 * StatefulSet, others when they run the same Canton node on the same database.
 */
export function groupKey(workload: Workload): string {
  const { kind, name, namespace, object, podLabels, isNamedPod, nodes: [node] } = workload;
  const labels = ['name', 'instance', 'component'].map((label) => podLabels[`app.kubernetes.io/${label}`]);
  if (podLabels[INSTANCE_LABEL] !== undefined) {
    return JSON.stringify([namespace, ...labels]);
  }
  if (isNamedPod) {
    return JSON.stringify([namespace, kind, nameOf(object)]);
  }
  const database = node?.database;
  return JSON.stringify(database === undefined ? [namespace, kind, name] : [namespace, node.kind, node.name, databaseKey(database)]);
}
