import { Chart } from 'cdk8s';
import { AUTH, database } from './fixtures';
import {
  CantonRelease, DomainManagerService, MediatorService, NodeOperation, ParticipantService, ParticipantServiceProps, SequencerService,
} from '../../lib';
import { config, named, names, only, testChart } from '../support/chart';

function participantIn(operation: NodeOperation, props: Partial<ParticipantServiceProps> = {}): Chart {
  const chart = testChart();
  new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, operation, ...props });
  return chart;
}

const replicas = (chart: Chart) => ['participant-0', 'participant-1'].map((name) => only(chart, 'Deployment', name).spec.replicas);

test('a service runs unless something else is said', () => {
  expect(replicas(participantIn(NodeOperation.RUN))).toEqual([1, 1]);
});

describe('maintenance', () => {
  test('ends all instances of the node and nothing else: Services, router and configuration stay', () => {
    const stopped = participantIn(NodeOperation.MAINTENANCE);
    expect(replicas(stopped)).toEqual([0, 0]);
    expect(names(stopped)).toEqual(names(participantIn(NodeOperation.RUN)));
    expect(only(stopped, 'Deployment', 'participant-router').spec.replicas).toBe(2);
  });
});

describe('migration', () => {
  const migrating = () => participantIn(NodeOperation.MIGRATE, { release: CantonRelease.daml('2.10.5') });

  test('is one Job of the new release, and no instance beside it', () => {
    const chart = migrating();
    expect(replicas(chart)).toEqual([0, 0]);
    expect(named(chart, 'Job')).toEqual([expect.stringMatching(/^participant-migrate-[0-9a-f]{10}$/)]);
    const [container] = only(chart, 'Job', named(chart, 'Job')[0]).spec.template.spec.containers;
    expect(container.image).toBe('digitalasset-docker.jfrog.io/canton-enterprise:2.10.5');
    expect(container.args.slice(0, 4)).toEqual(['run', '--no-tty', '--manual-start', '--config=/etc/canton/participant.conf']);
    expect(container.args[container.args.length - 1]).toBe('/etc/canton/migrate.canton');
    expect(container).not.toHaveProperty('livenessProbe');
  });

  test('has the node\'s own configuration and secrets', () => {
    const chart = migrating();
    expect(config(chart, 'participant-migrate-config', 'participant.conf')).toBe(config(chart, 'participant-config', 'participant.conf'));
    const { spec, metadata } = only(chart, 'Job', named(chart, 'Job')[0]);
    expect(spec.template.spec.containers[0].env).toContainEqual(
      { name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name: 'participant-db', key: 'password' } } },
    );
    expect(metadata.annotations['cdk8s-canton/secrets']).toContain('participant-db');
  });

  test('does not begin while an instance is left', () => {
    const script = config(migrating(), 'participant-migrate-config', 'migrate.canton');
    expect(script.indexOf('no instance is left')).toBeLessThan(script.indexOf('db.migrate()'));
    expect(script).toContain('Seq("participant-0.test.svc.cluster.local", "participant-1.test.svc.cluster.local")');
  });

  test('is tried again only a few times, with a day for each large database', () => {
    const chart = migrating();
    expect(only(chart, 'Job', named(chart, 'Job')[0]).spec).toMatchObject({ backoffLimit: 2, activeDeadlineSeconds: 86400 });
  });
});

test.each([NodeOperation.MAINTENANCE, NodeOperation.MIGRATE])('%s leaves no Job behind that would use up its tries while nothing runs', (operation) => {
  const chart = testChart();
  const sequencer = new SequencerService(chart, 'sequencer', { storage: database('sequencer'), operation });
  const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator'), operation });
  const manager = new DomainManagerService(chart, 'manager', { sequencer, mediators: [mediator], storage: database('manager'), operation });
  new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, domains: [manager], operation });
  expect(named(chart, 'Job').filter((name) => /-(bootstrap|connect)-/.test(name))).toEqual([]);
});

test('no database is ever migrated in passing', () => {
  for (const operation of Object.values(NodeOperation)) {
    expect(config(participantIn(operation), 'participant-config', 'participant.conf')).not.toContain('migrate-and-start');
  }
});
