import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { BootstrapJob } from './bootstrap-job';
import { cantonNode, instanceEndpoints, instanceHosts, isRunning } from './canton-node';
import { claimMediators } from './claim-mediators';
import { DomainGroup, urlsOf } from './domain-group';
import { DomainAdmission, DomainAttributes, IDomain, ImportedDomain } from './domain-ref';
import { IMediator } from './mediator-service';
import { ISequencer } from './sequencer-ref';
import { ownTls, requireAlias, requireInstances, requireOne, requireParticipantIds, requireProtocolVersion, requireServiceId } from './service-identity';
import { podsInRollout, takeStorage } from './storage-use';
import { ActivePassiveNodeProps } from './workload-props';
import { offered } from '../config/dialect';
import { claim } from '../kubernetes/claims';
import { podsOf } from '../kubernetes/network-policy';
import { CantonRelease } from '../model/canton-release';
import { Endpoint } from '../model/endpoint';
import { FailoverTiming } from '../model/failover-timing';
import { NetworkPeer } from '../model/network-peer';
import { PORTS } from '../model/ports';
import { Cpu } from '../model/resources';
import { Tls } from '../model/tls';
import { refuse } from '../model/validation';

/** Props of `DomainManagerService`. */
export interface DomainManagerServiceProps extends ActivePassiveNodeProps {
  /** The sequencer service of the domain. */
  readonly sequencer: ISequencer;

  /** The mediator services of the domain, each with a database of its own. One can be added later. */
  readonly mediators: IMediator[];

  /**
   * What participants call the domain.
   *
   * @default - the id
   */
  readonly domainAlias?: string;

  /**
   * Whether any participant may join. Where not, participants of this app are admitted by the Jobs, others by `admit` (rule R56).
   *
   * @default false
   */
  readonly open?: boolean;

  /**
   * Ids (`PAR::...`) of other operators' participants that may join.
   *
   * @default - none
   */
  readonly admit?: string[];

  /**
   * Protocol version of the domain: fixed for its life (rule R57).
   *
   * @default 7
   */
  readonly protocolVersion?: number;
}

/**
 * Domain managers on one database: one is active, the others stand by. There is exactly one such service a domain (rule R54). It brings the Job
 * that bootstraps the domain: safe to run again, and run again whenever the domain's description changes.
 */
export class DomainManagerService extends Construct implements IDomain {
  /** A domain that runs elsewhere: all a participant needs are its URLs and its root certificate. */
  public static fromAttributes(scope: Construct, id: string, attributes: DomainAttributes): IDomain {
    return new ImportedDomain(scope, id, attributes);
  }

  public readonly domainAlias: string;
  public readonly sequencerUrls: string[];
  public readonly sequencerTls: Tls;
  /** The sequencer service of the domain. */
  public readonly sequencer: ISequencer;
  /** The admin API of each instance; one of them is active. */
  public readonly instanceAdminApis: Endpoint[];
  /** How the admin API is protected. */
  public readonly adminApiTls: Tls;
  /** The release that runs: the sequencer's. */
  public readonly release: CantonRelease;
  /** Number of instances. */
  public readonly replicas: number;
  /** @internal */
  public readonly _admission: DomainAdmission | undefined;
  /** @internal */
  public readonly _admitParticipant: ((peer: NetworkPeer) => void) | undefined;
  /** Lets administrators in. @internal */
  public readonly _admitAdmin: (peer: NetworkPeer) => void;

  public constructor(scope: Construct, id: string, props: DomainManagerServiceProps) {
    super(scope, id);
    const owner = requireServiceId('domain manager', id);
    const { adminApi, grpcHealth } = PORTS.domainManager;
    const sequencer = requireOne(owner, 'sequencer', props.sequencer);
    const open = props.open ?? false;
    this.release = sequencer.release;
    const { domainManagerConfig, protocolVersions } = offered(owner, this.release, 'domains');
    this.replicas = requireInstances(owner, this.release, props);
    this.domainAlias = requireAlias(owner, props.domainAlias ?? id);
    this.adminApiTls = ownTls(owner, id, 'adminApiTls', props.adminApiTls);
    claimDomain(this, owner, sequencer, props.mediators);
    takeStorage(this, { owner, storage: props.storage, release: this.release, pods: podsInRollout(this.replicas), ofDomain: true });

    const adminApiHosts = instanceHosts(this, this.replicas);
    const config = domainManagerConfig({
      ...props,
      ...this,
      open,
      name: id,
      adminApiHosts,
      failoverTiming: props.failoverTiming ?? FailoverTiming.defaults(),
      protocolVersion: requireProtocolVersion(owner, this.release, protocolVersions, props.protocolVersion),
    });
    const node = cantonNode(this, {
      owner,
      props,
      config,
      component: 'domain-manager',
      kind: 'domainManagers',
      release: this.release,
      replicas: this.replicas,
      apis: { 'admin-api': adminApi },
      health: { 'grpc-health': grpcHealth },
      certified: [{ tls: this.adminApiTls, hosts: adminApiHosts }],
      readiness: 'liveness',
      memory: Size.gibibytes(2),
      cpu: Cpu.millis(250),
    });
    this.instanceAdminApis = instanceEndpoints(this, this.replicas, adminApi);
    this.sequencerUrls = urlsOf(sequencer);
    this.sequencerTls = sequencer.publicApiTls;
    this._admitAdmin = (peer) => node.policy.admit(peer, adminApi);
    this._admitParticipant = sequencer._admitMember;
    const onboardsSequencers = sequencer._nodes !== undefined;
    this._admission = open && !onboardsSequencers ? undefined : {
      open,
      onboardsSequencers,
      managerAdminApis: this.instanceAdminApis,
      adminApiTls: this.adminApiTls,
      admitJob: this._admitAdmin,
    };
    this.sequencer = sequencer;
    (props.adminApiClients ?? []).forEach(this._admitAdmin);
    sequencer._admitMember?.(podsOf(this, node.group));

    const admit = requireParticipantIds(owner, 'domain', open, props.admit);
    if (isRunning(props)) {
      const bootstrap = new BootstrapJob(this, 'Bootstrap', { ...this, manager: id, sequencer, mediators: props.mediators, admit, props });
      this._admitAdmin(bootstrap.pods);
    }
  }

  /**
   * The domain as participants of one organisation join it that have sequencers of their own (rule R48).
   *
   * @param group a sequencer service that shares the database of this domain's
   */
  public via(group: ISequencer): IDomain {
    if (group._groups === undefined || group._groups !== this.sequencer._groups) {
      refuse(`domain manager '${this.node.id}': via needs a sequencer service on the database of '${this.sequencer.node.id}', `
        + `got '${group.node.id}'; give it sharesDatabaseOf`);
    }
    const id = `Via${group.node.addr}`;
    return (this.node.tryFindChild(id) as DomainGroup | undefined) ?? new DomainGroup(this, id, this, group);
  }
}

/** A sequencer and a mediator belong to one domain, and a domain has one manager service. */
function claimDomain(scope: Construct, owner: string, sequencer: ISequencer, mediators: IMediator[]): void {
  // Those that share a database sequence for one domain; one that runs elsewhere is known by its address, however often it is described.
  const { publicApi } = sequencer._groups ?? sequencer;
  claim(scope, `the domain of the sequencer at ${publicApi}`, owner, 'a domain has exactly one domain manager service (rule R54)');
  claimMediators(scope, owner, sequencer, mediators);
}
