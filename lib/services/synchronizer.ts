import { Construct } from 'constructs';
import { claimMediators } from './claim-mediators';
import { IMediator } from './mediator-service';
import { sequencerApis } from './sequencer-apis';
import { ISequencer } from './sequencer-ref';
import { requireAlias, requireOne, requireParticipantIds, requireProtocolVersion, requireServiceId } from './service-identity';
import { SynchronizerJob } from './synchronizer-job';
import { ImportedSynchronizer, ISynchronizer, SequencerAddress, SynchronizerAdmission, SynchronizerAttributes } from './synchronizer-ref';
import { offered } from '../config/dialect';
import { claim } from '../kubernetes/claims';
import { CantonRelease } from '../model/canton-release';
import { LogLevel } from '../model/logging';
import { NetworkPeer } from '../model/network-peer';
import { NodeOperation } from '../model/node-operation';
import { Placement } from '../model/placement';
import { SequencerQuorum, SequencerQuorumOptions } from '../model/sequencer-quorum';
import { requireInteger } from '../model/validation';

/** Props of `Synchronizer`. */
export interface SynchronizerProps {
  /** The sequencer service of the synchronizer. Those of its sequencers that found the synchronizer own it. */
  readonly sequencer: ISequencer;

  /** The mediator services of the synchronizer, each with a database of its own. One can be added later. */
  readonly mediators: IMediator[];

  /**
   * What participants call the synchronizer.
   *
   * @default - the id
   */
  readonly synchronizerAlias?: string;

  /**
   * Whether any participant may join. Where not, participants of this app are admitted by their Jobs, others by `admit`. It can be changed: those who have
   * joined stay.
   *
   * @default false
   */
  readonly open?: boolean;

  /**
   * Ids (`PAR::...`) of other operators' participants that may join. To take one off the list takes no permission away: a console does.
   *
   * @default - none
   */
  readonly admit?: string[];

  /**
   * How many mediator services must say the same before participants believe it.
   *
   * @default 1
   */
  readonly mediatorThreshold?: number;

  /**
   * How many of the founding sequencers must sign a change of the synchronizer: fixed when it is founded.
   *
   * @default - more than half of them
   */
  readonly ownerThreshold?: number;

  /**
   * Protocol version of the synchronizer: fixed for its life.
   *
   * @default - 35; 34 with Canton 3.4
   */
  readonly protocolVersion?: number;

  /**
   * Whether members may keep their private keys in a key management service (`KmsKeys.external()`): then all members use the algorithms that such
   * services know. Fixed for its life.
   *
   * @default false
   */
  readonly kmsMembers?: boolean;

  /**
   * What mediators demand of the sequencers; participants too, where they say nothing else.
   *
   * @default - one sequencer may fail
   */
  readonly quorum?: SequencerQuorumOptions;

  /**
   * `MAINTENANCE` and `MIGRATE` where its sequencers and mediators are stopped: then the bootstrap Job is not made.
   *
   * @default NodeOperation.RUN
   */
  readonly operation?: NodeOperation;

  /**
   * Where the Job's pod runs.
   *
   * @default Placement.spread()
   */
  readonly placement?: Placement;

  /**
   * Name of a PriorityClass of the Job's pod.
   *
   * @default - the cluster's default priority
   */
  readonly priorityClassName?: string;

  /**
   * Annotations of the Job's pod.
   *
   * @default - none
   */
  readonly podAnnotations?: { [annotation: string]: string };

  /**
   * Labels of the Job's pod. The library's own labels win.
   *
   * @default - none
   */
  readonly podLabels?: { [label: string]: string };

  /**
   * The only peers outside of this app that the Job's pod may connect to; sequencers, mediators and DNS are added.
   *
   * @default - it may connect to anybody
   */
  readonly egress?: NetworkPeer[];

  /**
   * How much the Job logs.
   *
   * @default LogLevel.INFO
   */
  readonly logLevel?: LogLevel;
}

/**
 * A synchronizer of Canton 3, in the place of the domain and its manager: sequencers that own it, and mediators. It has no process of its own, but the
 * Job that bootstraps it: safe to run again, and run again whenever the synchronizer's description changes.
 */
