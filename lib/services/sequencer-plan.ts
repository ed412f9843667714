import { Construct } from 'constructs';
import { SequencerDriver } from './sequencer-driver';
import { requireTotalNodeCount, SequencerGroups } from './sequencer-groups';
import { SequencerServiceProps } from './sequencer-props';
import { ISequencer } from './sequencer-ref';
import { DEFAULT_RELEASE, requireReplicas, requireServiceId } from './service-identity';
import { podsInRollout, takeStorage } from './storage-use';
import { requireOffered } from '../config/config-dialect';
import { dialectOf } from '../config/dialect';
import { claim } from '../kubernetes/claims';
import { serviceHost } from '../kubernetes/identity';
import { CantonRelease } from '../model/canton-release';
import { Endpoint } from '../model/endpoint';
import { PORTS } from '../model/ports';
import { SequencerAccess } from '../model/sequencer-access';
import { Storage } from '../model/storage';
import { describe, refuse } from '../model/validation';

/** What a sequencer service runs, once its props are checked. */
export interface SequencerPlan {
  /** Its node name: that of the first service on its database. */
  readonly name: string;
  readonly release: CantonRelease;
  readonly replicas: number;
  readonly access: SequencerAccess;
  /** One node for all instances of a database, or one each on a blockchain. */
  readonly nodes: PlannedSequencer[];
  /** The services on its database. */
  readonly groups?: SequencerGroups;
}

/** A node by its name and its database. */
export interface PlannedSequencer {
  readonly name: string;
  readonly storage: Storage;
  readonly totalNodeCount?: number;
}

/** Takes what the service needs for itself, and refuses props that contradict each other. */
export function sequencerPlan(scope: Construct, owner: string, props: SequencerServiceProps): SequencerPlan {
  if (props.driver !== undefined) {
    return driverPlan(scope, owner, props, props.driver);
  }
  return props.sharesDatabaseOf === undefined ? databasePlan(scope, owner, props) : groupPlan(scope, owner, props, props.sharesDatabaseOf);
}

function databasePlan(scope: Construct, owner: string, props: SequencerServiceProps): SequencerPlan {
  const { release = DEFAULT_RELEASE, storage, access = SequencerAccess.service() } = props;
  requireOffered(owner, release, dialectOf(release).sequencers.database);
  const name = scope.node.id;
  const replicas = requireReplicas(owner, props.replicas);
  const publicApi = Endpoint.of(serviceHost(scope, name), PORTS.sequencer.publicApi);
  const groups = new SequencerGroups(name, publicApi, release, storage!, requireTotalNodeCount(owner, props.totalNodeCount));
  groups.join(owner, name, replicas);
  takeSequencerStorage(scope, owner, release, storage!, podsInRollout(replicas));
  return { name, release, replicas, access, groups, nodes: [{ name, storage: storage!, totalNodeCount: groups.totalNodeCount }] };
}

/** More instances of the same node: they differ from the others in who connects to them only. */
function groupPlan(scope: Construct, owner: string, props: SequencerServiceProps, { node, _groups: groups }: ISequencer): SequencerPlan {
  if (groups === undefined) {
    return refuse(`${owner}: sharesDatabaseOf must be a sequencer service of this app on an SQL database, got '${node.id}', which is none (rule R45)`);
  }
  const { name, release, database, totalNodeCount } = groups;
  const { access = SequencerAccess.service() } = props;
  refuseProps(owner, `a group has those of '${name}'`, props, ['storage', 'release', 'totalNodeCount']);
  const replicas = requireReplicas(owner, props.replicas);
  groups.join(owner, scope.node.id, replicas);
  takeSequencerStorage(scope, owner, release, database, podsInRollout(replicas), true);
  return { name, release, replicas, access, groups, nodes: [{ name, storage: database, totalNodeCount }] };
}

/** A sequencer, a database and an identity each. */
function driverPlan(scope: Construct, owner: string, props: SequencerServiceProps, driver: SequencerDriver): SequencerPlan {
  const { release = DEFAULT_RELEASE, access = SequencerAccess.clientSide() } = props;
  if (!(driver instanceof SequencerDriver)) {
    refuse(`${owner}: driver must be made by SequencerDriver.fabric, ethereum, reference or bft, got ${describe(driver)}`);
  }
  requireOffered(owner, release, dialectOf(release).sequencers[driver._kind]);
  refuseProps(owner, 'each sequencer of a driver is a node of its own', props, ['storage', 'sharesDatabaseOf', 'totalNodeCount', 'replicas']);
  if (!access._clientSide) {
    refuse(`${owner}: access must be SequencerAccess.clientSide() with a driver: anything that leads to all instances would lead members to a new one before it may serve `
      + 'them (rule R47); leave access out');
  }
  const { id } = scope.node;
  const nodes = driver.sequencers.map(({ storage }, index) => ({ name: `${id}-${index}`, storage }));
  nodes.forEach(({ name }) => requireServiceId('sequencer', name));
  nodes.forEach(({ name, storage }, index) => {
    takeSequencerStorage(scope, `sequencer '${name}'`, release, storage, 1);
    (driver._owned[index] ?? []).forEach((thing) => claim(scope, thing, `sequencer '${name}'`, 'give each sequencer its own (rule R46)'));
  });
  takeShared(scope, owner, release, nodes.length, driver);
  return { name: id, release, access, nodes, replicas: nodes.length };
}

/** The database that all sequencers of a driver share: each has a pool of its own there. */
function takeShared(scope: Construct, owner: string, release: CantonRelease, pods: number, { _synchronizer: synchronizer }: SequencerDriver): void {
  if (synchronizer?.shared !== undefined) {
    takeStorage(scope, { owner: `driver of ${owner}`, storage: synchronizer.shared, release, pods, ofDomain: true });
  }
}

function takeSequencerStorage(scope: Construct, owner: string, release: CantonRelease, storage: Storage, pods: number, shared = false): void {
  takeStorage(scope, { owner, storage, release, pods, shared, connections: dialectOf(release).sequencerConnections, ofDomain: true });
}

function refuseProps(owner: string, reason: string, props: SequencerServiceProps, names: (keyof SequencerServiceProps)[]): void {
  const given = names.find((name) => props[name] !== undefined);
  if (given !== undefined) {
    refuse(`${owner}: ${given} must be left out: ${reason}`);
  }
}
