import { k8s } from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';
import { PodGroup } from './identity';
import { SHARD_LABEL } from '../model/annotations';

/** Names of container ports that answer `GET /metrics`. */
export const METRICS_PORTS = { process: 'metrics', router: 'status' };

/** A Deployment or a StatefulSet, in what whoever watches over it must know. */
export interface WatchedWorkload {
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly name: string;
  readonly namespace: string;
  readonly group: PodGroup;
  /** The shard that it belongs to. */
  readonly shard?: string;
  /** Pods that are missed when they do not serve; the least, where their number follows the load. */
  readonly pods: number;
  /** Where its pods answer `GET /metrics`. */
  readonly metricsPort?: number;
}

/** A certificate that cert-manager keeps for the pods of a group. */
export interface WatchedCertificate {
  readonly name: string;
  readonly namespace: string;
  readonly group: PodGroup;
}

const WORKLOADS = new WeakMap<IConstruct, WatchedWorkload[]>();
const CERTIFICATES = new WeakMap<IConstruct, WatchedCertificate[]>();

/** Remembers a workload of a construct. */
export function rememberWorkload(
  owner: IConstruct, workload: Pick<WatchedWorkload, 'kind' | 'name' | 'namespace' | 'group' | 'pods'>, { metadata, spec }: k8s.PodTemplateSpec,
): void {
  const port = spec?.containers.flatMap(({ ports }) => ports ?? []).find(({ name }) => Object.values(METRICS_PORTS).includes(name!));
  append(WORKLOADS, owner, { ...workload, shard: metadata?.labels?.[SHARD_LABEL], metricsPort: port?.containerPort });
}

/** Remembers a certificate of a construct. */
export function rememberCertificate(owner: IConstruct, certificate: WatchedCertificate): void {
  append(CERTIFICATES, owner, certificate);
}

/** The workloads of a construct itself. */
export function workloadsOf(owner: IConstruct): readonly WatchedWorkload[] {
  return WORKLOADS.get(owner) ?? [];
}

/** The workloads of everything below a construct, by name. */
export function workloadsBelow(scope: IConstruct): WatchedWorkload[] {
  return below(WORKLOADS, scope);
}

/** The certificates of everything below a construct, by name. */
export function certificatesBelow(scope: IConstruct): WatchedCertificate[] {
  return below(CERTIFICATES, scope);
}

function append<T>(table: WeakMap<IConstruct, T[]>, owner: IConstruct, entry: T): void {
  table.set(owner, [...(table.get(owner) ?? []), entry]);
}

function below<T extends { readonly namespace: string; readonly name: string }>(table: WeakMap<IConstruct, T[]>, scope: IConstruct): T[] {
  const keyed = scope.node.findAll().flatMap((construct) => table.get(construct) ?? []).map((entry) => ({ entry, key: `${entry.namespace}/${entry.name}` }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ entry }) => entry);
}
