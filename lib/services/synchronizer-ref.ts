import { Construct, IConstruct } from 'constructs';
import { SequencerApis } from './sequencer-apis';
import { requireAlias } from './service-identity';
import { NetworkPeer } from '../model/network-peer';
import { SecretKey } from '../model/secret-key';
import { SequencerQuorum, SequencerQuorumOptions } from '../model/sequencer-quorum';
import { describe, refuse, requireUrl } from '../model/validation';

/** One sequencer of a synchronizer, as its clients know it: an alias is one endpoint, and nothing stands for several of them. */
export interface SequencerAddress {
  /** What clients call it. */
  readonly alias: string;

  /** Where it is reached (`https://host` or `https://host:port`). */
  readonly url: string;

  /**
   * Root certificate that it is checked against (PEM).
   *
   * @default - the JVM's own trust store, that is, public authorities
   */
  readonly rootCertificate?: SecretKey;
}

/** A synchronizer that participants join. */
export interface ISynchronizer extends IConstruct {
  /** What participants call it. */
  readonly synchronizerAlias: string;
  /** Its sequencers. */
  readonly sequencerAddresses: SequencerAddress[];
  /** Its physical id, where it is known. */
  readonly synchronizerId?: string;
  /** How a participant's own Job has it admitted by the sequencers of the same app. @internal */
  _admission?: SynchronizerAdmission;
  /** What participants demand of its sequencers. @internal */
  _quorum(owner: string, options?: SequencerQuorumOptions): SequencerQuorum;
  /** Lets a participant's instances connect to the sequencers; there for sequencers of this app. @internal */
  _admitParticipant?(peer: NetworkPeer): void;
}

/** How a participant's Job reaches those who decide who may join. @internal */
export interface SynchronizerAdmission {
  readonly sequencers: SequencerApis[];
  /** Lets the Job in. */
  readonly admitJob: (peer: NetworkPeer) => void;
}

/** A synchronizer that runs elsewhere. */
export interface SynchronizerAttributes {
  /** What participants call it. */
  readonly synchronizerAlias: string;

  /** Its sequencers, each by itself. */
  readonly sequencerAddresses: SequencerAddress[];

  /**
   * Physical id of the synchronizer (`name::1220...::35-0`): a participant refuses to connect to another one.
   *
   * @default - whatever synchronizer answers
   */
  readonly synchronizerId?: string;

  /**
   * What participants demand of its sequencers.
   *
   * @default - what is enough where none of the sequencers lies
   */
  readonly quorum?: SequencerQuorumOptions;
}

/** What `Synchronizer.fromAttributes` makes. @internal */
export class ImportedSynchronizer extends Construct implements ISynchronizer {
  public readonly synchronizerAlias: string;
  public readonly sequencerAddresses: SequencerAddress[];
  public readonly synchronizerId: string | undefined;
  private readonly quorum: SequencerQuorumOptions | undefined;

  public constructor(scope: Construct, id: string, attributes: SynchronizerAttributes) {
    super(scope, id);
    const owner = `synchronizer '${id}'`;
    this.synchronizerAlias = requireAlias(owner, attributes.synchronizerAlias, 'synchronizerAlias');
    this.sequencerAddresses = requireAddresses(owner, attributes.sequencerAddresses);
    this.synchronizerId = requirePhysicalId(owner, attributes.synchronizerId);
    this.quorum = attributes.quorum;
    this._quorum(owner);
  }

  public _quorum(owner: string, options?: SequencerQuorumOptions): SequencerQuorum {
    return SequencerQuorum.of(owner, this.sequencerAddresses.length, 0, { ...this.quorum, ...options });
  }
}

function requireAddresses(owner: string, addresses: SequencerAddress[]): SequencerAddress[] {
  if (!Array.isArray(addresses) || addresses.length === 0) {
    refuse(`${owner}: sequencerAddresses must name at least one sequencer, got ${describe(addresses)}`);
  }
  for (const [index, { alias, url, rootCertificate }] of addresses.entries()) {
    requireAlias(owner, alias, 'alias of a sequencer');
    requireUrl(`${owner}: url of sequencer '${alias}'`, url, ['https', 'http']);
    if (url.startsWith('http://') && rootCertificate !== undefined) {
      refuse(`${owner}: rootCertificate of sequencer '${alias}' is for https, got ${url}`);
    }
    const same = addresses.findIndex((other) => other.alias === alias || other.url === url);
    if (same !== index) {
      refuse(`${owner}: sequencers '${addresses[same].alias}' and '${alias}' must differ in alias and url, got ${addresses[same].url} and ${url}; each sequencer is one endpoint`);
    }
  }
  return addresses;
}

function requirePhysicalId(owner: string, id: string | undefined): string | undefined {
  if (id !== undefined && !/^[a-zA-Z0-9_-]{1,185}::1220[0-9a-f]{64}::\d+-\d+$/.test(id)) {
    refuse(`${owner}: synchronizerId must be name::1220<64 hex digits>::<protocol version>-<serial>, got '${id}'`);
  }
  return id;
}
