import * as fs from 'fs';
import { App, Chart, Testing } from 'cdk8s';
import {
  ActiveRouting, ConnectionPlan, ExternalPostgresProps, LedgerApiAuth, ParticipantService, PostgresDatabase, PostgresReplication, PostgresServer,
  PostgresTls,
  PostgresUser, SecretKey, SequencerService, TriggerService,
} from '../../lib';
import { domain } from '../services/fixtures';
import { testChart } from '../support/chart';

const AUTH = LedgerApiAuth.jwks('https://idp.example.com/jwks.json');

function server(props: Partial<ExternalPostgresProps> = {}): PostgresServer {
  return PostgresServer.external({
    id: 'ledger', host: 'pg', tls: PostgresTls.verifyFull(SecretKey.of('ca', 'ca.crt')), replication: PostgresReplication.synchronous(), ...props,
  });
}

function database(on: PostgresServer, name: string, maxConnections?: number): PostgresDatabase {
  return on.database(name, PostgresUser.fromSecret(`${name}-db`), { maxConnections });
}

test('sums all pods of a rollout', () => {
  const chart = testChart();
  domain(chart);
  const [first] = ConnectionPlan.of(chart, server({ id: 'pg' })).services;
  expect(first).toEqual({ service: "sequencer 'sequencer'", database: 'sequencer', pods: 4, connections: 22 });
  expect(ConnectionPlan.of(chart, server({ id: 'pg' })).toString()).toBe([
    "  sequencer 'sequencer', database 'sequencer': 4 pods in a rollout x 22 connections = 88",
    "  mediator 'mediator', database 'mediator': 4 pods in a rollout x 10 connections = 40",
    "  domain manager 'manager', database 'manager': 4 pods in a rollout x 10 connections = 40",
    '  kept for administrators: 10',
    '  sum: 178',
  ].join('\n'));
});

test('the page on databases shows the sum of the reference deployment', () => {
  const chart = testChart();
  domain(chart);
  const bank = new ParticipantService(chart, 'participant', { storage: database(server({ id: 'pg' }), 'participant'), auth: LedgerApiAuth.unauthenticated() });
  new TriggerService(chart, 'triggers', { participant: bank, storage: database(server({ id: 'pg' }), 'triggers') });
  expect(fs.readFileSync('docs/databases.md', 'utf8')).toContain(ConnectionPlan.of(chart, server({ id: 'pg' })).toString());
});

test('a participant that is replaced needs its connections once', () => {
  const chart = testChart();
  const pg = server();
  new ParticipantService(chart, 'one', { storage: database(pg, 'one', 20), auth: AUTH, replicas: 1, routing: ActiveRouting.readiness() });
  new ParticipantService(chart, 'two', { storage: database(pg, 'two', 20), auth: AUTH });
  expect(ConnectionPlan.of(chart, pg).services.map(({ pods, connections }) => [pods, connections])).toEqual([[1, 38], [4, 38]]);
  expect([ConnectionPlan.of(chart, pg).needed, ConnectionPlan.of(chart, pg).leastMaxConnections]).toEqual([190, 200]);
});

test('other servers and other apps do not count', () => {
  const pg = server();
  new SequencerService(testChart(), 'sequencer', { storage: database(pg, 'sequencer') });
  const chart = testChart();
  new SequencerService(chart, 'sequencer', { storage: database(server({ id: 'other' }), 'sequencer') });
  expect(ConnectionPlan.of(chart, pg).services).toEqual([]);
});

test.each([[98, true], [97, false]])('a server with max_connections = %s is enough: %s', (maxConnections, enough) => {
  const app = new App();
  const chart = new Chart(app, 'chart', { namespace: 'test' });
  new SequencerService(chart, 'sequencer', { storage: database(server({ maxConnections }), 'sequencer') });
  const synth = () => Testing.synth(chart) && app.synthYaml();
  if (enough) {
    expect(synth).not.toThrow();
  } else {
    expect(synth).toThrow(
      "PostgreSQL server 'ledger': maxConnections must be at least 98, got 97; raise max_connections of the server, or lower maxConnections of the databases:\n"
      + "  sequencer 'sequencer', database 'sequencer': 4 pods in a rollout x 22 connections = 88\n  kept for administrators: 10\n  sum: 98",
    );
  }
});
