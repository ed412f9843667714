import { Chart, Size } from 'cdk8s';
import { AUTH, CANTON_3, database, domain, synchronizer } from './fixtures';
import {
  ActiveRouting, CantonRelease, Console, ConsoleProps, ContainerImage, Cpu, Hocon, MediatorService, NetworkPeer, ParticipantService, Placement,
  Resources, SequencerService, TaintEffect,
} from '../../lib';
import { config, manifests, names, only, testChart } from '../support/chart';
import { schemaError } from '../support/schema';

/** A domain, two participants of which the clients of one find the active instance themselves, and a console for all of them. */
function ledger(props: Partial<ConsoleProps> = {}): Chart {
  const chart = testChart();
  const { sequencer, mediator, manager } = domain(chart);
  const participants = [
    new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH }),
    new ParticipantService(chart, 'bank-a', { storage: database('bank-a'), auth: AUTH, routing: ActiveRouting.clientSide() }),
  ];
  new Console(chart, 'console', { participants, domains: [manager], sequencers: [sequencer], mediators: [mediator], ...props });
  return chart;
}

describe('a console', () => {
  const chart = ledger();

  test('is the template of a Job, and nothing that runs', () => {
    expect(manifests(chart).filter(({ metadata }) => metadata.name.startsWith('console'))).toMatchSnapshot();
    expect(names(chart).filter((name) => name.includes('console'))).toEqual([
      expect.stringMatching(/^ConfigMap console-config-[0-9a-f]{10}$/), 'CronJob console', 'NetworkPolicy console', 'ServiceAccount console',
    ]);
  });

  test('never runs by itself, ends when it is forgotten, and has a terminal', () => {
    const { spec } = only(chart, 'CronJob', 'console');
    expect(spec.suspend).toBe(true);
    expect(spec.jobTemplate.spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 28800, ttlSecondsAfterFinished: 3600 });
    expect(spec.jobTemplate.spec.template.spec).toMatchObject({ restartPolicy: 'Never', containers: [{ stdin: true, tty: true }] });
  });

  test('calls each node by its id, and reaches the active participant through its router', () => {
    const remote = config(chart, 'console-config', 'remote.conf');
    const called = [...remote.matchAll(/^ {4}([a-z_0-9]+) \{$/gm)].map(([, name]) => name);
    expect(called).toEqual(['manager_0', 'manager_1', 'mediator_0', 'mediator_1', 'bank_a_0', 'bank_a_1', 'participant', 'sequencer']);
    expect(remote).toContain('address = "participant.test.svc.cluster.local"');
    expect(remote).toContain('address = "bank-a-1.test.svc.cluster.local"');
  });

  test('is let in by its nodes, and by them only', () => {
    const open = manifests(chart).filter(({ kind, spec }) => kind === 'NetworkPolicy' && JSON.stringify(spec.ingress ?? []).includes('"console"'));
    const ports = open.map(({ metadata, spec }) => [
      metadata.name, ...spec.ingress.filter((rule: any) => JSON.stringify(rule).includes('"console"')).map((rule: any) => rule.ports[0].port),
    ]);
    expect(ports).toEqual([
      ['sequencer', 4401, 4402], ['mediator', 4602], ['manager', 4801], ['participant-router', 4001, 4002], ['bank-a', 4001, 4002],
    ]);
  });

  test('lists its Secrets, obeys the schema of Kubernetes, and leaves the checks content', () => {
    expect(schemaError(only(chart, 'CronJob', 'console'))).toBeUndefined();
    expect(only(chart, 'CronJob', 'console').metadata.annotations['cdk8s-canton/secrets']).toContain('participant-tls');
    expect(chart.node.root.node.validate()).toEqual([]);
  });
});

