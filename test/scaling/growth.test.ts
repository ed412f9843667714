import { App, Chart, Testing } from 'cdk8s';
import { PostgresReplication, PostgresServer, PostgresTls, SecretKey, Shard, ShardDatabases, ShardedParticipants } from '../../lib';
import { AUTH, domain } from '../services/fixtures';

/** CPU time of a synthesis with all checks, in milliseconds: other processes on the machine do not count. */
function cost(shards: number): number {
  const chart = new Chart(new App(), 'chart', { namespace: 'test', disableResourceNameHashes: true });
  const postgres = PostgresServer.external({
    host: 'pg.db.svc', tls: PostgresTls.verifyFull(SecretKey.of('pg-ca', 'ca.crt')), replication: PostgresReplication.synchronous(),
  });
  const { manager } = domain(chart);
  const start = process.cpuUsage();
  new ShardedParticipants(chart, 'participant', {
    shards: Array.from({ length: shards }, (_, index) => Shard.of(`s${index}`)), databases: ShardDatabases.on(postgres), auth: AUTH, domains: [manager],
  });
  expect(Testing.synth(chart).length).toBeGreaterThan(20 * shards);
  return process.cpuUsage(start).user / 1000;
}

test('four times the shards cost about four times as much: nothing looks at everything for each object', () => {
  cost(5); // whatever is compiled or cached at first
  expect(cost(60) / cost(15)).toBeLessThan(8);
}, 120_000);
