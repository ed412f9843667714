import { Construct } from 'constructs';
import { mediatorReplicas } from './bootstrap-job';
import { consoleJob } from './console-job';
import { IMediator } from './mediator-service';
import { sequencerApis } from './sequencer-apis';
import { ISequencer } from './sequencer-ref';
import { WorkloadProps } from './workload-props';
import { dialectOf, offered } from '../config/dialect';
import { CantonRelease } from '../model/canton-release';
import { NetworkPeer } from '../model/network-peer';
import { SequencerQuorum } from '../model/sequencer-quorum';

/** The synchronizer that is bootstrapped. */
export interface SynchronizerJobProps {
  /** Who speaks in errors: "synchronizer 's1'". */
  readonly owner: string;
  readonly release: CantonRelease;
  /** Its name, which is part of its id. */
  readonly synchronizer: string;
  readonly sequencer: ISequencer;
  readonly mediators: IMediator[];
  readonly quorum: SequencerQuorum;
  readonly mediatorThreshold: number;
  readonly ownerThreshold: number;
  readonly protocolVersion: number;
  readonly kms: boolean;
  /** Whether any participant may join. */
  readonly open: boolean;
  /** Ids of participants that are admitted. */
  readonly admit: string[];
  /** Those of the synchronizer: placement, priority and log level. */
  readonly props: WorkloadProps;
}

/** The Job that makes one synchronizer of sequencers and mediators. */
export class SynchronizerJob extends Construct {
  /** The Job's pods. */
  public readonly pods: NetworkPeer;

  public constructor(scope: Construct, id: string, { owner, release, synchronizer, sequencer, mediators, props, ...rest }: SynchronizerJobProps) {
    super(scope, id);
    const nodes = sequencerApis(sequencer);
    const services = mediatorReplicas(mediators);
    this.pods = consoleJob(this, {
      component: 'synchronizer-bootstrap',
      name: `${synchronizer}-bootstrap`,
      instance: synchronizer,
      release,
      remote: dialectOf(release).remoteConsoleConfig({
        mediators: services.apis,
        // Mediators are told to connect to these public APIs, by these names.
        sequencers: Object.fromEntries(nodes.map(({ name, apis }) => [name, apis])),
      }),
      script: offered(owner, release, 'synchronizers').bootstrapScript({
        ...rest,
        synchronizer,
        mediators: services.services,
        sequencers: nodes.map(({ name }) => name),
        bft: sequencer._synchronizer?.agreeing ?? false,
      }),
      props,
    });
    sequencer._admitAdmin?.(this.pods);
    mediators.forEach((mediator) => mediator._admitAdmin?.(this.pods));
  }
}
