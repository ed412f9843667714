import { Measured } from './measured';
import { Database, Mode, Recovery, Service } from '../topology/model';

/** What is lost, and what comes of it. */
export interface Loss {
  readonly what: string;
  readonly then: string;
  readonly takes: string;
  readonly acts: string;
  /** What a cluster showed. */
  readonly measured?: string;
}

/** Until Kubernetes gives a node up that does not answer: `--node-monitor-grace-period`, as it is by default. */
const NODE_GIVEN_UP = 50;
/** Until the database ends the session of a lost node, with the settings of docs/databases.md: `tcp_keepalives_*` of 10 s + 5 x 1 s. */
const SESSION_ENDED = 15;
/** Until HAProxy sends clients to another instance, at most. */
const ROUTER_SEES = 1.5;
const TAKING_OVER = 'Canton\'s own taking over (about 10 s when it is warm)';
const NOBODY = 'nobody';
/** What those who do not talk to a service feel. */
const MEANWHILE: { readonly [component: string]: string } = {
  'mediator': '; transactions wait meanwhile, and those in flight may time out', 'domain-manager': '; transactions go on meanwhile',
};

/** What happens to a service when something dies. */
export function lossesOf(service: Service, measured: Measured): Loss[] {
  const { recovery } = service;
  if (recovery === undefined) {
    return databaseCluster(service);
  }
  const losses = { [Mode.ACTIVE_PASSIVE]: activePassive, [Mode.ACTIVE_ACTIVE]: activeActive, [Mode.SINGLE]: single };
  const lost = losses[needsAll(service, recovery) ? Mode.SINGLE : service.mode];
  return [...lost(service, recovery, measured), ...balancers(service, measured), ...databases(service, recovery, measured)];
}

/** Of two or three that must agree none may be away. */
function needsAll({ instances }: Service, { agreeing }: Recovery): boolean {
  return agreeing && instances.length < 4;
}

function activePassive(service: Service, recovery: Recovery, measured: Measured): Loss[] {
  const router = service.balancer === undefined ? 0 : ROUTER_SEES;
  const begins = (recovery.begins ?? 0) + router;
  const parts = `${seconds(recovery.begins ?? 0)} until a standby begins${router === 0 ? '' : ` + ${seconds(router)} until ${service.balancer!.name} sees it`}`;
  const how = (before: number, name: string) => `at most ${seconds(before + begins)} (${before === 0 ? '' : `${seconds(before)} ${name} + `}${parts}) + ${TAKING_OVER}`;
  const lost = `${how(SESSION_ENDED, 'until the database ends the dead session, as it is set in docs/databases.md')}; longer where a name server was lost with it`;
  return [
    {
      what: 'a pod', then: `another instance takes over${MEANWHILE[service.component] ?? ''}; the lost one comes back as standby`, takes: how(0, ''), acts: NOBODY, measured: measured.killed(service),
    },
    ...(recovery.hangs === undefined ? [] : [{
      what: 'a pod hangs',
      then: 'it keeps the database\'s lock until its liveness probe ends it; then another takes over',
      takes: how(recovery.hangs, 'until it is ended'),
      acts: NOBODY,
      measured: measured.hung(service),
    }]),
    recovery.distinctNodes
      ? {
        what: 'a node',
        then: `another instance takes over; ${replaced(recovery)}`,
        takes: lost,
        acts: NOBODY,
        measured: measured.nodeLost(service),
      }
      : sharedNode(recovery),
    zone(service, recovery, lost),
  ];
}

function activeActive(service: Service, recovery: Recovery, measured: Measured): Loss[] {
  const clients = service.balancer === undefined ? 'clients go on with the others' : `the ${service.balancer.name} leads its clients to the others`;
  const late = `calls to it time out; new connections may still be led to it until Kubernetes gives the node up after ${NODE_GIVEN_UP} s`;
  return [
    { what: 'a pod', then: `the other instances serve; ${clients}`, takes: 'as long as a client takes to connect anew', acts: NOBODY, measured: measured.killed(service) },
    ...(recovery.hangs === undefined ? [] : [{
      what: 'a pod hangs', then: 'its clients wait until its liveness probe ends it, others do not notice', takes: `at most ${recovery.hangs} s`, acts: NOBODY,
    }]),
    recovery.distinctNodes
      ? {
        what: 'a node',
        then: `the other instances serve; ${replaced(recovery)}`,
        takes: late,
        acts: recovery.leaves === undefined ? OPERATOR : NOBODY,
        measured: measured.nodeLost(service),
      }
      : sharedNode(recovery),
    zone(service, recovery, late),
  ];
}

