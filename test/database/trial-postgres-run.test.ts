import * as fs from 'fs';
import * as path from 'path';
import { Chart } from 'cdk8s';
import { canRunServer } from './database-setup-server';
import { TrialPod } from './trial-postgres-pod';
import { TrialPostgres } from '../../lib';
import { testChart } from '../support/chart';
import { testWith } from '../support/tools';

/** The script of the pod, run as the pod runs it, on a disk that stays. Each test finds the server that the last one has left. */

const testOnServer = testWith(canRunServer(), 'PostgreSQL, or one of setsid, setpriv and openssl,');

const PASSWORD = 'first $HOME \'"\\ %s -n :x `id`';
const CHANGED = 'changed password';
const KEEP = 'INSERT INTO kept VALUES (1); SELECT count(*) FROM kept';

let pod: TrialPod;
beforeAll(async () => {
  pod = await TrialPod.create();
});
afterAll(() => pod.remove());

function databases(...names: string[]): Chart {
  const chart = testChart();
  const postgres = new TrialPostgres(chart, 'postgres');
  names.forEach((name) => postgres.database(name));
  return chart;
}

testOnServer('an empty disk becomes a server with its databases, and nobody is let in before', async () => {
  // What a start that was cut off has left.
  fs.mkdirSync(path.join(pod.folder, 'disk', 'pgdata.new'));
  fs.writeFileSync(path.join(pod.folder, 'disk', 'pgdata.new', 'PG_VERSION'), '15\n');
  const said = await pod.start(databases('sequencer', 'mediator-1'), PASSWORD);
  expect(said.indexOf('listening on IPv4')).toBeGreaterThan(said.indexOf('database mediator-1, owner "mediator-1"'));
  expect(said).toContain('database sequencer, owner "sequencer"');
  expect(pod.sql("SELECT datname, pg_get_userbyid(datdba), pg_encoding_to_char(encoding) FROM pg_database WHERE datname IN ('sequencer', 'mediator-1') ORDER BY 1"))
    .toBe('mediator-1|mediator-1|UTF8\nsequencer|sequencer|UTF8');
  expect(pod.sql('SHOW max_connections')).toBe('100');
  expect(pod.sqlAs('sequencer', PASSWORD, 'sequencer', `CREATE TABLE kept (x int); ${KEEP}`)).toBe('1');
}, 60_000);

testOnServer('owners come in with the password, each to its own database, and the administrator does not at all', () => {
  expect(pod.sqlAs('sequencer', 'wrong', 'sequencer', 'SELECT 1')).toContain('password authentication failed');
  expect(pod.sqlAs('sequencer', PASSWORD, 'mediator-1', 'SELECT 1')).toContain('permission denied for database');
  expect(pod.sqlAs('postgres', PASSWORD, 'postgres', 'SELECT 1')).toContain('password authentication failed');
  expect(pod.sqlAs('sequencer', PASSWORD, 'sequencer', 'SHOW tcp_keepalives_idle')).toBe('10');
});

testOnServer('a lost pod starts over with what it had, and takes a new password and a new database', async () => {
  await pod.stop('SIGKILL');
  // As Kubernetes does with `fsGroup` on some volumes.
  fs.chmodSync(path.join(pod.folder, 'disk', 'pgdata'), 0o2770);
  const said = await pod.start(databases('sequencer', 'mediator-1', 'participant'), CHANGED);
  expect(said).toContain('database system was not properly shut down; automatic recovery in progress');
  expect(pod.sqlAs('sequencer', CHANGED, 'sequencer', KEEP)).toBe('2');
  expect(pod.sqlAs('sequencer', PASSWORD, 'sequencer', 'SELECT 1')).toContain('password authentication failed');
  expect(pod.sqlAs('participant', CHANGED, 'participant', 'SELECT 1')).toBe('1');
  expect(said).not.toContain(CHANGED);
}, 60_000);

testOnServer('a pod that is told to end ends cleanly', async () => {
  expect(await pod.stop()).toBe(0);
});

testOnServer.each(['', 'hidden\n', 'hid\nden'])('the password %j is refused before anything is changed', async (password) => {
  expect(await pod.start(databases('other'), password)).toBe('the password must be one line that is not empty\n');
  expect(await pod.stop()).toBe(1);
});

testOnServer('what cannot be made is said, and the pod ends so that it is started again', async () => {
  const chart = testChart();
  new TrialPostgres(chart, 'postgres').database('x');
  await pod.start(databases('x'), CHANGED);
  pod.sql('ALTER DATABASE x OWNER TO sequencer');
  await pod.stop();
  expect(await pod.start(chart, CHANGED)).toContain('database x must be UTF8 and belong to x, got UTF8 of sequencer');
  expect(await pod.stop()).toBe(3);
}, 60_000);
