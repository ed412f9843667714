import { Chart, Testing } from 'cdk8s';
import {
  ContainerImage, LedgerApiAuth, NetworkPeer, ParticipantService, Placement, PostgresDatabase, PostgresReplication, PostgresServer, PostgresTls,
  PostgresUser, QueryStore, SecretKey,
} from '../../lib';
import { DatabaseSetup, DatabaseSetupProps } from '../../lib/database/database-setup';
import { config, manifests, named, names, only, testChart } from '../support/chart';
import { schemaError } from '../support/schema';
import { vanished } from '../support/vanished';

const TLS = PostgresTls.verifyFull(SecretKey.of('pg-ca', 'ca.crt'));
const SERVER = PostgresServer.external({ id: 'pg', host: 'pg.db.svc', tls: TLS, replication: PostgresReplication.synchronous() });
const ADMIN = PostgresUser.fromSecret('pg-admin');

const database = (name: string): PostgresDatabase => SERVER.database(name, PostgresUser.fromSecret(`${name}-db`));

const DEFAULTS: DatabaseSetupProps = {
  server: SERVER,
  databases: [database('sequencer'), SERVER.database('mediator', PostgresUser.fromSecret('m', { username: 'med' }))],
  admin: ADMIN,
};

function made(props: Partial<DatabaseSetupProps> = {}): Chart {
  const chart = testChart();
  new DatabaseSetup(chart, 'setup', { ...DEFAULTS, ...props });
  return chart;
}

const job = (chart: Chart) => only(chart, 'Job', named(chart, 'Job')[0]);

test('a Job with its script, by default', () => {
  expect(manifests(made())).toMatchSnapshot();
});

test('every prop arrives in the manifests', () => {
  const props: Required<DatabaseSetupProps> = {
    ...DEFAULTS,
    adminDatabase: 'defaultdb',
    dryRun: true,
    image: ContainerImage.of('registry.bank.example/postgres:16.1'),
    imagePullSecrets: ['registry'],
    placement: Placement.spread({ nodeSelector: { pool: 'ledger' } }),
    priorityClassName: 'ledger-critical',
    podAnnotations: { 'example.com/passwords': '2' },
    podLabels: { team: 'ledger' },
    egress: [NetworkPeer.namespace('db')],
  };
  expect(manifests(made(props))).toMatchSnapshot();
});

test('Kubernetes takes all of it', () => {
  const chart = made();
  expect(vanished(chart)).toEqual([]);
  expect(manifests(chart).map(schemaError).filter((error) => error !== undefined)).toEqual([]);
});

test('names and selectors are a contract: a change here is a major release', () => {
  const chart = made();
  expect(names(chart)).toEqual([
    expect.stringMatching(/^ConfigMap setup-config-[0-9a-f]{10}$/), expect.stringMatching(/^Job setup-[0-9a-f]{10}$/), 'NetworkPolicy setup', 'ServiceAccount setup',
  ]);
  expect(only(chart, 'NetworkPolicy', 'setup').spec.podSelector.matchLabels).toEqual({
    'app.kubernetes.io/name': 'postgres', 'app.kubernetes.io/instance': 'setup', 'app.kubernetes.io/component': 'database-setup',
  });
});

test('its pods are let in by whom they are shown to', () => {
  const { pods } = new DatabaseSetup(testChart(), 'setup', DEFAULTS);
  expect(pods._peer).toEqual({
    namespace: 'test',
    labels: { 'app.kubernetes.io/name': 'postgres', 'app.kubernetes.io/instance': 'setup', 'app.kubernetes.io/component': 'database-setup' },
  });
});

test('it runs the commands that it offers to an administrator', () => {
  const chart = testChart();
  const setup = new DatabaseSetup(chart, 'setup', DEFAULTS);
  expect(config(chart, 'setup-config', 'setup.sql')).toBe(setup.sql);
  expect(setup.sql).toContain('\\set owner_2 \'med\'');
  expect(setup.sql).toContain('\\getenv owner_1 OWNER_1');
});

test('names and passwords of owners come from their Secrets, into the environment only', () => {
  const [{ command, env, args }] = job(made()).spec.template.spec.containers;
  expect(command).toEqual(['sh', '/etc/database-setup/setup.sh']);
  expect(args).toBeUndefined();
  const secrets = (env as { name: string; valueFrom?: { secretKeyRef: { name: string; key: string } } }[])
    .flatMap(({ name, valueFrom }) => valueFrom === undefined ? [] : [`${name}=${valueFrom.secretKeyRef.name}/${valueFrom.secretKeyRef.key}`]);
  expect(secrets).toEqual([
    'PGUSER=pg-admin/username', 'PGPASSWORD=pg-admin/password', 'OWNER_1=sequencer-db/username', 'OWNER_1_PASSWORD=sequencer-db/password', 'OWNER_2_PASSWORD=m/password',
  ]);
});

