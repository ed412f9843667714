import { Missing, requireOffered } from '../../lib/config/config-dialect';
import { dialectOf, offered } from '../../lib/config/dialect';
import { CantonRelease } from '../../lib/model/canton-release';

const DAML = CantonRelease.daml('2.10.4');
const CANTON = CantonRelease.canton('3.5.9');

test('all releases of a line speak one dialect', () => {
  expect(dialectOf(CantonRelease.daml('2.10.0'))).toBe(dialectOf(DAML));
  expect(dialectOf(CantonRelease.canton('3.5.1'))).toBe(dialectOf(CANTON));
});

test('new domains have protocol version 7, and 5 is possible; new synchronizers 35, and 34 is possible', () => {
  expect(offered('manager', DAML, 'domains').protocolVersions).toEqual([7, 5]);
  expect(offered('iou', CANTON, 'synchronizers').protocolVersions).toEqual([35, 34]);
  expect(offered('iou', CantonRelease.canton('3.4.11'), 'synchronizers').protocolVersions).toEqual([34]);
});

test.each([
  [DAML, 'synchronizers', 'release 2.10.4 has no synchronizers; use domains: DomainManagerService, and domains of the participants'],
  [CANTON, 'domains', 'release 3.5.9 has no domains and no domain manager; use Synchronizer: its sequencers own it'],
  [CANTON, 'jsonApi', 'release 3.5.9 has no HTTP JSON API server; the participant serves the JSON API itself: httpLedgerApi'],
  [CANTON, 'triggers', 'release 3.5.9 has no trigger service; write the automation as a client of the Ledger API'],
  [CANTON, 'oauth2Middleware', 'release 3.5.9 has no OAuth 2.0 middleware; it came with the trigger service: clients get their tokens from the identity provider'],
  [CANTON, 'oracle', 'release 3.5.9 has no storage on Oracle; use PostgreSQL: PostgresServer.database'],
  [CantonRelease.canton('3.5.0'), 'hotStandby', 'release 3.5.0 has no hot standby without a licence; set replicas: 1, or use release 3.5.1 or later'],
] as const)('%p, asked for %s, says what takes its place', (release, feature, message) => {
  expect(() => offered('service', release, feature)).toThrow(new Error(`service: ${message}`));
});

test.each(['database', 'fabric', 'ethereum'] as const)('Canton 3 has no sequencers on %s, and names its own', (kind) => {
  expect(() => requireOffered('s', CANTON, dialectOf(CANTON).sequencers[kind]))
    .toThrow(/^s: release 3\.5\.9 has no .*; use SequencerDriver\.reference or SequencerDriver\.bft: sequencers with an identity and a database each$/);
});

test.each(['reference', 'BFT'] as const)('Daml 2 has no sequencers of the kind %s, and names its own', (kind) => {
  expect(() => requireOffered('s', DAML, dialectOf(DAML).sequencers[kind]))
    .toThrow(/^s: release 2\.10\.4 has no .* sequencers; leave driver out, and give the sequencers one SQL database: storage$/);
});

test('a dialect lacks nothing beyond that', () => {
  const missing = (release: CantonRelease) => (
    Object.entries(dialectOf(release)).filter(([, value]) => value instanceof Missing).map(([name]) => name)
  );
  expect(missing(DAML)).toEqual(['adminApiAuth', 'synchronizers']);
  expect(missing(CANTON)).toEqual(['oracle', 'domains', 'jsonApi', 'triggers', 'oauth2Middleware']);
  expect(missing(CantonRelease.canton('3.4.11')).sort()).toEqual(['domains', 'hotStandby', 'jsonApi', 'oauth2Middleware', 'oracle', 'triggers']);
});

test('an active participant of Canton 3 holds 35 connections with a pool of 8, and a sequencer its pool', () => {
  expect([dialectOf(CANTON).participantConnections(8), dialectOf(CANTON).sequencerConnections(8)]).toEqual([35, 8]);
});

test('Canton 3.4 names the types that its console does not import, and closes the file of last errors, which 3.5 has no more', () => {
  const old = CantonRelease.canton('3.4.11');
  const spec = { participants: ['p'], domains: [], synchronizers: [], dars: [], ping: false };
  expect(dialectOf(old).connectParticipantScript(spec).text).toContain('import com.digitalasset.canton.sequencing.{GrpcSequencerConnection,');
  expect(dialectOf(CANTON).connectParticipantScript(spec).text).not.toContain('canton.sequencing');
  expect(dialectOf(old).noLogFiles).toEqual(['--log-file-appender=off', '--log-last-errors=false']);
  expect(dialectOf(CANTON).noLogFiles).toEqual(['--log-file-appender=off']);
});