export class Synchronizer extends Construct implements ISynchronizer {
  /** A synchronizer that runs elsewhere: all a participant needs are the addresses of its sequencers and their root certificates. */
  public static fromAttributes(scope: Construct, id: string, attributes: SynchronizerAttributes): ISynchronizer {
    return new ImportedSynchronizer(scope, id, attributes);
  }

  public readonly synchronizerAlias: string;
  public readonly sequencerAddresses: SequencerAddress[];
  /** The sequencer service of the synchronizer. */
  public readonly sequencer: ISequencer;
  /** The release that runs: the sequencer's. */
  public readonly release: CantonRelease;
  /** @internal */
  public readonly _admission: SynchronizerAdmission | undefined;
  /** @internal */
  public readonly _admitParticipant: ((peer: NetworkPeer) => void) | undefined;
  private readonly quorum: SequencerQuorumOptions | undefined;

  public constructor(scope: Construct, id: string, props: SynchronizerProps) {
    super(scope, id);
    const owner = requireServiceId('synchronizer', id);
    const sequencer = requireOne(owner, 'sequencer', props.sequencer);
    this.release = sequencer.release;
    const { protocolVersions } = offered(owner, this.release, 'synchronizers');
    this.synchronizerAlias = requireAlias(owner, props.synchronizerAlias ?? id, 'synchronizerAlias');
    this.sequencer = sequencer;
    this.quorum = props.quorum;
    this.sequencerAddresses = addressesOf(sequencer);
    this._admitParticipant = sequencer._admitMember;
    const open = props.open ?? false;
    this._admission = open ? undefined : { sequencers: sequencerApis(sequencer), admitJob: (peer) => sequencer._admitAdmin?.(peer) };
    claimSynchronizer(this, owner, sequencer, props.mediators);

    const [sequencers, mediators] = [this.sequencerAddresses.length, props.mediators.length];
    const job = {
      owner,
      sequencer,
      release: this.release,
      synchronizer: id,
      mediators: props.mediators,
      quorum: this._quorum(owner),
      mediatorThreshold: requireInteger(`${owner}: mediatorThreshold with ${mediators} mediator services`, props.mediatorThreshold ?? 1, 1, mediators),
      ownerThreshold: requireInteger(`${owner}: ownerThreshold with ${sequencers} sequencers`, props.ownerThreshold ?? Math.floor(sequencers / 2) + 1, 1, sequencers),
      protocolVersion: requireProtocolVersion(owner, this.release, protocolVersions, props.protocolVersion),
      kms: props.kmsMembers ?? false,
      open,
      admit: requireParticipantIds(owner, 'synchronizer', open, props.admit),
      props,
    };
    if ((props.operation ?? NodeOperation.RUN) === NodeOperation.RUN) {
      new SynchronizerJob(this, 'Bootstrap', job);
    }
  }

  /** @internal */
  public _quorum(owner: string, options?: SequencerQuorumOptions): SequencerQuorum {
    const faulty = this.sequencer._synchronizer?.faulty ?? 0;
    return SequencerQuorum.of(owner, this.sequencerAddresses.length, faulty, { ...this.quorum, ...options });
  }
}

/** Each sequencer by the name of its node and the Service of its instance. */
function addressesOf({ _nodes: nodes, sequencerName, publicApi, publicApiTls: tls }: ISequencer): SequencerAddress[] {
  return (nodes ?? [{ name: sequencerName, publicApi }]).map(({ name, publicApi: api }) => ({
    alias: name, url: `${tls.enabled ? 'https' : 'http'}://${api.socketAddress}`, rootCertificate: tls._trust,
  }));
}

/** A sequencer and a mediator belong to one synchronizer. */
function claimSynchronizer(scope: Construct, owner: string, sequencer: ISequencer, mediators: IMediator[]): void {
  claim(scope, `the synchronizer of the sequencer at ${sequencer.publicApi}`, owner, 'sequencers belong to one synchronizer');
  claimMediators(scope, owner, sequencer, mediators);
}
