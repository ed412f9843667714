import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { cantonNode, instanceEndpoints, instanceHosts, isRunning } from './canton-node';
import { ConnectJob } from './connect-job';
import { IDomain } from './domain-ref';
import { HttpLedgerApiOptions } from './http-ledger-api';
import { IJsonApi, JsonApiService } from './json-api-service';
import { HTTP_LEDGER_API, participantFront } from './participant-front';
import { ImportedParticipant, IParticipant, ParticipantAttributes } from './participant-ref';
import { DEFAULT_RELEASE, ownTls, requireInstances, requireOne, requireServiceId } from './service-identity';
import { podsInRollout, takeStorage } from './storage-use';
import { ISynchronizer } from './synchronizer-ref';
import { ActivePassiveNodeOptions, ActivePassiveNodeProps } from './workload-props';
import { dialectOf, offered } from '../config/dialect';
import { serviceHost } from '../kubernetes/identity';
import { podsOf } from '../kubernetes/network-policy';
import { ActiveRouting } from '../model/active-routing';
import { CantonRelease } from '../model/canton-release';
import { DarSource } from '../model/dar-source';
import { Endpoint } from '../model/endpoint';
import { Exposure } from '../model/exposure';
import { FailoverTiming } from '../model/failover-timing';
import { LedgerApiAuth } from '../model/ledger-api-auth';
import { NetworkPeer } from '../model/network-peer';
import { PORTS } from '../model/ports';
import { PruningSchedule } from '../model/pruning-schedule';
import { Cpu } from '../model/resources';
import { SecretKey } from '../model/secret-key';
import { SequencerQuorumOptions } from '../model/sequencer-quorum';
import { Tls } from '../model/tls';
import { refuse } from '../model/validation';

/** What a participant service is given beside its database. */
export interface ParticipantServiceOptions extends ActivePassiveNodeOptions {
  /** Who may use the Ledger API; `LedgerApiAuth.unauthenticated()` must be written out. */
  readonly auth: LedgerApiAuth;

  /**
   * The release that runs.
   *
   * @default CantonRelease.daml('2.10.4')
   */
  readonly release?: CantonRelease;

  /**
   * The domains that it joins, with Daml 2. A Job connects it, and has it admitted where the domain belongs to this app.
   *
   * @default - none: it is connected by hand
   */
  readonly domains?: IDomain[];

  /**
   * The synchronizers that it joins, with Canton 3. A Job connects it.
   *
   * @default - none: it is connected by hand
   */
  readonly synchronizers?: ISynchronizer[];

  /**
   * What it demands of the sequencers of its synchronizers.
   *
   * @default - what each synchronizer says
   */
  readonly sequencerQuorum?: SequencerQuorumOptions;

  /**
   * How the JSON API is reached that a participant of Canton 3 serves itself.
   *
   * @default - nobody but the services of this app
   */
  readonly httpLedgerApi?: HttpLedgerApiOptions;

  /**
   * How clients reach the active instance.
   *
   * @default - ActiveRouting.proxy() for two or more instances, ActiveRouting.readiness() for one
   */
  readonly routing?: ActiveRouting;

  /**
   * How the Ledger API is protected.
   *
   * @default - Tls.fromSecret('<id>-tls')
   */
  readonly ledgerApiTls?: Tls;

  /**
   * DAR files that the Job uploads.
   *
   * @default - none
   */
  readonly dars?: DarSource[];

  /**
   * When it removes what is old from its database. The Job says it to the participant.
   *
   * @default - as it was told before: a new participant never does
   */
  readonly pruning?: PruningSchedule;

  /**
   * Whether the Job ends with a ping: a transaction through a domain.
   *
   * @default true
   */
  readonly ping?: boolean;

  /**
   * Whether and how the Ledger API is reached from outside the cluster. Not with `ActiveRouting.clientSide()`.
   *
   * @default Exposure.clusterInternal()
   */
  readonly exposure?: Exposure;

  /**
   * Who may use the Ledger API beside the services of this app.
   *
   * @default - nobody
   */
  readonly ledgerApiClients?: NetworkPeer[];
}

/** Props of `ParticipantService`. */
export interface ParticipantServiceProps extends ParticipantServiceOptions, ActivePassiveNodeProps {}

