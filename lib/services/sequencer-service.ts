import { Size } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { cantonNode, instanceEndpoints } from './canton-node';
import { sequencerFront } from './sequencer-front';
import { DEFAULT_RELEASE, ownTls, requireReplicas, requireServiceId } from './service-identity';
import { podsInRollout, takeStorage } from './storage-use';
import { CantonNodeProps } from './workload-props';
import { dialectOf } from '../config/dialect';
import { serviceHost } from '../kubernetes/identity';
import { service } from '../kubernetes/service';
import { CantonRelease } from '../model/canton-release';
import { Endpoint } from '../model/endpoint';
import { Exposure } from '../model/exposure';
import { NetworkPeer } from '../model/network-peer';
import { PORTS } from '../model/ports';
import { Cpu } from '../model/resources';
import { SequencerAccess } from '../model/sequencer-access';
import { Tls } from '../model/tls';
import { refuse, requireInteger } from '../model/validation';

/** Canton's limit of sequencers that share a database. */
const MAX_TOTAL_NODE_COUNT = 32;

/** Props of `SequencerService`. */
export interface SequencerServiceProps extends CantonNodeProps {
  /**
   * The release that runs. Mediators and the domain manager take it from here.
   *
   * @default CantonRelease.daml('2.10.4')
   */
  readonly release?: CantonRelease;

  /**
   * How many sequencers may ever share the database, at most 32. It can never change, and a rollout doubles the instances for a while (rule R37).
   *
   * @default 10
   */
  readonly totalNodeCount?: number;

  /**
   * How the public API is protected. Its clients authenticate by signature and have no certificates, so mutual TLS is refused (rule R41).
   *
   * @default - Tls.fromSecret('<id>-tls')
   */
  readonly publicApiTls?: Tls;

  /**
   * How members reach the instances.
   *
   * @default SequencerAccess.service()
   */
  readonly access?: SequencerAccess;

  /**
   * Whether and how the public API is reached from outside the cluster, for other operators' participants.
   *
   * @default Exposure.clusterInternal()
   */
  readonly exposure?: Exposure;

  /**
   * Who may use the public API beside the members of this app, such as the ingress controller in front of other operators' participants.
   *
   * @default - nobody
   */
  readonly publicApiClients?: NetworkPeer[];
}

/** A sequencer service that mediators, a domain manager and participants connect to. */
export interface ISequencer extends IConstruct {
  /** Its node name. */
  readonly sequencerName: string;
  /** The address that stands for all instances. */
  readonly publicApi: Endpoint;
  /** The addresses that members are told to connect to: the one for all instances, or each instance's own. */
  readonly publicApis: Endpoint[];
  /** How the public API is protected, seen from its clients. */
  readonly publicApiTls: Tls;
  /** Where it is administered. */
  readonly adminApi: Endpoint;
  /** How the admin API is protected. */
  readonly adminApiTls: Tls;
  /** The release that runs. */
  readonly release: CantonRelease;
  /** Lets members of the domain connect. @internal */
  _admitMember?(peer: NetworkPeer): void;
  /** Lets the bootstrap Job in. @internal */
  _admitAdmin?(peer: NetworkPeer): void;
}

/** A sequencer service that runs elsewhere. */
export interface SequencerAttributes {
  /** Its node name. */
  readonly sequencerName: string;
  /** Where members connect. */
  readonly publicApi: Endpoint;
  /** How the public API is checked, seen from its clients. */
  readonly publicApiTls: Tls;
  /** Where it is administered. */
  readonly adminApi: Endpoint;
  /** How the admin API is checked, seen from its clients. */
  readonly adminApiTls: Tls;
  /**
   * The release that runs.
   *
   * @default CantonRelease.daml('2.10.4')
   */
  readonly release?: CantonRelease;
}

/**
 * Sequencers on one SQL database: all of them serve (active-active). Each instance is a Deployment with a Service of its own; all together they
 * are behind the Services `<id>` and `<id>-admin`.
 */
export class SequencerService extends Construct implements ISequencer {
  /** A sequencer service that runs elsewhere. Its network policies are its operator's. */
  public static fromAttributes(scope: Construct, id: string, attributes: SequencerAttributes): ISequencer {
    return new ImportedSequencer(scope, id, attributes);
  }

  public readonly sequencerName: string;
  public readonly publicApi: Endpoint;
  public readonly publicApis: Endpoint[];
  public readonly publicApiTls: Tls;
  public readonly adminApi: Endpoint;
  public readonly adminApiTls: Tls;
  public readonly release: CantonRelease;
  /** Each instance's own public API. */
  public readonly instancePublicApis: Endpoint[];
  /** Number of instances. */
  public readonly replicas: number;
  /** Lets members of the domain connect. @internal */
  public readonly _admitMember: (peer: NetworkPeer) => void;
  /** Lets the bootstrap Job in. @internal */
  public readonly _admitAdmin: (peer: NetworkPeer) => void;

