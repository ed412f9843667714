import { App, Chart, Size } from 'cdk8s';
import {
  CloudNativePgCluster, ClusterDomain, ConnectionPlan, ContainerImage, Cpu, NetworkPeer, ParticipantService, Placement, PostgresDatabase, Resources,
  SecretKey, TrialPostgres, TrialPostgresProps,
} from '../../lib';
import { AUTH } from '../services/fixtures';
import { config, manifests, names, only, testChart } from '../support/chart';
import { schemaError } from '../support/schema';
import { vanished } from '../support/vanished';

/** Every prop. A new one breaks the compilation here until it is tested. */
const ALL: Required<TrialPostgresProps> = {
  password: SecretKey.of('trial', 'roles'),
  storage: Size.gibibytes(20),
  storageClass: 'standard',
  image: ContainerImage.of('registry.bank.example/postgres:15.2-alpine'),
  imagePullSecrets: ['registry'],
  resources: Resources.of({ memory: Size.gibibytes(2), cpu: Cpu.cores(1) }),
  placement: Placement.spread({ nodeSelector: { pool: 'trial' } }),
  clients: [NetworkPeer.namespace('admins')],
};

function made(props: TrialPostgresProps = {}, databases = ['sequencer', 'main_Ledger']): Chart {
  const chart = testChart();
  const postgres = new TrialPostgres(chart, 'postgres', props);
  databases.forEach((name) => postgres.database(name));
  return chart;
}

function container(chart: Chart): any {
  return only(chart, 'StatefulSet', 'postgres').spec.template.spec.containers[0];
}

const variable = (chart: Chart, name: string) => container(chart).env.find((entry: { name: string }) => entry.name === name);

describe('by default', () => {
  const chart = made();

  test('it is one server with its disk', () => {
    expect(manifests(chart)).toMatchSnapshot();
  });

  test('Kubernetes takes all of it', () => {
    expect(vanished(chart)).toEqual([]);
    expect(manifests(chart).map(schemaError).filter((error) => error !== undefined)).toEqual([]);
  });

  test('it is the same each time', () => {
    expect(manifests(made())).toEqual(manifests(chart));
  });

  test('names and selectors are these, for ever', () => {
    expect(names(chart)).toEqual([
      expect.stringMatching(/^ConfigMap postgres-config-[0-9a-f]{10}$/), 'NetworkPolicy postgres', 'PersistentVolumeClaim postgres-data', 'Service postgres',
      'ServiceAccount postgres', 'StatefulSet postgres',
    ]);
    const labels = { 'app.kubernetes.io/name': 'postgres', 'app.kubernetes.io/instance': 'postgres', 'app.kubernetes.io/component': 'trial-database' };
    expect(only(chart, 'StatefulSet', 'postgres').spec.selector.matchLabels).toEqual(labels);
    expect(only(chart, 'Service', 'postgres').spec).toMatchObject({ clusterIP: 'None', selector: labels });
    expect(only(chart, 'NetworkPolicy', 'postgres').spec.podSelector.matchLabels).toEqual(labels);
  });

  test('there is never a second server on the disk', () => {
    const { kind, spec } = only(chart, 'StatefulSet', 'postgres');
    expect([kind, spec.replicas]).toEqual(['StatefulSet', 1]);
    expect(spec.template.spec.volumes).toContainEqual({ name: 'data', persistentVolumeClaim: { claimName: 'postgres-data' } });
    expect(only(chart, 'PersistentVolumeClaim', 'postgres-data').spec.accessModes).toEqual(['ReadWriteOnce']);
  });

  test('it is Ready by way of the network, where it answers when its databases are there', () => {
    const { readinessProbe, livenessProbe } = container(chart);
    expect(readinessProbe.exec.command).toEqual(['pg_isready', '--host=127.0.0.1', '--dbname=postgres']);
    expect(livenessProbe.exec.command).toEqual(['sh', '-c', 'pg_isready --host=127.0.0.1 --dbname=postgres; test $? -le 1']);
  });

  test('Kubernetes finds nothing to replace in the commands that make the databases', () => {
    expect(variable(chart, 'SETUP_SQL').value).not.toContain('$');
  });
});

test('every prop arrives in the manifests', () => {
  expect(manifests(made(ALL))).toMatchSnapshot();
});

describe('the server', () => {
  test('is what it is: for trying', () => {
    const { server } = new TrialPostgres(testChart('iou'), 'postgres');
    expect([server.id, server._host, server._port, server._tls.sslmode, server.replication.kind, server.version]).toEqual([
      'iou/postgres', 'postgres.iou.svc.cluster.local', 5432, 'disable', 'none', 15,
    ]);
  });

  test('has its whole name in any cluster', () => {
    const app = new App();
    ClusterDomain.set(app, 'k8s.example.com');
    expect(new TrialPostgres(new Chart(app, 'chart', { namespace: 'iou' }), 'postgres').server._host).toBe('postgres.iou.svc.k8s.example.com');
  });
});