/**
 * Participants on one database: one is active, the others stand by. Clients reach the active one at the Service `<id>`; each instance is a
 * Deployment with a Service of its own.
 */
export class ParticipantService extends Construct implements IParticipant {
  /** A participant service that runs elsewhere. Its network policies are its operator's. */
  public static fromAttributes(scope: Construct, id: string, attributes: ParticipantAttributes): IParticipant {
    return new ImportedParticipant(scope, id, attributes);
  }

  public readonly participantName: string;
  public readonly ledgerApi: Endpoint;
  public readonly ledgerApiTls: Tls;
  /** Each instance's own Ledger API: open on the active one only. */
  public readonly instanceLedgerApis: Endpoint[];
  /** Where the active instance's admin API is reached. */
  public readonly adminApi: Endpoint;
  /** How the admin API is protected. */
  public readonly adminApiTls: Tls;
  public readonly auth: LedgerApiAuth;
  public readonly release: CantonRelease;
  /** Number of instances. */
  public readonly replicas: number;
  /** The JSON API that the active instance serves itself; with Daml 2 there is none, and JsonApiService serves it. */
  public readonly jsonApi: IJsonApi | undefined;
  /** @internal */
  public readonly _isAway: boolean;
  /** @internal */
  public readonly _admitClient: (peer: NetworkPeer) => void;
  /** Where it is administered: one address that leads to the active instance, or those of all instances. @internal */
  public readonly _adminApis: Endpoint[];
  /** What is shown to them, where they want a token. @internal */
  public readonly _adminApiToken: SecretKey | undefined;
  /** Lets administrators in. @internal */
  public readonly _admitAdmin: (peer: NetworkPeer) => void;

  public constructor(scope: Construct, id: string, props: ParticipantServiceProps) {
    super(scope, id);
    const owner = requireServiceId('participant', id);
    const { ledgerApi, adminApi, grpcHealth, httpHealth, httpLedgerApi } = PORTS.participant;
    const { domains = [], synchronizers = [] } = props;
    this.participantName = id;
    this.release = props.release ?? DEFAULT_RELEASE;
    const dialect = dialectOf(this.release);
    this.replicas = requireInstances(owner, this.release, props);
    this.auth = requireOne(owner, 'auth (LedgerApiAuth)', props.auth);
    const ledgerApiTls = ownTls(owner, id, 'ledgerApiTls', props.ledgerApiTls);
    const adminApiTls = ownTls(owner, id, 'adminApiTls', props.adminApiTls);
    const routing = requireRouting(owner, this.replicas, props.routing);
    requireOnly(owner, this.release, props);
    requireDistinct(owner, 'domainAlias', domains.map(({ domainAlias }) => domainAlias));
    requireDistinct(owner, 'synchronizerAlias', synchronizers.map(({ synchronizerAlias }) => synchronizerAlias));
    takeStorage(this, {
      owner,
      storage: props.storage,
      release: this.release,
      pods: routing._byReadiness ? this.replicas : podsInRollout(this.replicas),
      connections: dialect.participantConnections,
    });

    const host = serviceHost(this, id);
    const hosts = routing._clientSide ? [host, ...instanceHosts(this, this.replicas)] : [host];
    const failoverTiming = timingAmong([...domains, ...synchronizers], props.failoverTiming ?? dialect.failoverTiming);
    const config = { ...props, ...this, ledgerApiTls, adminApiTls, ledgerApiHosts: hosts, adminApiHosts: hosts, name: id, failoverTiming };
    const node = cantonNode(this, {
      owner,
      props,
      component: 'participant',
      kind: 'participants',
      release: this.release,
      replicas: this.replicas,
      config: dialect.participantConfig(config),
      apis: dialect.participantApis,
      health: { 'grpc-health': grpcHealth, 'http-health': httpHealth },
      certified: [{ tls: ledgerApiTls, hosts }, { tls: adminApiTls, hosts }],
      readiness: routing._byReadiness ? '' : 'liveness',
      recreate: routing._byReadiness,
      choices: { auth: this.auth, acceptNeverAvailable: routing._acceptNeverAvailable },
      memory: Size.gibibytes(4),
      cpu: Cpu.cores(1),
    });
    const front = participantFront(this, {
      owner, routing, node, ledgerApiTls, adminApiTls, props, release: this.release, apis: dialect.participantApis,
    });

    this.ledgerApi = Endpoint.of(host, ledgerApi);
    this.ledgerApiTls = front.ledgerApiTls;
    this.adminApi = Endpoint.of(host, adminApi);
    this.adminApiTls = front.adminApiTls;
    this.instanceLedgerApis = instanceEndpoints(this, this.replicas, ledgerApi);
    this.jsonApi = this.ownJsonApi(host);
    this._adminApis = routing._clientSide ? instanceEndpoints(this, this.replicas, adminApi) : [this.adminApi];
    this._adminApiToken = props.adminApiAuth?._token;
    this._isAway = !isRunning(props);
    this._admitClient = (peer) => front.policy.admit(peer, ledgerApi);
    this._admitAdmin = (peer) => front.policy.admit(peer, ledgerApi, adminApi);
    (props.ledgerApiClients ?? []).forEach(this._admitClient);
    (props.adminApiClients ?? []).forEach((peer) => front.policy.admit(peer, adminApi));
    (props.httpLedgerApi?.clients ?? []).forEach((peer) => front.policy.admit(peer, httpLedgerApi));
    [...domains, ...synchronizers].forEach((joined) => joined._admitParticipant?.(podsOf(this, node.group)));
    if (!this._isAway && (domains.length + synchronizers.length > 0 || props.dars !== undefined || props.pruning !== undefined)) {
      const { dars = [], pruning, ping = true, sequencerQuorum: quorum } = props;
      const connect = new ConnectJob(this, 'Connect', { ...this, adminApis: this._adminApis, domains, synchronizers, quorum, dars, pruning, ping, props });
      this._admitAdmin(connect.pods);
    }
  }

