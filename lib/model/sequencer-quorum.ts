import { Duration } from 'cdk8s';
import { requireInteger } from './validation';

/** What a member of a synchronizer demands of its sequencers (https://docs.digitalasset.com/operate/3.5/howtos/operate/synchronizers/connectivity.html). */
export interface SequencerQuorumOptions {
  /**
   * How many sequencers must say the same before it is believed: more than may lie.
   *
   * @default - 1 where sequencers share a database; on BFT sequencers one more than may be faulty
   */
  readonly trustThreshold?: number;

  /**
   * How many more sequencers are read from, so that none of them is missed when it fails.
   *
   * @default - 1, where there are as many
   */
  readonly livenessMargin?: number;

  /**
   * Through how many sequencers a message is sent before it is given up.
   *
   * @default - 2, where there are as many
   */
  readonly amplificationFactor?: number;

  /**
   * How long a member waits for a message to come back before it sends it through another sequencer.
   *
   * @default 10 seconds
   */
  readonly amplificationPatience?: Duration;
}

/** The same with everything said, for a number of sequencers. @internal */
export class SequencerQuorum {
  /**
   * @param owner who speaks in errors
   * @param sequencers how many there are
   * @param faulty how many of them may lie
   */
  public static of(owner: string, sequencers: number, faulty: number, options: SequencerQuorumOptions = {}): SequencerQuorum {
    const what = (option: string) => `${owner}: ${option} with ${sequencers} ${sequencers === 1 ? 'sequencer' : 'sequencers'}`;
    const trustThreshold = requireInteger(what('trustThreshold'), options.trustThreshold ?? Math.min(faulty + 1, sequencers), 1, sequencers);
    const most = sequencers - trustThreshold;
    return new SequencerQuorum(
      trustThreshold,
      requireInteger(`${what('livenessMargin')} and trustThreshold ${trustThreshold}`, options.livenessMargin ?? Math.min(1, most), 0, most),
      requireInteger(what('amplificationFactor'), options.amplificationFactor ?? Math.min(2, sequencers), 1, sequencers),
      options.amplificationPatience ?? Duration.seconds(10),
    );
  }

  private constructor(
    public readonly trustThreshold: number,
    public readonly livenessMargin: number,
    public readonly amplificationFactor: number,
    public readonly amplificationPatience: Duration,
  ) {}
}
