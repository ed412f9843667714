import { Chart, Duration, Size } from 'cdk8s';
import {
  CantonNodeProps, CantonRelease, Cpu, DomainManagerService, Endpoint, EnvVar, ExtraVolume, Hocon, Kms, KmsKeys, LedgerApiAuth, LogLevel,
  MediatorService, NetworkPeer, NodeOperation, ParticipantService, Placement, PostgresDatabase, PostgresReplication, PostgresServer, PostgresTls,
  PostgresUser, Resources, SecretKey, SequencerDriver, SequencerService, Synchronizer, TaintEffect, Tls, Tracing, WorkloadProps,
} from '../../lib';

/** A database that is called as its service. */
export function database(name: string, id = 'pg'): PostgresDatabase {
  return PostgresServer.external({ id, host: `${id}.db.svc`, tls: PostgresTls.verifyFull(SecretKey.of('pg-ca', 'ca.crt')), replication: PostgresReplication.synchronous() })
    .database(name, PostgresUser.fromSecret(`${name}-db`));
}

export const AUTH = LedgerApiAuth.jwks('https://idp.example.com/jwks.json');

/** A domain of default services: `sequencer`, `mediator`, `manager`. */
export function domain(chart: Chart): { sequencer: SequencerService; mediator: MediatorService; manager: DomainManagerService } {
  const sequencer = new SequencerService(chart, 'sequencer', { storage: database('sequencer') });
  const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator') });
  const manager = new DomainManagerService(chart, 'manager', { sequencer, mediators: [mediator], storage: database('manager') });
  return { sequencer, mediator, manager };
}

/** Props of participants that only Canton 3 takes. */
export type Canton3Prop = 'synchronizers' | 'sequencerQuorum' | 'httpLedgerApi' | 'adminApiAuth';

export const CANTON_3 = CantonRelease.canton('3.5.9');

/** Two sequencers on one database, with an identity each. */
export function referenceDriver(count = 2, id = 'sequencer'): SequencerDriver {
  return SequencerDriver.reference({
    storage: database('driver'), sequencers: Array.from({ length: count }, (_, index) => ({ storage: database(`${id}-${index}`) })),
  });
}

/** A synchronizer of Canton 3.5 of default services: `sequencer`, `mediator`, `iou`. */
export function synchronizer(chart: Chart): { sequencer: SequencerService; mediator: MediatorService; iou: Synchronizer } {
  const sequencer = new SequencerService(chart, 'sequencer', { release: CANTON_3, driver: referenceDriver() });
  const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator') });
  return { sequencer, mediator, iou: new Synchronizer(chart, 'iou', { sequencer, mediators: [mediator] }) };
}

/** A participant service of defaults, without a domain. */
export function participant(chart: Chart, id = 'participant'): ParticipantService {
  return new ParticipantService(chart, id, { storage: database(id), auth: AUTH });
}

/** Every prop that all services share. A new prop breaks the compilation here until it is tested. */
export const ALL_WORKLOAD_PROPS: Required<WorkloadProps> = {
  resources: Resources.of({ memory: Size.gibibytes(5), cpu: Cpu.cores(3), ephemeralStorage: Size.gibibytes(2) }),
  placement: Placement.spread({ nodeSelector: { pool: 'ledger' }, tolerations: [{ key: 'dedicated', value: 'ledger', effect: TaintEffect.NO_SCHEDULE }] }),
  priorityClassName: 'ledger-critical',
  serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/ledger' },
  podAnnotations: { 'reloader.stakater.com/auto': 'true' },
  podLabels: { team: 'ledger' },
  env: [EnvVar.value('TZ', 'UTC'), EnvVar.fromSecret('EXTRA_TOKEN', SecretKey.of('extra', 'token'))],
  volumes: [
    ExtraVolume.configMap('truststore', '/opt/truststore'), ExtraVolume.secret('license', '/opt/license'), ExtraVolume.persistentVolumeClaim('drivers', '/opt/drivers'),
  ],
  jvmOptions: ['-XX:+UseG1GC'],
  logLevel: LogLevel.DEBUG,
  terminationGracePeriod: Duration.seconds(120),
  startupBudget: Duration.minutes(20),
  metricsClients: [NetworkPeer.namespace('monitoring')],
  egress: [NetworkPeer.cidr('10.9.0.0/16'), NetworkPeer.namespace('db')],
  configOverrides: Hocon.of({ canton: { parameters: { 'exit-on-fatal-failures': true } } }),
};

/** And those of every Canton node, of whatever release. */
export const ALL_NODE_PROPS: Omit<Required<CantonNodeProps>, 'storage' | 'adminApiAuth'> = {
  ...ALL_WORKLOAD_PROPS,
  replicas: 3,
  minReady: Duration.seconds(60),
  adminApiTls: Tls.mutual('admin-tls', { clientSecretName: 'admin-client-tls' }),
  kms: Kms.aws({ region: 'eu-central-1', keys: KmsKeys.wrapped('arn:aws:kms:eu-central-1:123456789012:key/abc'), auditLogging: true }),
  tracing: Tracing.otlp(Endpoint.of('otel.observability.svc', 4317), { rootCertificate: SecretKey.of('otel-ca', 'ca.crt'), sampleRatio: 0.1 }),
  operation: NodeOperation.RUN,
  adminApiClients: [NetworkPeer.namespace('bastion')],
};