describe('databases', () => {
  test('have a role each, and the one password', () => {
    const { name, user, maxConnections } = new TrialPostgres(testChart(), 'postgres').database('main_Ledger', { maxConnections: 5 });
    expect([name, user._name, String(user._password), maxConnections]).toEqual(['main_Ledger', 'main_Ledger', 'postgres-password/password', 5]);
    const other = new TrialPostgres(testChart(), 'postgres', { password: SecretKey.of('trial', 'roles') }).database('x');
    expect(String(other.user._password)).toBe('trial/roles');
  });

  test('are made at the start, and a new one makes a new pod, whose script is the same', () => {
    const [one, two] = [made({}, ['a']), made({}, ['a', 'b'])];
    expect(variable(one, 'SETUP_SQL').value).not.toContain('database b');
    expect(variable(two, 'SETUP_SQL').value).toContain("SELECT format('CREATE DATABASE %I OWNER %I ENCODING %L TEMPLATE template0', 'b', :'owner_2', 'UTF8')");
    expect(config(two, 'postgres-config', 'start.sh')).toBe(config(one, 'postgres-config', 'start.sh'));
  });

  test('are swapped for highly available ones in one line', () => {
    const both: { database(name: string): PostgresDatabase }[] = [
      new TrialPostgres(testChart(), 'postgres'),
      new CloudNativePgCluster(testChart(), 'postgres', { storage: Size.gibibytes(8) }),
    ];
    expect(both.map((postgres) => postgres.database('participant').storageId)).toEqual(Array(2).fill("database 'participant' on PostgreSQL server 'test/postgres'"));
  });
});

describe('a service on it', () => {
  const chart = testChart();
  const postgres = new TrialPostgres(chart, 'postgres', { clients: [NetworkPeer.namespace('admins')] });
  new ParticipantService(chart, 'participant', { storage: postgres.database('participant', { maxConnections: 40 }), auth: AUTH, egress: [postgres.pods] });

  test('is let in, beside the clients that are named', () => {
    expect(only(chart, 'NetworkPolicy', 'postgres').spec.ingress).toEqual([{
      from: [
        { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'admins' } } },
        { podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'participant' } } },
      ],
      ports: [{ port: 5432, protocol: 'TCP' }],
    }]);
  });

  test('has its connections counted, and rounded up', () => {
    expect(ConnectionPlan.of(chart, postgres.server).leastMaxConnections).toBe(242);
    expect(container(chart).args).toEqual(['-c', 'listen_addresses=*', '-c', 'max_connections=300']);
  });

  test('says that its database has no TLS', () => {
    expect(JSON.parse(only(chart, 'Deployment', 'participant-0').metadata.annotations['cdk8s-canton/spelt-out'])).toEqual({ 'database-tls': 'PostgresTls.disabled()' });
  });

  test('may name the server where it may not connect to everybody', () => {
    const { podSelector } = only(chart, 'NetworkPolicy', 'postgres').spec;
    expect(only(chart, 'NetworkPolicy', 'participant').spec.egress).toContainEqual({ to: [{ podSelector }] });
  });
});

describe('what is refused', () => {
  const trial = () => new TrialPostgres(testChart(), 'postgres');

  test.each(['Postgres', '1st', 'p-', 'a'.repeat(31), 'under_score'])('the id %s', (id) => {
    expect(() => new TrialPostgres(testChart(), id)).toThrow(new Error(
      `trial PostgreSQL '${id}': id must be a DNS label of at most 30 characters that begins with a letter, got '${id}'`,
    ));
  });

  test('a password in the clear, which is not repeated', () => {
    expect(() => new TrialPostgres(testChart(), 'postgres', { password: 'hunter2' as never })).toThrow(new Error(
      "trial PostgreSQL 'postgres': password must be a SecretKey, got a string (not shown); a secret is never text: use SecretKey.of('<secret>', '<key>')",
    ));
  });

  test('a database twice', () => {
    const postgres = trial();
    postgres.database('a');
    expect(() => postgres.database('a')).toThrow(new Error("trial PostgreSQL 'postgres': database 'a' exists already; give each service a database of its own (rule R14)"));
  });

  test.each(['postgres', 'template0', 'template1', 'pg_monitor'])('the name %s', (name) => {
    expect(() => trial().database(name)).toThrow(new Error(
      `trial PostgreSQL 'postgres': database must not be called as PostgreSQL calls its own databases and roles (postgres, template0, template1, pg_*), got '${name}'`,
    ));
  });
});
