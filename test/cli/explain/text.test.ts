import { Measured } from '../../../cli/explain/measured';
import { explanationOf } from '../../../cli/explain/text';
import { Topology } from '../../../cli/topology/model';
import {
  MediatorService, NodeOperation, ParticipantService, Placement, PostgresReplication, PostgresServer, PostgresTls, PostgresUser, SecretKey,
  SequencerDriver, SequencerService, Synchronizer,
} from '../../../lib';
import { AUTH, CANTON_3, database, domain, synchronizer } from '../../services/fixtures';
import { testChart } from '../../support/chart';
import { ledger, readTopology } from '../support/topology';

const PAGE = `| fault | participant service | times | median | worst | budget | kept |
| --- | --- | --- | --- | --- | --- | --- |
| active participant killed (SIGKILL) | proxy() | 3 | 12.2 | 13.1 | 5 s + N | yes |
| active participant killed (SIGKILL) | proxy(), Canton's own timing | 1 | 18.3 | 18.3 | none: recorded | - |
| active participant hung (SIGSTOP) | proxy(), Canton's own timing | 1 | 42.3 | 42.3 | none: recorded | - |
| node lost; on it: the active, a router | proxy(), Canton's own timing | 1 | 39.6 | 39.6 | none: recorded | - |
| node lost; on it: the active, redundant after at most 79 s | proxy(), Canton's own timing | 1 | 40.6 | 40.6 | none: recorded | - |
| sequencer killed (SIGKILL); SequencerAccess.service() | proxy() | 1 | 7.0 | 7.0 | 15 s | yes |
`;
const MEASURED = new Measured(PAGE);

/** What is said of one service, without the others. */
function partOf(topology: Topology, name: string): string {
  return explanationOf({ ...topology, services: topology.services.filter((service) => service.name === name) }, MEASURED);
}

test('a ledger in words', () => {
  expect(explanationOf(readTopology(ledger()), MEASURED)).toMatchSnapshot();
});

test('the figures are those of the configuration and of the page of measurements', () => {
  const words = partOf(readTopology(ledger()), 'participant').replace(/\s+/g, ' ');
  expect(words).toContain('a pod is lost another instance takes over; the lost one comes back as standby takes: at most 21.5 s (20 s until a standby begins + 1.5 s until HAProxy sees it)');
  expect(words).toContain('measured: at worst 18.3 s without an answer, in 1 trial with a double of Canton (docs/failover.md)');
  expect(words).toContain('at most 46.5 s (25 s until it is ended + 20 s until a standby begins');
  expect(words).toContain('at most 36.5 s (15 s until the database ends the dead session, as it is set in docs/databases.md + 20 s');
  expect(words).toContain('replaced on another node after 50 s');
  expect(words).toContain('measured: at worst 40.6 s without an answer, in 2 trials');
});

test('a load balancer with pods of its own may lose one, a Service cannot', () => {
  const topology = readTopology(ledger());
  expect(partOf(topology, 'participant')).toContain('a pod of HAProxy is lost\n    connections through it break; the others lead clients on');
  expect(partOf(topology, 'json-api')).not.toContain('a pod of');
  const alone = topology.services.map((service) => ({ ...service, balancer: service.balancer && { ...service.balancer, replicas: 1 } }));
  expect(partOf({ ...topology, services: alone }, 'participant')).toContain('nobody reaches the service until Kubernetes has started it anew');
});

test('nothing is said to be measured that was not', () => {
  expect(explanationOf(readTopology(ledger()), new Measured(''))).not.toContain('measured');
});

test.each([
  ['synchronous', PostgresReplication.synchronous(), 'a standby that has every commit is promoted'],
  ['asynchronous', PostgresReplication.asynchronous(), 'a standby is promoted without the last commits: what clients were told of them is gone'],
  ['none', PostgresReplication.none(), 'it has no standby: nothing serves'],
])('a database that replicates %s', (_, replication, words) => {
  const chart = testChart();
  const postgres = PostgresServer.external({ host: 'pg.db.svc', tls: PostgresTls.verifyFull(SecretKey.of('pg-ca', 'ca.crt')), replication });
  new ParticipantService(chart, 'participant', { storage: postgres.database('p', PostgresUser.fromSecret('p-db')), auth: AUTH });
  expect(partOf(readTopology(chart), 'participant').replace(/\s+/g, ' ')).toContain(`the primary of its database is lost ${words}`);
});

test('a ledger of Canton 3 is measured by its own, which stands below that of Daml 2', () => {
  const page = `${PAGE}
## Canton 3.5

| active participant killed (SIGKILL) | proxy() | 1 | 12.5 | 12.5 | 5 s + N | yes |
| sequencer killed (SIGKILL); a connection to each sequencer | proxy() | 1 | 0.1 | 0.1 | 15 s | yes |
| node lost; on it: the active mediator, a sequencer | proxy() | 1 | 38.3 | 38.3 | 35 s + N | yes |
`;
  const chart = testChart();
  const { iou } = synchronizer(chart);
  new ParticipantService(chart, 'participant', { release: CANTON_3, storage: database('participant'), auth: AUTH, synchronizers: [iou] });
  const words = explanationOf(readTopology(chart), new Measured(page)).replace(/\s+/g, ' ');
  expect([...words.matchAll(/measured: at worst ([\d.]+) s/g)].map(([, seconds]) => seconds)).toEqual(['12.5', '0.1']);
});

test('of two sequencers that must agree, the loss of one is the loss of both', () => {
  const chart = testChart();
  const storage = ['s0', 's1'].map((name) => ({ storage: database(name) }));
  const driver = SequencerDriver.bft({ sequencers: storage, acceptNoFaultTolerance: true });
  const sequencer = new SequencerService(chart, 'sequencer', { release: CANTON_3, driver });
  const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator') });
  new Synchronizer(chart, 'iou', { sequencer, mediators: [mediator] });
  const words = partOf(readTopology(chart), 'sequencer');
  expect(words).toContain('a pod is lost\n    Kubernetes starts it anew; nothing serves meanwhile');
  expect(words).not.toContain('the other instances serve');
});

test('what is stopped cannot be lost', () => {
  const chart = testChart();
  new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, operation: NodeOperation.MAINTENANCE });
  expect(partOf(readTopology(chart), 'participant').split('\n').slice(-1)).toEqual(['  stopped: it has no pods']);
});

test('what stands in one zone, or on one node, is lost with it', () => {
  const chart = testChart();
  const { manager } = domain(chart);
  const one = (id: string, placement: Placement) => (
    new ParticipantService(chart, id, { storage: database(id), auth: AUTH, domains: [manager], placement })
  );
  one('zonal', Placement.spread({ nodeSelector: { 'topology.kubernetes.io/zone': 'eu-1a' } }));
  one('near', Placement.singleNode());
  const topology = readTopology(chart);
  expect(partOf(topology, 'zonal')).toContain('zone eu-1a has all of it: nothing serves');
  expect(partOf(topology, 'near')).toContain('instances may share it (Placement.singleNode())');
});
