import { Size } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { cantonNode, instanceEndpoints, instanceHosts } from './canton-node';
import { ISequencer } from './sequencer-ref';
import { ownTls, requireInstances, requireOne, requireServiceId } from './service-identity';
import { podsInRollout, takeStorage } from './storage-use';
import { ActivePassiveNodeProps } from './workload-props';
import { dialectOf } from '../config/dialect';
import { podsOf } from '../kubernetes/network-policy';
import { CantonRelease } from '../model/canton-release';
import { Endpoint } from '../model/endpoint';
import { NetworkPeer } from '../model/network-peer';
import { PORTS } from '../model/ports';
import { Cpu } from '../model/resources';
import { SecretKey } from '../model/secret-key';
import { Tls } from '../model/tls';

/** Props of `MediatorService`. */
export interface MediatorServiceProps extends ActivePassiveNodeProps {
  /** The sequencer service of its domain or synchronizer. The mediator connects to it; nobody connects to the mediator but administrators. */
  readonly sequencer: ISequencer;
}

/** A mediator service that a domain manager takes into its domain, or the bootstrap into a synchronizer. */
export interface IMediator extends IConstruct {
  /** Its node name. */
  readonly mediatorName: string;
  /** The sequencer service that it is for. */
  readonly sequencer: ISequencer;
  /** The admin API of each instance; one of them is active. */
  readonly instanceAdminApis: Endpoint[];
  /** How the admin API is protected. */
  readonly adminApiTls: Tls;
  /** The token that Jobs and consoles show to the admin API, where it wants one. */
  readonly adminApiToken?: SecretKey;
  /** Lets the bootstrap Job in. @internal */
  _admitAdmin?(peer: NetworkPeer): void;
}

/** A mediator service that runs elsewhere. */
export interface MediatorAttributes {
  /** Its node name. */
  readonly mediatorName: string;
  /** The sequencer service that it is for. */
  readonly sequencer: ISequencer;
  /** The admin API of each instance. */
  readonly instanceAdminApis: Endpoint[];
  /** How the admin API is checked, seen from its clients. */
  readonly adminApiTls: Tls;

  /**
   * The token that Jobs and consoles show to the admin API.
   *
   * @default - it wants none
   */
  readonly adminApiToken?: SecretKey;
}

/**
 * Mediators on one database: one is active, the others stand by. They have no clients, so there is no Service for all of them and no ingress
 * (rule R50); each instance has a Service of its own, by which the bootstrap finds the active one.
 */
export class MediatorService extends Construct implements IMediator {
  /** A mediator service that runs elsewhere. Its network policies are its operator's. */
  public static fromAttributes(scope: Construct, id: string, attributes: MediatorAttributes): IMediator {
    return new ImportedMediator(scope, id, attributes);
  }

  public readonly mediatorName: string;
  public readonly sequencer: ISequencer;
  public readonly instanceAdminApis: Endpoint[];
  public readonly adminApiTls: Tls;
  public readonly adminApiToken: SecretKey | undefined;
  /** The release that runs: the sequencer's. */
  public readonly release: CantonRelease;
  /** Number of instances. */
  public readonly replicas: number;
  /** Lets the bootstrap Job in. @internal */
  public readonly _admitAdmin: (peer: NetworkPeer) => void;

  public constructor(scope: Construct, id: string, props: MediatorServiceProps) {
    super(scope, id);
    const owner = requireServiceId('mediator', id);
    const { adminApi, grpcHealth } = PORTS.mediator;
    this.mediatorName = id;
    this.sequencer = requireOne(owner, 'sequencer', props.sequencer);
    this.release = this.sequencer.release;
    this.replicas = requireInstances(owner, this.release, props);
    this.adminApiTls = ownTls(owner, id, 'adminApiTls', props.adminApiTls);
    this.adminApiToken = props.adminApiAuth?._token;
    takeStorage(this, { owner, storage: props.storage, release: this.release, pods: podsInRollout(this.replicas), ofDomain: true });

    const adminApiHosts = instanceHosts(this, this.replicas);
    const dialect = dialectOf(this.release);
    const timing = props.failoverTiming ?? dialect.failoverTiming;
    const failoverTiming = this.sequencer._admitMember === undefined ? timing._elsewhere : timing;
    const node = cantonNode(this, {
      owner,
      props,
      component: 'mediator',
      kind: 'mediators',
      release: this.release,
      replicas: this.replicas,
      config: dialect.mediatorConfig({ ...props, ...this, name: id, failoverTiming, adminApiHosts }),
      apis: { 'admin-api': adminApi },
      health: { 'grpc-health': grpcHealth },
      certified: [{ tls: this.adminApiTls, hosts: adminApiHosts }],
      readiness: 'liveness',
      memory: Size.gibibytes(2),
      cpu: Cpu.millis(250),
    });
    this.instanceAdminApis = instanceEndpoints(this, this.replicas, adminApi);
    this._admitAdmin = (peer) => node.policy.admit(peer, adminApi);
    (props.adminApiClients ?? []).forEach((peer) => node.policy.admit(peer, adminApi));
    this.sequencer._admitMember?.(podsOf(this, node.group));
  }
}

class ImportedMediator extends Construct implements IMediator {
  public readonly mediatorName: string;
  public readonly sequencer: ISequencer;
  public readonly instanceAdminApis: Endpoint[];
  public readonly adminApiTls: Tls;
  public readonly adminApiToken: SecretKey | undefined;

  public constructor(scope: Construct, id: string, attributes: MediatorAttributes) {
    super(scope, id);
    this.mediatorName = attributes.mediatorName;
    this.sequencer = attributes.sequencer;
    this.instanceAdminApis = attributes.instanceAdminApis;
    this.adminApiTls = attributes.adminApiTls;
    this.adminApiToken = attributes.adminApiToken;
  }
}
