import { Construct, IConstruct } from 'constructs';
import { SynchronizerDriver } from './sequencer-driver';
import { SequencerGroups } from './sequencer-groups';
import { DEFAULT_RELEASE, requireNoMutualTls } from './service-identity';
import { CantonRelease } from '../model/canton-release';
import { Endpoint } from '../model/endpoint';
import { NetworkPeer } from '../model/network-peer';
import { SecretKey } from '../model/secret-key';
import { Tls } from '../model/tls';

/** A sequencer service that mediators, a domain manager and participants connect to, or a synchronizer is made of. */
export interface ISequencer extends IConstruct {
  /** Its node name. */
  readonly sequencerName: string;
  /** The address that stands for all instances; that of the first one with Canton 3, where nothing stands for several. */
  readonly publicApi: Endpoint;
  /** The addresses that members are told to connect to: the one for all instances, or each instance's own. */
  readonly publicApis: Endpoint[];
  /** How the public API is protected, seen from its clients. */
  readonly publicApiTls: Tls;
  /** Where it is administered. */
  readonly adminApi: Endpoint;
  /** How the admin API is protected. */
  readonly adminApiTls: Tls;
  /** The token that Jobs and consoles show to the admin API, where it wants one. */
  readonly adminApiToken?: SecretKey;
  /** The release that runs. */
  readonly release: CantonRelease;
  /** The nodes that a bootstrap must name: each has an identity of its own. @internal */
  _nodes?: SequencerNode[];
  /** How its sequencers order messages, where they are those of Canton 3. @internal */
  _synchronizer?: SynchronizerDriver;
  /** The services on its SQL database. @internal */
  _groups?: SequencerGroups;
  /** Lets members of the domain connect; there for those of this app. @internal */
  _admitMember?(peer: NetworkPeer): void;
  /** Lets the bootstrap Job in. @internal */
  _admitAdmin?(peer: NetworkPeer): void;
}

/** The APIs of a node as a bootstrap reaches them. @internal */
export interface SequencerNode {
  /** Its node name. */
  readonly name: string;
  readonly publicApi: Endpoint;
  readonly adminApi: Endpoint;
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
   * The token that Jobs and consoles show to the admin API.
   *
   * @default - it wants none
   */
  readonly adminApiToken?: SecretKey;

  /**
   * The release that runs.
   *
   * @default CantonRelease.daml('2.10.4')
   */
  readonly release?: CantonRelease;
}

/** What `SequencerService.fromAttributes` makes. @internal */
export class ImportedSequencer extends Construct implements ISequencer {
  public readonly sequencerName: string;
  public readonly publicApi: Endpoint;
  public readonly publicApis: Endpoint[];
  public readonly publicApiTls: Tls;
  public readonly adminApi: Endpoint;
  public readonly adminApiTls: Tls;
  public readonly adminApiToken: SecretKey | undefined;
  public readonly release: CantonRelease;

  public constructor(scope: Construct, id: string, attributes: SequencerAttributes) {
    super(scope, id);
    this.sequencerName = attributes.sequencerName;
    this.publicApi = attributes.publicApi;
    this.publicApis = [attributes.publicApi];
    this.publicApiTls = requireNoMutualTls(`sequencer '${id}'`, attributes.publicApiTls);
    this.adminApi = attributes.adminApi;
    this.adminApiTls = attributes.adminApiTls;
    this.adminApiToken = attributes.adminApiToken;
    this.release = attributes.release ?? DEFAULT_RELEASE;
  }
}
