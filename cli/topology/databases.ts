import { Database } from './model';
import { Parts } from './parts';
import { Database as ConfiguredDatabase, databaseKey, isPodLocal, jdbcDatabase, storageDatabase } from '../../lib/checks/database';
import { annotationsOf } from '../../lib/checks/kube-object';
import { at, distinct, textAt } from '../../lib/checks/read';
import { Workload } from '../../lib/checks/workload';
import { REPLICATION_ANNOTATION } from '../../lib/model/annotations';

/** The databases of a service: those that its instances share, and those of each workload that are no other's. */
export function databasesOfService({ workloads, cluster }: Parts): { shared: Database[]; own: Database[][] } {
  if (cluster !== undefined) {
    return { shared: [], own: [] };
  }
  const used = workloads.map(usedBy);
  const isAmong = (databases: ConfiguredDatabase[], key: string) => databases.some((other) => databaseKey(other) === key);
  const isShared = (database: ConfiguredDatabase) => !isPodLocal(database) && used.every((databases) => isAmong(databases, databaseKey(database)));
  const described = (index: number, database: ConfiguredDatabase) => describe(workloads[index], database);
  return {
    shared: (used[0] ?? []).filter(isShared).map((database) => described(0, database)),
    own: used.map((databases, index) => databases.filter((database) => !isShared(database)).map((database) => described(index, database))),
  };
}

/** Names of the databases that a service uses; those within pods are nobody else's. */
export function databaseKeysOf({ workloads }: Parts): string[] {
  return distinct(workloads.flatMap(usedBy).filter((database) => !isPodLocal(database)).map(databaseKey));
}

/** What a workload's configuration names. */
function usedBy({ nodes, containers }: Workload): ConfiguredDatabase[] {
  const ofNodes = nodes.flatMap(({ tree, database, container }) => [database, storageDatabase(at(tree, 'sequencer', 'config', 'storage'), container)]);
  const stores = containers.flatMap((container) => [at(container.config, 'query-store', 'base-config'), at(container.config, 'trigger-store')]
    .map((store) => (textAt(store, 'url') === undefined ? undefined : jdbcDatabase(textAt(store, 'url')!, textAt(store, 'user'), container))));
  return [...ofNodes, ...stores].filter((database): database is ConfiguredDatabase => database !== undefined);
}

function describe({ object }: Workload, database: ConfiguredDatabase): Database {
  const { name, server } = database;
  const cache = isPodLocal(database);
  return { name, server, cache, replication: cache ? undefined : annotationsOf(object)[REPLICATION_ANNOTATION] };
}
