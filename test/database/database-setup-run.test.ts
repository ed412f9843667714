import { Chart } from 'cdk8s';
import { ADMIN, BareServer, canRunServer, Ended, MASTER, Secrets } from './database-setup-server';
import { PostgresReplication, PostgresServer, PostgresTls, PostgresUser, SecretKey } from '../../lib';
import { DatabaseSetup, DatabaseSetupProps } from '../../lib/database/database-setup';
import { testChart } from '../support/chart';
import { testWith } from '../support/tools';

/** The scripts of the Job, run as its pod runs them against a real PostgreSQL. */

const testOnServer = testWith(canRunServer(), 'PostgreSQL, or one of setsid, setpriv and openssl,');

const STRANGE = 'O\'Hara "the\\own%er"';
const SEQUENCER = { username: 'sequencer', password: 'first $HOME \'"\\ %s -n :x `id`' };
const MEDIATOR = { username: STRANGE, password: 'pässwörd' };

let server: BareServer;
let tls: Secrets;

beforeAll(async () => {
  if (canRunServer()) {
    server = await BareServer.start();
    tls = server.tlsSecrets;
  }
}, 120_000);

afterAll(() => server?.remove());

function setup(databases: { [name: string]: PostgresUser }, props: Partial<DatabaseSetupProps> = {}): { chart: Chart; setup: DatabaseSetup } {
  const chart = testChart();
  const postgres = PostgresServer.external({
    hostFromSecret: SecretKey.of('pg', 'host'),
    port: server.port,
    tls: PostgresTls.verifyFull(SecretKey.of('pg-ca', 'ca.crt'), {
      certificate: SecretKey.of('pg-client', 'tls.crt'), privateKey: SecretKey.of('pg-client', 'tls.der'),
    }),
    replication: PostgresReplication.none(),
  });
  return {
    chart,
    setup: new DatabaseSetup(chart, 'setup', {
      server: postgres,
      databases: Object.entries(databases).map(([name, user]) => postgres.database(name, user)),
      admin: PostgresUser.fromSecret('admin'),
      ...props,
    }),
  };
}

function runSetup(databases: { [name: string]: PostgresUser }, secrets: Secrets = {}, props: Partial<DatabaseSetupProps> = {}): Promise<Ended> {
  return server.runJob(setup(databases, props).chart, { pg: { host: 'localhost' }, admin: ADMIN, ...tls, ...secrets });
}

/** Roles and databases with all that can be said about them, but for hashes of passwords. */
function catalog(): string {
  return [
    server.sql('postgres', 'SELECT oid, rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolcanlogin, rolconnlimit FROM pg_roles ORDER BY oid'),
    server.sql('postgres', 'SELECT oid, datname, pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datacl FROM pg_database ORDER BY oid'),
    server.sql('postgres', 'SELECT roleid, member, admin_option FROM pg_auth_members ORDER BY roleid, member'),
    ...server.sql('postgres', 'SELECT datname FROM pg_database WHERE datallowconn ORDER BY oid').split('\n').map((name) => (
      server.sql(name, "SELECT nspowner, nspacl FROM pg_namespace WHERE nspname = 'public'")
    )),
  ].join('\n');
}

const TWO = {
  'sequencer': PostgresUser.fromSecret('sequencer-db', { username: SEQUENCER.username }),
  'mediator-1': PostgresUser.fromSecret('mediator-db'),
};
const TWO_SECRETS = { 'sequencer-db': SEQUENCER, 'mediator-db': MEDIATOR };

testOnServer('makes what is missing, and a second run changes nothing', async () => {
  const first = await runSetup(TWO, TWO_SECRETS);
  expect(first).toEqual({ status: 0, output: expect.any(String) });
  expect(first.output.split('\n')).toEqual(expect.arrayContaining([
    'database sequencer, owner "sequencer"', 'database mediator-1, owner "O\'Hara ""the\\own%er"""', 'all databases are there',
  ]));
  const facts = "SELECT datname, pg_get_userbyid(datdba), pg_encoding_to_char(encoding) FROM pg_database WHERE datname IN ('sequencer', 'mediator-1') ORDER BY 1";
  expect(server.sql('postgres', facts)).toBe(`mediator-1|${STRANGE}|UTF8\nsequencer|sequencer|UTF8`);
  const rights = `SELECT rolcanlogin, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname IN ('sequencer', '${STRANGE.replace("'", "''")}')`;
  expect(server.sql('postgres', rights)).toBe('t|f|f|f\nt|f|f|f');

  const before = catalog();
  const second = await runSetup(TWO, TWO_SECRETS);
  expect(second.status).toBe(0);
  expect(second.output).not.toMatch(/error|warning|notice|fatal|exist/i);
  expect(catalog()).toBe(before);
}, 60_000);