  /** Where the release's participants serve it: as the Ledger API is reached. */
  private ownJsonApi(host: string): IJsonApi | undefined {
    const port = dialectOf(this.release).participantApis[HTTP_LEDGER_API];
    return port === undefined ? undefined : JsonApiService.fromAttributes(this, 'JsonApi', { endpoint: Endpoint.of(host, port), tls: this.ledgerApiTls });
  }
}

/** Whoever joins none here is connected by hand, to whatever there is. */
function timingAmong(joined: (IDomain | ISynchronizer)[], timing: FailoverTiming): FailoverTiming {
  return joined.length > 0 && joined.every(({ _admitParticipant: admit }) => admit !== undefined) ? timing : timing._elsewhere;
}

/** What one line of Canton has in the place of what the other one has. */
function requireOnly(owner: string, release: CantonRelease, props: ParticipantServiceProps): void {
  const { domains, synchronizers, httpLedgerApi, sequencerQuorum } = props;
  if (domains !== undefined) {
    offered(`${owner}: domains must be left out`, release, 'domains');
  }
  if (synchronizers !== undefined || sequencerQuorum !== undefined) {
    offered(`${owner}: synchronizers and sequencerQuorum must be left out`, release, 'synchronizers');
  }
  if (httpLedgerApi !== undefined && dialectOf(release).participantApis[HTTP_LEDGER_API] === undefined) {
    refuse(`${owner}: httpLedgerApi must be left out: release ${release.version} has no JSON API in its participants; use JsonApiService`);
  }
}

/** Readiness as activeness with two instances is an outage that waits for a node to be drained (rule R80). */
function requireRouting(owner: string, replicas: number, routing?: ActiveRouting): ActiveRouting {
  if (routing === undefined) {
    return replicas > 1 ? ActiveRouting.proxy() : ActiveRouting.readiness();
  }
  if (replicas > 1 && routing._byReadiness && !routing._acceptNeverAvailable) {
    refuse(`${owner}: ActiveRouting.readiness() needs replicas 1, got ${replicas}: only the active instance would ever be Ready, so the workload never `
      + 'becomes available, a rollout waits for ever, and a disruption budget never lets the active be drained; use ActiveRouting.proxy(), '
      + 'ActiveRouting.clientSide(), or ActiveRouting.readiness({ acceptNeverAvailable: true })');
  }
  return routing;
}

function requireDistinct(owner: string, prop: string, aliases: string[]): void {
  const twice = aliases.find((alias, index) => aliases.indexOf(alias) !== index);
  if (twice !== undefined) {
    refuse(`${owner}: two ${prop.replace('Alias', 's')} have the alias '${twice}'; set ${prop} on one of them`);
  }
}
