import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { cantonNode, instanceEndpoints, instanceHosts, isRunning } from './canton-node';
import { ConnectJob } from './connect-job';
import { IDomain } from './domain-ref';
import { participantFront } from './participant-front';
import { ImportedParticipant, IParticipant, ParticipantAttributes } from './participant-ref';
import { DEFAULT_RELEASE, ownTls, requireOne, requireReplicas, requireServiceId } from './service-identity';
import { podsInRollout, takeStorage } from './storage-use';
import { ActivePassiveNodeOptions, ActivePassiveNodeProps } from './workload-props';
import { dialectOf } from '../config/dialect';
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
   * The domains that it joins. A Job connects it, and has it admitted where the domain belongs to this app.
   *
   * @default - none: it is connected by hand
   */
  readonly domains?: IDomain[];

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
  /** @internal */
  public readonly _admitClient: (peer: NetworkPeer) => void;
  /** Where it is administered: one address that leads to the active instance, or those of all instances. @internal */
  public readonly _adminApis: Endpoint[];
  /** Lets administrators in. @internal */
  public readonly _admitAdmin: (peer: NetworkPeer) => void;

  public constructor(scope: Construct, id: string, props: ParticipantServiceProps) {
    super(scope, id);
    const owner = requireServiceId('participant', id);
    const { ledgerApi, adminApi, grpcHealth, httpHealth } = PORTS.participant;
    const domains = props.domains ?? [];
    this.participantName = id;
    this.release = props.release ?? DEFAULT_RELEASE;
    this.replicas = requireReplicas(owner, props.replicas);
    this.auth = requireOne(owner, 'auth (LedgerApiAuth)', props.auth);
    const ledgerApiTls = ownTls(owner, id, 'ledgerApiTls', props.ledgerApiTls);
    const adminApiTls = ownTls(owner, id, 'adminApiTls', props.adminApiTls);
    const routing = requireRouting(owner, this.replicas, props.routing);
    requireDistinctAliases(owner, domains);
    takeStorage(this, {
      owner,
      storage: props.storage,
      release: this.release,
      pods: routing._byReadiness ? this.replicas : podsInRollout(this.replicas),
      connections: dialectOf(this.release).participantConnections,
    });

    const host = serviceHost(this, id);
    const hosts = routing._clientSide ? [host, ...instanceHosts(this, this.replicas)] : [host];
    const failoverTiming = props.failoverTiming ?? FailoverTiming.defaults();
    const config = { ...props, ...this, ledgerApiTls, adminApiTls, ledgerApiHosts: hosts, adminApiHosts: hosts, name: id, failoverTiming };
    const node = cantonNode(this, {
      owner,
      props,
      component: 'participant',
      kind: 'participants',
      release: this.release,
      replicas: this.replicas,
      config: dialectOf(this.release).participantConfig(config),
      apis: { 'ledger-api': ledgerApi, 'admin-api': adminApi },
      health: { 'grpc-health': grpcHealth, 'http-health': httpHealth },
      certified: [{ tls: ledgerApiTls, hosts }, { tls: adminApiTls, hosts }],
      readiness: routing._byReadiness ? '' : 'liveness',
      recreate: routing._byReadiness,
      choices: { auth: this.auth, acceptNeverAvailable: routing._acceptNeverAvailable },
      memory: Size.gibibytes(4),
      cpu: Cpu.cores(1),
    });
    const front = participantFront(this, { owner, routing, node, ledgerApiTls, adminApiTls, release: this.release, props });

    this.ledgerApi = Endpoint.of(host, ledgerApi);
    this.ledgerApiTls = front.ledgerApiTls;
    this.adminApi = Endpoint.of(host, adminApi);
    this.adminApiTls = front.adminApiTls;
    this.instanceLedgerApis = instanceEndpoints(this, this.replicas, ledgerApi);
    this._adminApis = routing._clientSide ? instanceEndpoints(this, this.replicas, adminApi) : [this.adminApi];
    this._admitClient = (peer) => front.policy.admit(peer, ledgerApi);
    this._admitAdmin = (peer) => front.policy.admit(peer, ledgerApi, adminApi);
    (props.ledgerApiClients ?? []).forEach(this._admitClient);
    (props.adminApiClients ?? []).forEach((peer) => front.policy.admit(peer, adminApi));
    domains.forEach((domain) => domain._admitParticipant?.(podsOf(this, node.group)));
    if (isRunning(props) && (domains.length > 0 || props.dars !== undefined || props.pruning !== undefined)) {
      const connect = new ConnectJob(this, 'Connect', {
        ...this, adminApis: this._adminApis, domains, dars: props.dars ?? [], pruning: props.pruning, ping: props.ping ?? true, props,
      });
      this._admitAdmin(connect.pods);
    }
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

function requireDistinctAliases(owner: string, domains: IDomain[]): void {
  const aliases = domains.map(({ domainAlias }) => domainAlias);
  const twice = aliases.find((alias, index) => aliases.indexOf(alias) !== index);
  if (twice !== undefined) {
    refuse(`${owner}: two domains have the alias '${twice}'; set domainAlias on one of them`);
  }
}
