import { Check } from '../check';
import { databasesOf, DatabaseUse } from '../database-uses';
import { KubeObject, nameOf, namespaceOf, objectId } from '../kube-object';
import { numberAt, sum, textAt } from '../read';

const RESERVED = 3;

export const CONNECTION_LIMIT: Check = {
  id: 'connection-limit',
  severity: 'error',
  sentence: 'All connections that the services of a database server may open, rollouts included, are within its limit.',
  why: 'An instance that gets no connection does not start, and in a failover that is the one that should take over (facts A.2).',
  fix: 'Raise max_connections of the server, or lower max-connections of the nodes.',
  find: (deployment) => deployment.ofKind('Cluster').filter(({ apiVersion }) => String(apiVersion).startsWith('postgresql.cnpg.io/')).flatMap((cluster) => {
    const uses = databasesOf(deployment).filter(({ database: { server } }) => leadsTo(server, cluster));
    const needed = sum(uses.map((use) => (use.connections ?? 0) * podsOf(use)));
    const limit = numberAt(cluster, 'spec', 'postgresql', 'parameters', 'max_connections') ?? 100;
    return needed + RESERVED <= limit ? [] : [{
      object: objectId(cluster),
      message: `max_connections must be at least ${needed + RESERVED} (${needed} of services in a rollout, ${RESERVED} reserved), got ${limit}`,
    }];
  }),
};

/** Pods during a rollout: as many new ones as old ones, unless the old ones go first. */
function podsOf({ workload: { maxReplicas, kind, strategy } }: DatabaseUse): number {
  return maxReplicas * (kind === 'Deployment' && strategy === 'RollingUpdate' ? 2 : 1);
}

/** The Services and Secrets that CloudNativePG makes for a cluster. */
function leadsTo(server: string, cluster: KubeObject): boolean {
  const [name, namespace] = [nameOf(cluster), namespaceOf(cluster)];
  const host = server.replace(/:\d+$/, '');
  const secret = textAt(cluster, 'spec', 'bootstrap', 'initdb', 'secret', 'name') ?? `${name}-app`;
  return host === `${name}-rw` || host.startsWith(`${name}-rw.${namespace}`) || host.startsWith(`secret ${namespace}/${secret}#`);
}
