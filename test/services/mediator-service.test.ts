import { Chart } from 'cdk8s';
import { ALL_NODE_PROPS, database } from './fixtures';
import { DomainManagerService, Endpoint, FailoverTiming, MediatorService, MediatorServiceProps, SequencerService, Tls } from '../../lib';
import { config, manifests, Manifest, named, names, only, testChart } from '../support/chart';

const sequencerIn = (chart: Chart) => new SequencerService(chart, 'sequencer', { storage: database('sequencer') });
const own = (chart: Chart): Manifest[] => manifests(chart).filter(({ metadata }) => metadata.name.startsWith('mediator'));

test('an active and a standby instance, by default', () => {
  const chart = testChart();
  new MediatorService(chart, 'mediator', { sequencer: sequencerIn(chart), storage: database('mediator') });
  expect(own(chart)).toMatchSnapshot();
});

test('every prop arrives in the manifests', () => {
  const chart = testChart();
  const props: Required<Omit<MediatorServiceProps, 'adminApiAuth'>> = {
    ...ALL_NODE_PROPS, storage: database('mediator'), failoverTiming: FailoverTiming.fast(), sequencer: sequencerIn(chart),
  };
  new MediatorService(chart, 'mediator', props);
  expect(own(chart)).toMatchSnapshot();
});

test('names and selectors are a contract, and there is no Service that clients could use', () => {
  const chart = testChart();
  new MediatorService(chart, 'mediator', { sequencer: sequencerIn(chart), storage: database('mediator') });
  expect(names(chart).filter((name) => name.includes('mediator'))).toEqual([
    expect.stringMatching(/^ConfigMap mediator-config-[0-9a-f]{10}$/), 'Deployment mediator-0', 'Deployment mediator-1', 'NetworkPolicy mediator',
    'PodDisruptionBudget mediator', 'Service mediator-0', 'Service mediator-1', 'ServiceAccount mediator',
  ]);
  expect(named(chart, 'Service')).not.toContain('mediator');
  expect(only(chart, 'Service', 'mediator-0').spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
});

test('a standby is Ready, so that rollouts and drains go on', () => {
  const chart = testChart();
  new MediatorService(chart, 'mediator', { sequencer: sequencerIn(chart), storage: database('mediator') });
  const { spec } = only(chart, 'Deployment', 'mediator-1');
  expect(spec.template.spec.containers[0].readinessProbe.grpc).toEqual({ port: 4603, service: 'liveness' });
  expect(spec.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
  expect(config(chart, 'mediator-config', 'mediator.conf')).toMatch(/replication \{\s+enabled = true\s+\}/);
});

test('it runs the release of its sequencer, which lets it in', () => {
  const chart = testChart();
  const mediator = new MediatorService(chart, 'mediator', { sequencer: sequencerIn(chart), storage: database('mediator') });
  expect(mediator.release).toBe(mediator.sequencer.release);
  expect(JSON.stringify(only(chart, 'NetworkPolicy', 'sequencer').spec.ingress)).toContain('"app.kubernetes.io/component":"mediator"');
});

test('nobody reaches its admin API until somebody is let in', () => {
  const chart = testChart();
  new MediatorService(chart, 'mediator', { sequencer: sequencerIn(chart), storage: database('mediator') });
  expect(only(chart, 'NetworkPolicy', 'mediator').spec).toEqual({ podSelector: expect.anything(), policyTypes: ['Ingress'] });
});

test('a mediator that runs elsewhere is known by its attributes', () => {
  const chart = testChart();
  const sequencer = sequencerIn(chart);
  const imported = MediatorService.fromAttributes(chart, 'theirs', {
    mediatorName: 'theirs', sequencer, instanceAdminApis: [Endpoint.of('m0.example.com', 4602)], adminApiTls: Tls.disabled(),
  });
  expect(imported.sequencer).toBe(sequencer);
  expect(own(chart)).toEqual([]);
});

describe('a second mediator service for the same domain', () => {
  function mediators(ids: string[]): Chart {
    const chart = testChart();
    const sequencer = sequencerIn(chart);
    const all = ids.map((id) => new MediatorService(chart, id, { sequencer, storage: database(id) }));
    new DomainManagerService(chart, 'manager', { sequencer, mediators: all, storage: database('manager') });
    return chart;
  }

  test('changes nothing but the bootstrap Job, and who is let in', () => {
    const [before, after] = [mediators(['m1']), mediators(['m1', 'm2'])].map((chart) => manifests(chart)
      .filter(({ metadata }) => !/bootstrap/.test(metadata.name)));
    const same = before.filter(({ kind, metadata }) => !(kind === 'NetworkPolicy' && metadata.name === 'sequencer'));
    expect(after).toEqual(expect.arrayContaining(same));
    expect(after.filter(({ metadata }) => metadata.name.startsWith('m2')).map(({ kind }) => kind)).toContain('Deployment');
    expect(before.length - same.length).toBe(1);
  });

  test('is taken in by a bootstrap of all, or onboarded where the domain runs', () => {
    const script = config(mediators(['m1', 'm2']), 'manager-bootstrap-config', 'bootstrap.canton');
    expect(script.match(/active\("mediator service m\d"/g)).toEqual(['active("mediator service m1"', 'active("mediator service m2"']);
    expect(script).toContain('manager.setup.bootstrap_domain(Seq(sequencer), members)');
    expect(script).toContain('manager.setup.onboard_mediator(mediator, Seq(sequencer))');
  });

  test('has a database of its own, or is refused', () => {
    const chart = testChart();
    const sequencer = sequencerIn(chart);
    new MediatorService(chart, 'm1', { sequencer, storage: database('m1') });
    expect(() => new MediatorService(chart, 'm2', { sequencer, storage: database('m1') })).toThrow(new Error(
      'mediator \'m2\': database \'m1\' on PostgreSQL server \'pg\' belongs to mediator \'m1\' already; give each service a database of its own (rule R14)',
    ));
  });
});

test('refuses to be without a sequencer', () => {
  expect(() => new MediatorService(testChart(), 'mediator', { sequencer: undefined as never, storage: database('mediator') }))
    .toThrow(new Error('mediator \'mediator\': exactly one sequencer is needed, got undefined'));
});
