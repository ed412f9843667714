import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { cantonNode, instanceEndpoints } from './canton-node';
import { SynchronizerDriver } from './sequencer-driver';
import { sequencerFront } from './sequencer-front';
import { sequencerFronts } from './sequencer-fronts';
import { SequencerGroups } from './sequencer-groups';
import { sequencerPlan } from './sequencer-plan';
import { SequencerServiceProps } from './sequencer-props';
import { ImportedSequencer, ISequencer, SequencerAttributes, SequencerNode } from './sequencer-ref';
import { ownTls, requireNoMutualTls, requireServiceId } from './service-identity';
import { dialectOf } from '../config/dialect';
import { driverFiles } from '../kubernetes/driver-files';
import { serviceHost } from '../kubernetes/identity';
import { podsOf } from '../kubernetes/network-policy';
import { service } from '../kubernetes/service';
import { CantonRelease } from '../model/canton-release';
import { Endpoint } from '../model/endpoint';
import { NetworkPeer } from '../model/network-peer';
import { PORTS } from '../model/ports';
import { Cpu } from '../model/resources';
import { SecretKey } from '../model/secret-key';
import { Tls } from '../model/tls';

/**
 * Sequencers of a domain or synchronizer: all of them serve (active-active).
 *
 * - On one SQL database each instance is a Deployment with a Service of its own; all together they are behind the Services `<id>` and `<id>-admin`.
 * - On a blockchain each is a node of its own, a pod of one StatefulSet with a Service of its own, and members know them one by one.
 * - Those of Canton 3 are the same, and no name stands for all of them.
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
  public readonly adminApiToken: SecretKey | undefined;
  public readonly release: CantonRelease;
  /** Each instance's own public API. */
  public readonly instancePublicApis: Endpoint[];
  /** Number of instances. */
  public readonly replicas: number;
  /** @internal */
  public readonly _nodes: SequencerNode[] | undefined;
  /** @internal */
  public readonly _synchronizer: SynchronizerDriver | undefined;
  /** The services on its database. @internal */
  public readonly _groups: SequencerGroups | undefined;
  /** Lets members of the domain connect. @internal */
  public readonly _admitMember: (peer: NetworkPeer) => void;
  /** Lets the bootstrap Job in. @internal */
  public readonly _admitAdmin: (peer: NetworkPeer) => void;

  public constructor(scope: Construct, id: string, props: SequencerServiceProps) {
    super(scope, id);
    const owner = requireServiceId('sequencer', id);
    const { publicApi, adminApi, grpcHealth, httpHealth, peerToPeer } = PORTS.sequencer;
    const plan = sequencerPlan(this, owner, props);
    this.sequencerName = plan.name;
    this.release = plan.release;
    this.replicas = plan.replicas;
    this._groups = plan.groups;
    this._synchronizer = props.driver?._synchronizer;
    const agreeing = this._synchronizer?.agreeing ?? false;
    const publicApiTls = requireNoMutualTls(owner, ownTls(owner, id, 'publicApiTls', props.publicApiTls));
    this.adminApiTls = ownTls(owner, id, 'adminApiTls', props.adminApiTls);
    this.adminApiToken = props.adminApiAuth?._token;

    const { access } = plan;
    const [host, adminHost] = [id, `${id}-admin`].map((name) => serviceHost(this, name));
    this.instancePublicApis = instanceEndpoints(this, this.replicas, publicApi);
    this.publicApi = this._synchronizer === undefined ? Endpoint.of(host, publicApi) : this.instancePublicApis[0];
    this.publicApis = access._clientSide ? this.instancePublicApis : [this.publicApi];
    const adminApis = props.driver === undefined ? [Endpoint.of(adminHost, adminApi)] : instanceEndpoints(this, this.replicas, adminApi);
    const hosts = {
      publicApiHosts: [...new Set([this.publicApi, ...this.publicApis].map((api) => api.host))], adminApiHosts: adminApis.map((api) => api.host),
    };
    const network = { port: peerToPeer, tls: publicApiTls, peers: instanceEndpoints(this, this.replicas, peerToPeer) };
    const nodes = plan.nodes.map((node, index) => ({
      storage: node.storage,
      config: dialectOf(this.release).sequencerConfig({
        ...node,
        ...hosts,
        driver: props.driver?._config(index, network),
        publicApiTls,
        release: this.release,
        adminApiTls: this.adminApiTls,
        adminApiAuth: props.adminApiAuth,
        kms: props.kms,
        tracing: props.tracing,
        httpHealth: access._loadBalancer !== undefined,
      }),
    }));
    const node = cantonNode(this, {
      owner,
      props: { ...props, storage: plan.nodes[0].storage },
      component: 'sequencer',
      kind: 'sequencers',
      release: this.release,
      replicas: this.replicas,
      config: props.driver === undefined ? nodes[0].config : nodes,
      driver: props.driver?.jar && driverFiles(props.driver.jar),
      apis: { 'public-api': publicApi, 'admin-api': adminApi, ...(agreeing ? { 'peer-to-peer': peerToPeer } : {}) },
      health: { 'grpc-health': grpcHealth, ...(access._loadBalancer === undefined ? {} : { 'http-health': httpHealth }) },
      certified: [{ tls: publicApiTls, hosts: hosts.publicApiHosts }, { tls: this.adminApiTls, hosts: hosts.adminApiHosts }],
      readiness: '',
      memory: Size.gibibytes(3),
      cpu: Cpu.millis(500),
    });
    const front = this._synchronizer === undefined
      ? sequencerFront(this, { access, node, publicApiTls, release: this.release, replicas: this.replicas, props })
      : sequencerFronts(this, { owner, node, publicApiTls, sequencers: props.driver!.sequencers, props });
    if (props.driver === undefined) {
      service(this, 'AdminService', { name: `${id}-admin`, group: node.group, ports: { 'admin-api': { port: adminApi } } });
    }

    this.publicApiTls = requireNoMutualTls(owner, front.publicApiTls);
    this.adminApi = adminApis[0];
    this._nodes = props.driver && adminApis.map((api, index) => ({
      name: plan.nodes[index].name, publicApi: this.instancePublicApis[index], adminApi: api,
    }));
    if (agreeing) {
      node.policy.admit(podsOf(this, node.group), peerToPeer);
    }
    this._admitMember = (peer) => front.policy.admit(peer, publicApi);
    this._admitAdmin = (peer) => {
      this._admitMember(peer);
      node.policy.admit(peer, adminApi);
    };
    (props.publicApiClients ?? []).forEach(this._admitMember);
    (props.adminApiClients ?? []).forEach((peer) => node.policy.admit(peer, adminApi));
  }
}
