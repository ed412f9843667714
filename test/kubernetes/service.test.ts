import { GROUP, SELECTOR } from './fixtures';
import { headlessService, instanceService, namedPodService, service } from '../../lib/kubernetes/service';
import { only, testChart } from '../support/chart';

const PORTS = { 'ledger-api': { port: 4001 }, 'http': { port: 7575, targetPort: 3000 } };
const RENDERED_PORTS = [
  { name: 'ledger-api', port: 4001, targetPort: 4001, protocol: 'TCP' },
  { name: 'http', port: 7575, targetPort: 3000, protocol: 'TCP' },
];

test('leads to the Ready pods of a group', () => {
  const chart = testChart();
  service(chart, 'Service', { name: 'p1', group: GROUP, ports: PORTS });
  expect(only(chart, 'Service', 'p1').spec).toEqual({ type: 'ClusterIP', selector: SELECTOR, ports: RENDERED_PORTS });
});

test('of an instance names its pod before it is Ready', () => {
  const chart = testChart();
  instanceService(chart, 'Service', 1, { name: 'p1-1', group: GROUP, ports: PORTS });
  const { spec, metadata } = only(chart, 'Service', 'p1-1');
  expect(spec).toEqual({
    clusterIP: 'None', publishNotReadyAddresses: true, selector: { ...SELECTOR, 'cdk8s-canton/instance': '1' }, ports: RENDERED_PORTS,
  });
  expect(metadata.labels).toMatchObject({ ...SELECTOR, 'cdk8s-canton/instance': '1' });
});

test('of an instance all of whose pods serve has an address of its own', () => {
  const chart = testChart();
  instanceService(chart, 'Service', 1, { name: 'sequencer-1', group: GROUP, ports: PORTS }, true);
  expect(only(chart, 'Service', 'sequencer-1').spec).toEqual({
    publishNotReadyAddresses: true, selector: { ...SELECTOR, 'cdk8s-canton/instance': '1' }, ports: RENDERED_PORTS,
  });
});

test('of one pod of a StatefulSet bears its name, and has an address of its own', () => {
  const chart = testChart();
  namedPodService(chart, 'Service', 1, { name: 'sequencer-1', group: GROUP, ports: PORTS });
  const { spec, metadata } = only(chart, 'Service', 'sequencer-1');
  expect(spec).toEqual({
    publishNotReadyAddresses: true, selector: { ...SELECTOR, 'statefulset.kubernetes.io/pod-name': 'sequencer-1' }, ports: RENDERED_PORTS,
  });
  expect(metadata.labels).toMatchObject({ ...SELECTOR, 'cdk8s-canton/instance': '1' });
});

test('of a StatefulSet has no address of its own', () => {
  const chart = testChart();
  headlessService(chart, 'Service', { name: 'p1-instances', group: GROUP, ports: PORTS });
  expect(only(chart, 'Service', 'p1-instances').spec).toEqual({ clusterIP: 'None', selector: SELECTOR, ports: RENDERED_PORTS });
});

test('of all pods may name them before they are Ready, for clients that try each in turn', () => {
  const chart = testChart();
  headlessService(chart, 'Service', { name: 'p1', group: GROUP, ports: PORTS }, true);
  expect(only(chart, 'Service', 'p1').spec).toEqual({ clusterIP: 'None', publishNotReadyAddresses: true, selector: SELECTOR, ports: RENDERED_PORTS });
});