testOnServer('lets owners in and make tables, and nobody into the database of another', async () => {
  await runSetup(TWO, TWO_SECRETS);
  for (const [user, own, other] of [[SEQUENCER, 'sequencer', 'mediator-1'], [MEDIATOR, 'mediator-1', 'sequencer']] as const) {
    const statements = 'CREATE TABLE IF NOT EXISTS t (x int); CREATE SCHEMA IF NOT EXISTS s; CREATE TEMPORARY TABLE y (x int); SELECT count(*) FROM t';
    expect(server.sqlAs(user, own, statements)).toBe('0');
    expect(server.sqlAs(user, other, 'SELECT 1')).toMatch(/permission denied for database/);
  }
  expect(server.sqlAs({ ...SEQUENCER, password: 'wrong' }, 'sequencer', 'SELECT 1')).toMatch(/password authentication failed/);
}, 60_000);

testOnServer('has the server notice within seconds that a client is lost', async () => {
  await runSetup(TWO, TWO_SECRETS);
  const settings = ['tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count', 'tcp_user_timeout', 'client_connection_check_interval'];
  expect(settings.map((name) => server.sqlAs(SEQUENCER, 'sequencer', `SHOW ${name}`))).toEqual(['10', '1', '5', '15000', '5s']);
}, 60_000);

testOnServer('changes the password of a role to that of its Secret', async () => {
  await runSetup(TWO, TWO_SECRETS);
  const changed = { ...SEQUENCER, password: 'second' };
  expect((await runSetup(TWO, { ...TWO_SECRETS, 'sequencer-db': changed })).status).toBe(0);
  expect(server.sqlAs(changed, 'sequencer', 'SELECT 1')).toBe('1');
  expect(server.sqlAs(SEQUENCER, 'sequencer', 'SELECT 1')).toMatch(/password authentication failed/);
}, 60_000);

