import { domain } from './fixtures';
import {
  CantonRelease, LedgerApiAuth, MediatorService, ParticipantService, PostgresReplication, PostgresServer, PostgresTls, PostgresUser, SecretKey,
  SequencerService,
} from '../../lib';
import { testChart } from '../support/chart';

const AUTH = LedgerApiAuth.jwks('https://idp.example.com/jwks.json');

function database(name: string, replication: PostgresReplication, version?: number) {
  const server = PostgresServer.external({ id: 'pg', host: 'pg', tls: PostgresTls.verifyFull(SecretKey.of('ca', 'ca.crt')), replication, version });
  return server.database(name, PostgresUser.fromSecret(`${name}-db`));
}

describe('asynchronous replication', () => {
  test('is refused for the services of a domain', () => {
    expect(() => new SequencerService(testChart(), 's', { storage: database('s', PostgresReplication.asynchronous()) })).toThrow(new Error(
      "sequencer 's': PostgreSQL server 'pg' must replicate synchronously, got asynchronous replication: a failover would lose what participants were told, which looks "
      + 'like a fork of the ledger (rule R16); where that is accepted, write PostgresReplication.asynchronous({ acceptLedgerFork: true })',
    ));
    const chart = testChart();
    const { sequencer } = domain(chart);
    expect(() => new MediatorService(chart, 'm', { sequencer, storage: database('m', PostgresReplication.asynchronous()) })).toThrow(/^mediator 'm': .*rule R16/);
  });

  test('is possible where it was spelt out, and for participants', () => {
    const storage = (name: string, options = {}) => database(name, PostgresReplication.asynchronous(options));
    expect(() => new SequencerService(testChart(), 's', { storage: storage('s', { acceptLedgerFork: true }) })).not.toThrow();
    expect(() => new ParticipantService(testChart(), 'p', { storage: storage('p'), auth: AUTH })).not.toThrow();
  });
});

test('a server without a standby must be called so', () => {
  expect(PostgresReplication.none().kind).toBe('none');
  expect(() => new SequencerService(testChart(), 's', { storage: database('s', PostgresReplication.none()) })).not.toThrow();
});

test.each([[10, false], [11, true], [15, true], [16, false], [undefined, true]])('PostgreSQL %s with Daml 2.10: %s', (version, runs) => {
  const make = () => new ParticipantService(testChart(), 'p', {
    storage: database('p', PostgresReplication.synchronous(), version), auth: AUTH, release: CantonRelease.daml('2.10.4'),
  });
  if (runs) {
    expect(make).not.toThrow();
  } else {
    expect(make).toThrow(new Error(
      `participant 'p': PostgreSQL server 'pg' must be of a version from 11 to 15 for release 2.10.4, got ${version} (rule R21)`,
    ));
  }
});
