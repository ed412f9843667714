import { CantonNode } from './canton-node';
import { Database, isPodLocal, jdbcDatabase } from './database';
import { Deployment, RunningProgram } from './deployment';
import { objectId } from './kube-object';
import { groupKey } from './pod-group';
import { numberAt, textAt, Tree } from './read';
import { serviceOfHost } from './service-ports';
import { Workload } from './workload';
import { INSTANCE_LABEL } from '../model/annotations';

/** A process and a database that it uses. */
export interface DatabaseUse {
  readonly workload: Workload;
  readonly database: Database;
  /** Uses with the same owner share the database on purpose. */
  readonly owner: string;
  /** The owner, for whoever reads. */
  readonly text: string;
  /** How many connections one process holds at most, where that is configured. */
  readonly connections?: number;
}

/** Every use of a database by a process that stays. A database inside the pod does not count. */
export function databasesOf(deployment: Deployment): DatabaseUse[] {
  const nodes = deployment.nodes.flatMap(({ node, workload }): DatabaseUse[] => {
    const { database, text, kind, name, connections } = node;
    // Two Deployments with the same node on one database are replicas of it, unless their labels say that they are two services. Sequencers of one
    // name may be dedicated to one client each, as all of them serve (rule R48).
    const owner = workload.podLabels[INSTANCE_LABEL] === undefined || (kind === 'sequencer' && node.sequencesInDatabase) ? JSON.stringify([workload.namespace, kind, name]) : groupKey(workload);
    return [...(database === undefined ? [] : [{ workload, database, owner, text, connections }]), ...driverOf(node, workload)];
  });
  // Caches of one participant's ledger may share a database; running triggers may not.
  const caches = deployment.jsonApis.flatMap((program) => storeOf(program, program.config['query-store'], 'base-config', (
    `HTTP JSON API of '${ledgerOf(deployment, program)}'`
  )));
  const triggers = deployment.triggerServices.flatMap((program) => storeOf(program, program.config, 'trigger-store', `trigger service '${program.workload.name}'`));
  return [...nodes, ...caches, ...triggers].filter(({ database }) => !isPodLocal(database));
}

/** Sequencers of Canton 3 share the database of their driver, all of them that know it. */
function driverOf({ driverDatabase: database, driverStorage, text }: CantonNode, workload: Workload): DatabaseUse[] {
  const connections = numberAt(driverStorage, 'parameters', 'max-connections');
  return database === undefined ? [] : [{ workload, database, owner: 'drivers of sequencers', text: `the driver of ${text}`, connections }];
}

/** The participant service of a JSON API, under whichever of its names it is called. */
function ledgerOf(deployment: Deployment, { workload, container, config }: RunningProgram): string {
  const host = container.resolve(textAt(config, 'ledger-api', 'address')) ?? '';
  const service = serviceOfHost(deployment, host, workload.namespace);
  return service === undefined ? host : objectId(service);
}

function storeOf({ workload, container }: RunningProgram, store: unknown, key: string, text: string): DatabaseUse[] {
  const config = (store as Tree | undefined)?.[key];
  const url = textAt(config, 'url');
  const connections = Number(textAt(config, 'pool-size') ?? NaN);
  return url === undefined ? [] : [{
    workload,
    database: jdbcDatabase(url, textAt(config, 'user'), container),
    owner: JSON.stringify([workload.namespace, text]),
    text,
    connections: Number.isNaN(connections) ? undefined : connections,
  }];
}