testOnServer('shows no password: neither in its own log nor, with every statement, in the server\'s', async () => {
  const { output } = await runSetup(TWO, TWO_SECRETS);
  const said = output + server.log();
  expect(said).toMatch(/ALTER USER sequencer PASSWORD 'SCRAM-SHA-256\$/);
  for (const { password } of [ADMIN, SEQUENCER, MEDIATOR]) {
    expect(said).not.toContain(password);
    expect(said).not.toContain(password.replace(/'/g, "''"));
  }
}, 60_000);

testOnServer('needs no superuser: a cloud\'s master user is enough, with a client certificate whose key is in DER', async () => {
  const user = { username: 'of_master', password: 'x' };
  const run = () => runSetup({ of_master: PostgresUser.fromSecret('of-master') }, { 'admin': MASTER, 'of-master': user });
  expect(await run()).toEqual({ status: 0, output: expect.stringContaining('all databases are there') });
  const before = catalog();
  const second = await run();
  expect(second).toEqual({ status: 0, output: expect.not.stringMatching(/error|warning|notice/i) });
  expect(catalog()).toBe(before);
  expect(server.sqlAs(user, 'of_master', 'CREATE TABLE t (x int); SELECT 1')).toBe('1');
}, 60_000);

testOnServer('gives an owner back the right to make tables', async () => {
  const user = { username: 'tidy', password: 'x' };
  const run = () => runSetup({ tidy: PostgresUser.fromSecret('tidy') }, { tidy: user });
  await run();
  server.sql('tidy', 'ALTER SCHEMA public OWNER TO postgres; REVOKE ALL ON SCHEMA public FROM PUBLIC');
  expect(server.sqlAs(user, 'tidy', 'CREATE TABLE public.t (x int)')).toMatch(/permission denied for schema public/);
  expect((await run()).status).toBe(0);
  expect(server.sqlAs(user, 'tidy', 'CREATE TABLE public.t (x int); SELECT 1')).toBe('1');
}, 60_000);

testOnServer('calls no function of an owner', async () => {
  const user = { username: 'sly', password: 'x' };
  const run = () => runSetup({ sly: PostgresUser.fromSecret('sly') }, { sly: user });
  await run();
  const trap = "LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped as %', current_user; END $$";
  server.sqlAs(user, 'sly', `CREATE FUNCTION public.has_schema_privilege(text, oid, text) RETURNS boolean ${trap};
    CREATE FUNCTION public.has_schema_privilege(varchar, oid, varchar) RETURNS boolean ${trap};
    CREATE OPERATOR public.= (LEFTARG = name, RIGHTARG = text, FUNCTION = nameeqtext);
    ALTER DATABASE sly SET search_path = public, pg_catalog`);
  expect(await run()).toEqual({ status: 0, output: expect.not.stringContaining('trapped') });
}, 60_000);

testOnServer('leaves administrators and the databases of others alone', async () => {
  server.sql('postgres', "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'");
  const before = catalog();
  const asAdmin = await runSetup({ x: PostgresUser.fromSecret('x') }, { x: { username: ADMIN.username, password: 'mine now' } });
  expect(asAdmin).toEqual({ status: 3, output: expect.stringContaining('role postgres is an administrator, and keeps its password; name another owner') });
  const asMaster = await runSetup({ x: PostgresUser.fromSecret('x') }, { x: { username: MASTER.username, password: 'mine now' } });
  expect(asMaster).toEqual({ status: 3, output: expect.stringContaining('role master is an administrator') });
  const ofOther = await runSetup({ x: PostgresUser.fromSecret('x'), latin: PostgresUser.fromSecret('y') }, {
    x: { username: 'x', password: 'x' }, y: { username: 'latin', password: 'x' },
  });
  expect(ofOther).toEqual({
    status: 3,
    output: expect.stringContaining(
      'database latin must be UTF8 and belong to latin, got LATIN1 of postgres; use ALTER DATABASE, or name another one',
    ),
  });
  expect(catalog()).toBe(before);
  expect(server.sqlAs(ADMIN, 'postgres', 'SELECT 1')).toBe('1');
}, 60_000);

testOnServer('refuses a password that is empty or more than a line, before it changes anything', async () => {
  const before = catalog();
  for (const password of ['', 'hidden\n', 'hid\nden']) {
    expect(await runSetup({ x: PostgresUser.fromSecret('x') }, { x: { username: 'x', password } })).toEqual({
      status: 1, output: "the password of the owner of database 'x' must be one line that is not empty\n",
    });
  }
  expect(catalog()).toBe(before);
}, 60_000);

testOnServer('says why it failed, and ends so that it is run again', async () => {
  const wrong = await runSetup(TWO, { ...TWO_SECRETS, admin: { ...ADMIN, password: 'wrong' } });
  expect(wrong).toEqual({ status: 2, output: expect.stringContaining('password authentication failed for user "postgres"') });
  const impostor = await runSetup(TWO, { ...TWO_SECRETS, pg: { host: '127.0.0.1' } });
  expect(impostor).toEqual({ status: 2, output: expect.stringContaining('does not match host name') });
}, 60_000);

testOnServer('only shows what it would do in a dry run', async () => {
  const before = catalog();
  const users = { dry: PostgresUser.fromSecret('dry') };
  const { status, output } = await runSetup(users, { dry: { username: STRANGE, password: 'dry password' } }, { dryRun: true });
  expect(status).toBe(0);
  expect(output).toBe(`-- owner of dry: ${STRANGE}\n${setup(users).setup.sql}`);
  expect(output).not.toContain('dry password');
  expect(catalog()).toBe(before);
}, 60_000);

testOnServer('waits for a server that is not there yet', async () => {
  server.stop();
  const job = runSetup(TWO, TWO_SECRETS);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  server.start();
  expect(await job).toEqual({ status: 0, output: expect.stringContaining('all databases are there') });
}, 60_000);
