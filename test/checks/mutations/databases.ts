import { image, Mutations, mutation, variable } from './mutation';
import { configMapName, Draft } from '../fixtures';

export const DATABASES: Mutations = {
  'replicas-share-database': {
    'another user': mutation(/as in Deployment bank\/ledger-0, got database 'ledger' on 'db-rw.bank.svc:5432' as user 'other'/, (draft) => {
      variable(draft, 'ledger-1', 'DATABASE_USER').value = 'other';
    }),
    'another database': mutation(/got database 'other'/, (draft) => {
      variable(draft, 'ledger-1', 'DATABASE').value = 'other';
      variable(draft, 'ledger-1', 'DATABASE_USER').value = 'other';
    }),
  },
  'database-has-one-owner': {
    'two nodes': mutation(/shares database 'manager' on 'db-rw.bank.svc:5432' with/, (draft) => { variable(draft, 'mediator', 'DATABASE').value = 'manager'; }),
    'a node and a trigger service': mutation(/'triggers'/, (draft) => { variable(draft, 'mediator', 'DATABASE').value = 'triggers'; }),
    'the sequencers of Canton 3 and a node': mutation(/the driver of sequencer 'sequencer' shares database 'manager'/, (draft) => {
      driverOn(draft, { databaseName: 'manager', user: 'manager' });
    }),
    'two trigger services': mutation(/trigger service 'triggers-2'/, (draft) => {
      const second = JSON.parse(JSON.stringify(draft.object('StatefulSet', 'triggers')));
      second.metadata.name = 'triggers-2';
      second.spec.selector.matchLabels['app.kubernetes.io/instance'] = 'triggers-2';
      second.spec.template.metadata.labels['app.kubernetes.io/instance'] = 'triggers-2';
      draft.objects.push(second);
    }),
  },
  'database-user': {
    'one user for two databases': mutation(/mediator 'mediator' uses user 'manager', who also owns 'manager'/, (draft) => { variable(draft, 'mediator', 'DATABASE_USER').value = 'manager'; }),
  },
  'storage-can-be-shared': {
    memory: mutation(/must be postgres or oracle, got memory/, (draft) => { draft.node('domain-managers', 'manager').storage = { type: 'memory' }; }),
    nothing: mutation(/got memory/, (draft) => { delete draft.node('mediators', 'mediator').storage; }),
  },
  'replication-on': {
    off: mutation(/must be true for 2 instances/, (draft) => { draft.node('participants', 'ledger').replication.enabled = 'no'; }),
  },
  'sequencer-high-availability': {
    off: mutation(/must be true for 2 instances/, (draft) => { draft.node('sequencers', 'sequencer').sequencer['high-availability'].enabled = false; }),
  },
  'sequencer-node-count': {
    'too few for a rollout': mutation(/from 4 \(2 x 2 instances\) to 32, got 3/, (draft) => {
      draft.node('sequencers', 'sequencer').sequencer['high-availability']['total-node-count'] = 3;
    }),
    'too many': mutation(/got 33/, (draft) => { draft.node('sequencers', 'sequencer').sequencer['high-availability']['total-node-count'] = 33; }),
  },
  'synchronous-commit': {
    off: mutation(/got off/, (draft) => { draft.node('participants', 'ledger')['ledger-api']['postgres-data-source'] = { 'synchronous-commit': 'off' }; }),
  },
  'no-connection-pooler': {
    'the port of PgBouncer': mutation(/got 'db-rw.bank.svc:6432'/, (draft) => {
      draft.node('mediators', 'mediator').storage.config.properties.portNumber = 6432;
    }),
    'RDS Proxy': mutation(/looks like a connection pooler/, (draft) => {
      draft.node('participants', 'ledger').storage.config.properties.serverName = 'ledger.proxy-abc123.eu-central-1.rds.amazonaws.com';
    }),
    'a host that says so': mutation(/db-pooler/, (draft) => { draft.node('sequencers', 'sequencer').storage.config.properties.serverName = 'db-pooler-rw'; }),
  },
  'connection-limit': {
    'too few connections': mutation(/must be at least 273 .*got 200/, (draft) => {
      draft.object('Cluster', 'db').spec.postgresql.parameters.max_connections = '200';
    }),
    'more for a participant of Canton 3': mutation(/must be at least 309 .*got 273/, (draft) => {
      ['ledger-0', 'ledger-1'].forEach((name) => image(draft, name, '3.5.9'));
      draft.object('Cluster', 'db').spec.postgresql.parameters.max_connections = '273';
    }),
    'what PostgreSQL has by itself': mutation(/got 100/, (draft) => { delete draft.object('Cluster', 'db').spec.postgresql; }),
  },
  'database-tls': {
    'no TLS': mutation(/got disable/, (draft) => { draft.node('mediators', 'mediator').storage.config.properties.ssl = 'off'; }),
    'no verification': mutation(/got require/, (draft) => { draft.node('mediators', 'mediator').storage.config.properties.sslmode = 'require'; }),
    'the database that sequencers of Canton 3 share': mutation(/the driver of sequencer 'sequencer' must reach its database with sslmode verify-full, got disable/, (draft) => {
      driverOn(draft, { databaseName: 'driver', user: 'driver', ssl: false });
    }),
    'a query store without TLS': mutation(/got disable/, (draft) => {
      draft.config('json-api')['query-store']['base-config'].url = 'jdbc:postgresql://db-rw.bank.svc:5432/json-api';
    }),
  },
  'no-migration-at-start': {
    on: mutation(/must be false for 2 instances/, (draft) => { draft.node('participants', 'ledger').storage.parameters['migrate-and-start'] = true; }),
  },
  'migration-runs-alone': {
    'beside running instances': mutation(/while Deployment bank\/ledger-0 and Deployment bank\/ledger-1 run/, (draft) => {
      const job = draft.pod('Job', 'bootstrap-0123456789');
      job.volumes = [{ name: 'config', projected: { sources: [{ configMap: { name: configMapName('ledger') } }] } }];
      Object.assign(job.containers[0], { args: ['run', '-c', '/etc/canton/ledger.conf'], volumeMounts: [{ name: 'config', mountPath: '/etc/canton/' }] });
      job.containers[0].env.push({ name: 'DATABASE', value: 'ledger' });
    }),
  },
};

/** Gives the sequencers the driver of Canton 3, on a database beside their own. */
function driverOn(draft: Draft, properties: object): void {
  const storage = JSON.parse(JSON.stringify(draft.node('sequencers', 'sequencer').storage));
  Object.assign(storage.config.properties, properties);
  draft.node('sequencers', 'sequencer').sequencer = { type: 'reference', config: { storage } };
}
