import { ActivePassiveNodeOptions } from './workload-props';
import { offered } from '../config/dialect';
import { CantonRelease } from '../model/canton-release';
import { Tls } from '../model/tls';
import { describe, refuse, requireInteger } from '../model/validation';

/** The release of a service that names none and has no neighbour to take it from. */
export const DEFAULT_RELEASE = CantonRelease.daml('2.10.4');

/**
 * A service's id is its Canton node name and the name of its objects, so it must be fit for both.
 *
 * @returns who speaks, for error messages: "participant 'p1'"
 */
export function requireServiceId(kind: string, id: string): string {
  if (!/^[a-zA-Z0-9_-]{1,30}$/.test(id)) {
    refuse(`${kind} '${id}': id must match [a-zA-Z0-9_-]{1,30}, as it is the Canton node name, got '${id}'`);
  }
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(id)) {
    refuse(`${kind} '${id}': id must be a DNS label (a-z, 0-9 and '-', no '-' at either end), as it names Kubernetes objects, got '${id}'`);
  }
  return `${kind} '${id}'`;
}

export function requireReplicas(owner: string, replicas: number | undefined): number {
  return requireInteger(`${owner}: replicas`, replicas ?? 2, 1, 100);
}

/** Instances on one database, of which one is active: not every release knows more than one. */
export function requireInstances(owner: string, release: CantonRelease, { replicas, failoverTiming }: ActivePassiveNodeOptions): number {
  const instances = requireReplicas(owner, replicas);
  if (instances > 1) {
    offered(`${owner}: replicas must be 1, got ${instances}`, release, 'hotStandby');
  }
  if (failoverTiming !== undefined) {
    offered(`${owner}: failoverTiming must be left out`, release, 'hotStandby');
  }
  return instances;
}

/** A protocol version that the release speaks; the first one where none is said. */
export function requireProtocolVersion(owner: string, release: CantonRelease, versions: number[], version = versions[0]): number {
  return versions.includes(version)
    ? version
    : refuse(`${owner}: protocolVersion must be ${versions.join(' or ')} in release ${release.version}, got ${version}`);
}

/** TLS of a service's API: on, from the Secret that is named after the service, unless something else is said. */
export function ownTls(owner: string, id: string, prop: string, tls: Tls | undefined): Tls {
  const own = tls ?? Tls.fromSecret(`${id}-tls`);
  if (own.enabled && own._server === undefined) {
    refuse(`${owner}: ${prop} needs a certificate of its own: use Tls.fromSecret or Tls.mutual, not Tls.trusting`);
  }
  return own;
}

/** Clients of a sequencer have no certificates. */
export function requireNoMutualTls(owner: string, tls: Tls): Tls {
  return tls.isMutual
    ? refuse(`${owner}: publicApiTls must not be mutual: sequencer clients have no certificates, they sign a nonce (rule R41); use Tls.fromSecret`)
    : tls;
}

/** Refuses a list where exactly one thing belongs, which typed callers cannot pass. */
export function requireOne<T>(owner: string, what: string, value: T | undefined): T {
  if (value === undefined || value === null || Array.isArray(value)) {
    refuse(`${owner}: exactly one ${what} is needed, got ${describe(value)}`);
  }
  return value;
}

/** What participants may call a domain, a synchronizer or a sequencer. */
export function requireAlias(owner: string, alias: string, what = 'domainAlias'): string {
  return /^[a-zA-Z0-9_-]{1,255}$/.test(alias) ? alias : refuse(`${owner}: ${what} must be letters, digits, '_' and '-', got '${alias}'`);
}

/** Ids of participants that are admitted to a domain or synchronizer that is not open. */
export function requireParticipantIds(owner: string, what: string, open: boolean, ids: string[] = []): string[] {
  if (open && ids.length > 0) {
    refuse(`${owner}: admit is for a ${what} that is not open, got ${ids.length} ids; drop open or admit`);
  }
  for (const id of ids) {
    if (!/^PAR::[a-zA-Z0-9_-]{1,185}::[0-9a-f]{68}$/.test(id)) {
      refuse(`${owner}: admit must hold participant ids such as PAR::name::1220<64 hex digits>, got '${id}'`);
    }
  }
  return ids;
}