  public constructor(scope: Construct, id: string, props: SequencerServiceProps) {
    super(scope, id);
    const owner = requireServiceId('sequencer', id);
    const { publicApi, adminApi, grpcHealth, httpHealth } = PORTS.sequencer;
    this.sequencerName = id;
    this.release = props.release ?? DEFAULT_RELEASE;
    this.replicas = requireReplicas(owner, props.replicas);
    const publicApiTls = requireNoMutualTls(owner, ownTls(owner, id, 'publicApiTls', props.publicApiTls));
    this.adminApiTls = ownTls(owner, id, 'adminApiTls', props.adminApiTls);
    const totalNodeCount = requireTotalNodeCount(owner, this.replicas, props.totalNodeCount);
    takeStorage(this, {
      owner,
      storage: props.storage,
      release: this.release,
      pods: podsInRollout(this.replicas),
      connections: dialectOf(this.release).sequencerConnections,
      ofDomain: true,
    });

    const access = props.access ?? SequencerAccess.service();
    const [host, adminHost] = [id, `${id}-admin`].map((name) => serviceHost(this, name));
    const instancePublicApis = instanceEndpoints(this, this.replicas, publicApi);
    this.publicApi = Endpoint.of(host, publicApi);
    this.publicApis = access._clientSide ? instancePublicApis : [this.publicApi];
    const config = { ...props, ...this, publicApiTls, name: id, totalNodeCount, httpHealth: access._loadBalancer !== undefined };
    const hosts = { publicApiHosts: [...new Set([host, ...this.publicApis.map((api) => api.host)])], adminApiHosts: [adminHost] };
    const node = cantonNode(this, {
      owner,
      props,
      component: 'sequencer',
      kind: 'sequencers',
      release: this.release,
      replicas: this.replicas,
      config: dialectOf(this.release).sequencerConfig({ ...config, ...hosts }),
      apis: { 'public-api': publicApi, 'admin-api': adminApi },
      health: { 'grpc-health': grpcHealth, ...(access._loadBalancer === undefined ? {} : { 'http-health': httpHealth }) },
      certified: [{ tls: publicApiTls, hosts: hosts.publicApiHosts }, { tls: this.adminApiTls, hosts: hosts.adminApiHosts }],
      readiness: '',
      memory: Size.gibibytes(3),
      cpu: Cpu.millis(500),
    });
    const front = sequencerFront(this, { access, node, publicApiTls, release: this.release, replicas: this.replicas, props });
    service(this, 'AdminService', { name: `${id}-admin`, group: node.group, ports: { 'admin-api': { port: adminApi } } });

    this.publicApiTls = requireNoMutualTls(owner, front.publicApiTls);
    this.adminApi = Endpoint.of(adminHost, adminApi);
    this.instancePublicApis = instancePublicApis;
    this._admitMember = (peer) => front.policy.admit(peer, publicApi);
    this._admitAdmin = (peer) => {
      this._admitMember(peer);
      node.policy.admit(peer, adminApi);
    };
    (props.publicApiClients ?? []).forEach(this._admitMember);
    (props.adminApiClients ?? []).forEach((peer) => node.policy.admit(peer, adminApi));
  }
}

class ImportedSequencer extends Construct implements ISequencer {
  public readonly sequencerName: string;
  public readonly publicApi: Endpoint;
  public readonly publicApis: Endpoint[];
  public readonly publicApiTls: Tls;
  public readonly adminApi: Endpoint;
  public readonly adminApiTls: Tls;
  public readonly release: CantonRelease;

  public constructor(scope: Construct, id: string, attributes: SequencerAttributes) {
    super(scope, id);
    this.sequencerName = attributes.sequencerName;
    this.publicApi = attributes.publicApi;
    this.publicApis = [attributes.publicApi];
    this.publicApiTls = requireNoMutualTls(`sequencer '${id}'`, attributes.publicApiTls);
    this.adminApi = attributes.adminApi;
    this.adminApiTls = attributes.adminApiTls;
    this.release = attributes.release ?? DEFAULT_RELEASE;
  }
}

function requireNoMutualTls(owner: string, tls: Tls): Tls {
  return tls.isMutual
    ? refuse(`${owner}: publicApiTls must not be mutual: sequencer clients have no certificates, they sign a nonce (rule R41); use Tls.fromSecret`)
    : tls;
}

function requireTotalNodeCount(owner: string, replicas: number, totalNodeCount = 10): number {
  requireInteger(`${owner}: totalNodeCount`, totalNodeCount, 1, MAX_TOTAL_NODE_COUNT);
  if (2 * replicas > totalNodeCount) {
    refuse(`${owner}: replicas must be at most ${Math.floor(totalNodeCount / 2)} with totalNodeCount ${totalNodeCount}, got ${replicas}; `
      + 'a rollout doubles them, and each takes one of the indexes of the database (rule R37)');
  }
  return totalNodeCount;
}