test('another set of databases is another Job, and the same set the same', () => {
  expect(named(made(), 'Job')).toEqual(named(made(), 'Job'));
  const others = [{ databases: [database('sequencer')] }, { podAnnotations: { 'example.com/passwords': '2' } }, { dryRun: true }];
  expect(new Set([{}, ...others].flatMap((props) => named(made(props), 'Job'))).size).toBe(4);
});

test('it may stand beside the services whose databases it makes', () => {
  const chart = testChart();
  const participant = database('participant');
  new ParticipantService(chart, 'participant', { storage: participant, auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json') });
  new DatabaseSetup(chart, 'setup', { ...DEFAULTS, databases: [participant] });
  expect(() => Testing.synth(chart)).not.toThrow();
  expect(chart.node.root.node.findAll().flatMap(({ node }) => node.validate())).toEqual([]);
});

describe('refuses', () => {
  const refused = (props: Partial<DatabaseSetupProps>) => expect(() => made(props));

  test.each(['Setup', '-setup', 'a'.repeat(31), 'under_score'])('the id %s', (id) => {
    expect(() => new DatabaseSetup(testChart(), id, DEFAULTS)).toThrow(new Error(
      `database setup '${id}': id must be a DNS label of at most 30 characters (a-z, 0-9 and '-', no '-' at either end), as it names Kubernetes objects, got '${id}'`,
    ));
  });

  test('to make nothing', () => {
    refused({ databases: [] }).toThrow(new Error(
      "database setup 'setup': databases must not be empty, got a list of 0; name those of your services: server.database('<name>', PostgresUser.fromSecret('<secret>'))",
    ));
  });

  test('a database of another server', () => {
    const other = PostgresServer.external({ id: 'other', host: 'other', tls: TLS, replication: PostgresReplication.none() });
    refused({ databases: [database('a'), other.database('b', ADMIN)] }).toThrow(new Error(
      "database setup 'setup': database 'b' must be on PostgreSQL server 'pg', got one on 'other'; make another DatabaseSetup for that server",
    ));
    const same = PostgresServer.external({ id: 'pg', host: 'other', tls: TLS, replication: PostgresReplication.none() });
    refused({ databases: [same.database('b', PostgresUser.fromSecret('b'))] }).not.toThrow();
  });

  test('a database twice', () => {
    refused({ databases: [database('a'), SERVER.database('a', PostgresUser.fromSecret('b'))] }).toThrow(new Error(
      "database setup 'setup': databases must differ, got 'a' twice; name it once",
    ));
  });

  test('the admin as an owner', () => {
    refused({ databases: [SERVER.database('a', ADMIN)] }).toThrow(new Error(
      "database setup 'setup': database 'a' must not belong to the admin, got the name in secret pg-admin/username for both; give it an owner of its own (rule R24)",
    ));
    const root = (secret: string) => PostgresUser.fromSecret(secret, { username: 'root' });
    refused({ databases: [SERVER.database('a', root('x'))], admin: root('y') }).toThrow(new Error(
      "database setup 'setup': database 'a' must not belong to the admin, got 'root' for both; give it an owner of its own (rule R24)",
    ));
  });

  test('one owner of two databases', () => {
    const user = PostgresUser.fromSecret('shared');
    refused({ databases: [SERVER.database('a', user), SERVER.database('b', user)] }).toThrow(new Error(
      "database setup 'setup': databases 'a' and 'b' must have owners of their own (rule R24), got the name in secret shared/username for both",
    ));
  });

  test('to connect to a database that is not there yet', () => {
    refused({ adminDatabase: 'sequencer' }).toThrow(new Error(
      "database setup 'setup': adminDatabase must be there before the setup runs, got 'sequencer', which it is to make; use 'postgres'",
    ));
    refused({ adminDatabase: ' ' }).toThrow(new Error("database setup 'setup': adminDatabase must not be empty"));
  });

  test('what typed callers cannot pass, without showing what may be a password', () => {
    refused({ server: 'pg' as never }).toThrow(new Error("database setup 'setup': server must be a PostgresServer, got 'pg'; use PostgresServer.external"));
    refused({ admin: 'hunter2' as never }).toThrow(new Error(
      "database setup 'setup': admin must be a PostgresUser, got a string (not shown); passwords are never text: use PostgresUser.fromSecret('<secret>')",
    ));
    refused({ databases: [QueryStore.inMemory() as never] }).toThrow(/^database setup 'setup': databases must come from PostgresServer.database, got an object of /);
  });
});