test('every prop arrives in the manifests', () => {
  const chart = testChart();
  const { sequencer, mediator, manager } = domain(chart);
  const participant = new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH });
  const props: Required<ConsoleProps> = {
    participants: [participant],
    domains: [manager],
    sequencers: [sequencer],
    mediators: [mediator],
    image: ContainerImage.of('registry.bank.example/canton-enterprise:2.10.4-debug'),
    resources: Resources.of({ memory: Size.gibibytes(3), cpu: Cpu.cores(1) }),
    placement: Placement.spread({ nodeSelector: { pool: 'ledger' }, tolerations: [{ key: 'dedicated', value: 'ledger', effect: TaintEffect.NO_SCHEDULE }] }),
    egress: [NetworkPeer.cidr('10.9.0.0/16')],
    configOverrides: Hocon.of({ canton: { features: { 'enable-repair-commands': true } } }),
  };
  new Console(chart, 'console', props);
  const { spec } = only(chart, 'CronJob', 'console').spec.jobTemplate.spec.template;
  expect(spec.nodeSelector).toEqual({ pool: 'ledger' });
  expect(spec.tolerations).toContainEqual({ key: 'dedicated', operator: 'Equal', value: 'ledger', effect: 'NoSchedule' });
  expect(spec.containers[0].image).toBe('registry.bank.example/canton-enterprise:2.10.4-debug');
  expect(spec.containers[0].resources.limits.memory).toBe('3072Mi');
  expect(only(chart, 'NetworkPolicy', 'console').spec.egress).toContainEqual({ to: [{ ipBlock: { cidr: '10.9.0.0/16' } }] });
  expect(config(chart, 'console-config', 'remote.conf')).toContain('enable-repair-commands = true');
});

describe('for Canton 3', () => {
  const chart = testChart();
  const { sequencer, mediator, iou } = synchronizer(chart);
  const participant = new ParticipantService(chart, 'participant', { release: CANTON_3, storage: database('participant'), auth: AUTH, synchronizers: [iou] });
  new Console(chart, 'console', { participants: [participant], sequencers: [sequencer], mediators: [mediator] });

  test('starts the program itself, as the image would start a node, and says nothing that the program does not know', () => {
    const { containers: [{ command, args, env }] } = only(chart, 'CronJob', 'console').spec.jobTemplate.spec.template.spec;
    expect(command).toEqual(['/app/bin/canton']);
    expect(args).toEqual(['--no-tty', '--config=/etc/canton/remote.conf', '--log-file-appender=off', '--log-level-stdout=WARN']);
    expect(env).toContainEqual({ name: 'MALLOC_ARENA_MAX', value: '2' });
  });

  test('knows each sequencer, and no kind of node that there is none of', () => {
    const remote = config(chart, 'console-config', 'remote.conf');
    const called = [...remote.matchAll(/^ {2,4}([a-z_0-9-]+) \{$/gm)].map(([, name]) => name);
    expect(called).toEqual([
      'remote-mediators', 'mediator_0', 'mediator_1', 'remote-participants', 'participant', 'remote-sequencers', 'sequencer_0', 'sequencer_1',
    ]);
  });
});

describe('refuses', () => {
  test('to reach nobody', () => {
    expect(() => new Console(testChart(), 'console', {}))
      .toThrow(new Error("console 'console': it reaches no node; name participants, domains, sequencers or mediators"));
  });

  test('nodes of two releases', () => {
    const chart = testChart();
    const participants = ['2.10.4', '2.10.5'].map((version, index) => new ParticipantService(chart, `bank-${index}`, {
      release: CantonRelease.daml(version), storage: database(`bank-${index}`), auth: AUTH,
    }));
    expect(() => new Console(chart, 'console', { participants }))
      .toThrow(new Error("console 'console': its nodes must run one release, got 2.10.4 and 2.10.5; make a console for each"));
  });

  test('two nodes of one name', () => {
    const chart = testChart();
    const sequencer = new SequencerService(chart, 'sequencer', { storage: database('sequencer') });
    const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator') });
    expect(() => new Console(chart, 'console', { mediators: [mediator, mediator] }))
      .toThrow(new Error("console 'console': two of its nodes would be called 'mediator_0'; list each once, or make a console for each"));
  });

  test('a node whose name would be too long for Canton, with its number', () => {
    const chart = testChart();
    const sequencer = new SequencerService(chart, 'sequencer', { storage: database('sequencer') });
    const mediator = new MediatorService(chart, 'mediator-of-the-iou-domain-one', { sequencer, storage: database('mediator') });
    expect(() => new Console(chart, 'console', { mediators: [mediator] })).toThrow(new Error(
      "console 'console': names at the console must be at most 30 characters, got 'mediator_of_the_iou_domain_one_0'; give 'mediator-of-the-iou-domain-one' a shorter id",
    ));
  });

  test('an id that is no name of an object', () => {
    const chart = testChart();
    const { sequencer } = domain(chart);
    expect(() => new Console(chart, 'Console', { sequencers: [sequencer] }))
      .toThrow(new Error("console 'Console': id must be a DNS label (a-z, 0-9 and '-', no '-' at either end), as it names Kubernetes objects, got 'Console'"));
  });
});