function single(service: Service, recovery: Recovery, measured: Measured): Loss[] {
  const start = 'its start';
  const moves = recovery.leaves !== undefined;
  return [
    { what: 'a pod', then: 'Kubernetes starts it anew; nothing serves meanwhile', takes: start, acts: NOBODY, measured: measured.killed(service) },
    ...(recovery.hangs === undefined ? [] : [{
      what: 'a pod hangs', then: 'its liveness probe ends it, and it is started anew', takes: `${recovery.hangs} s + ${start}`, acts: NOBODY,
    }]),
    moves
      ? { what: 'a node', then: replaced(recovery), takes: `${NODE_GIVEN_UP + recovery.leaves!} s + ${start}`, acts: NOBODY }
      : { what: 'a node', then: replaced(recovery), takes: 'until then', acts: OPERATOR },
    zone(service, recovery, moves ? `${NODE_GIVEN_UP + recovery.leaves!} s + ${start}` : 'until then'),
  ];
}

const OPERATOR = 'you, where the node does not come back: taint it node.kubernetes.io/out-of-service, or delete its pod once it is surely off';

/** What becomes of the pods of a lost node. */
function replaced({ leaves }: Recovery): string {
  return leaves === undefined
    ? 'its instance is not started elsewhere until the node comes back or is given up, as nothing else keeps two of them from running'
    : `its pod is replaced on another node after ${NODE_GIVEN_UP + leaves} s`;
}

function sharedNode(recovery: Recovery): Loss {
  return { what: 'a node', then: `instances may share it (Placement.singleNode()): all may be gone; ${replaced(recovery)}`, takes: 'until they have started elsewhere', acts: NOBODY };
}

function zone({ zone: only, instances, mode }: Service, recovery: Recovery, takes: string): Loss {
  const what = 'a zone';
  if (only !== undefined) {
    return { what, then: `zone ${only} has all of it: nothing serves`, takes: 'until the zone is back', acts: 'you: place it in another zone' };
  }
  if (mode === Mode.SINGLE || !recovery.overZones) {
    return { what, then: `like a node: ${replaced(recovery)}`, takes, acts: recovery.leaves === undefined ? OPERATOR : NOBODY };
  }
  return {
    what,
    takes,
    acts: recovery.leaves === undefined ? OPERATOR : NOBODY,
    then: `like a node: its ${instances.length} instances prefer different zones; where the cluster had room in one only, it is lost with that zone`,
  };
}

/** Only its own pods can be lost: a Service of Kubernetes has none. */
function balancers(service: Service, measured: Measured): Loss[] {
  const { name, replicas = 0 } = service.balancer ?? {};
  if (replicas === 0) {
    return [];
  }
  const loss = replicas === 1
    ? { then: 'nobody reaches the service until Kubernetes has started it anew', takes: 'its start' }
    : { then: 'connections through it break; the others lead clients on', takes: 'as long as a client takes to connect anew' };
  return [{ what: `a pod of ${name}`, ...loss, acts: NOBODY, measured: measured.balancerKilled(service) }];
}

function databases(service: Service, { begins }: Recovery, measured: Measured): Loss[] {
  const { databases: shared, instances, component, mode } = service;
  const all = [...shared, ...instances.flatMap((instance) => instance.databases)].filter(({ cache }) => !cache);
  const lock = begins === undefined || mode !== Mode.ACTIVE_PASSIVE ? '' : ` + at most ${seconds(begins)} for the lock + ${TAKING_OVER}`;
  const [database] = all;
  if (database === undefined) {
    return instances.some((instance) => instance.databases.some(({ cache }) => cache))
      ? [{ what: 'a cache', then: 'it ends with its pod and is filled again from the participant', takes: 'longer first queries', acts: NOBODY }]
      : [];
  }
  return [{ what: 'the primary of its database', ...primary(database, component, lock), measured: measured.databaseLost(service) }];
}

function primary({ replication }: Database, component: string, lock: string): Pick<Loss, 'then' | 'takes' | 'acts'> {
  const takes = `the server's own failover${lock}`;
  switch (replication) {
    case 'synchronous': return { then: 'a standby that has every commit is promoted; instances wait for it and go on', takes, acts: NOBODY };
    case 'asynchronous': return {
      then: `a standby is promoted without the last commits: ${['sequencer', 'mediator', 'domain-manager'].includes(component)
        ? 'participants that were told of them see a fork of the ledger and stop' : 'what clients were told of them is gone'}`,
      takes,
      acts: 'you: clients and participants may have to be repaired',
    };
    case 'none': return { then: 'it has no standby: nothing serves', takes: 'until it is back', acts: 'you: bring it back, or restore a backup' };
    default: return { then: 'the manifests do not say how it is replicated', takes, acts: 'you, unless it fails over by itself' };
  }
}

/** Its operator decides: these are its promises, not measurements. */
function databaseCluster({ instances }: Service): Loss[] {
  const alone = instances.length === 1;
  const then = alone ? 'nothing takes over: the operator starts it anew on its volume' : 'where it was the primary, the operator promotes a standby; all services wait for it';
  const takes = alone ? 'its start' : 'the failover of CloudNativePG';
  return ['a pod', 'a node', 'a zone'].map((what) => ({ what, then, takes, acts: alone && what !== 'a pod' ? 'you, where its volume cannot move' : NOBODY }));
}

function seconds(count: number): string {
  return `${Math.round(count * 10) / 10} s`;
}
