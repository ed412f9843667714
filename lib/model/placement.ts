import { refuse } from './validation';

/** What a taint does to pods that do not tolerate it. */
export enum TaintEffect {
  /** Not scheduled there. */
  NO_SCHEDULE = 'NoSchedule',
  /** Rather not scheduled there. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** Not scheduled there, and evicted. */
  NO_EXECUTE = 'NoExecute',
}

/** A taint that pods tolerate. */
export interface ToleratedTaint {
  /** Key of the taint. */
  readonly key: string;

  /**
   * Value of the taint.
   *
   * @default - any value
   */
  readonly value?: string;

  /**
   * Effect of the taint.
   *
   * @default - all effects
   */
  readonly effect?: TaintEffect;
}

/** Which nodes are considered at all. */
export interface PlacementOptions {
  /**
   * Labels that a node must have.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Taints of dedicated nodes.
   *
   * @default - none
   */
  readonly tolerations?: ToleratedTaint[];
}

/** Where the instances of a service run, relative to each other. */
export class Placement {
  /** Never two instances of a service on one node; over zones as evenly as the cluster allows (rule R7). */
  public static spread(options: PlacementOptions = {}): Placement {
    return new Placement(true, options);
  }

  /** Instances share a node where there is no other for them: losing it stops the service. For trying only. */
  public static singleNode(options: PlacementOptions = {}): Placement {
    return new Placement(false, options);
  }

  private constructor(
    /** Whether instances keep apart. */
    public readonly distinctNodes: boolean,
    /** @internal */
    public readonly _options: PlacementOptions,
  ) {
    const evicting = (_options.tolerations ?? []).find(({ key }) => key === 'node.kubernetes.io/not-ready' || key === 'node.kubernetes.io/unreachable');
    if (evicting !== undefined) {
      refuse(`placement: '${evicting.key}' is tolerated for 10 s already, so that a lost node's instances move; drop it from tolerations`);
    }
  }
}
