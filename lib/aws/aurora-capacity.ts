import { InstanceClass, InstanceSize, InstanceType } from 'aws-cdk-lib/aws-ec2';
import { refuse } from '../model/validation';

/** Bounds within which Aurora Serverless v2 scales, in Aurora capacity units (about 2 GiB of memory each). */
export interface ServerlessV2Options {
  /** Least capacity, from 0.5 to 256 in steps of 0.5. */
  readonly minCapacity: number;
  /** Most capacity, from 1 to 256 in steps of 0.5. */
  readonly maxCapacity: number;
  /** Must be true: how Canton behaves while the capacity changes is nobody's promise. Test it under your load before you rely on it (rule R26). */
  readonly acceptUntestedScaling: boolean;
}

/** What instances of an Aurora cluster run on. Writer and readers are alike, so that a reader that takes over serves as well. */
export class AuroraCapacity {
  /**
   * Instances of a fixed size.
   *
   * @param instanceType by default r7g.large: 16 GiB hold 500 connections and a cache, and no burst credits run out during a rollout
   */
  public static provisioned(instanceType?: InstanceType): AuroraCapacity {
    return new AuroraCapacity(instanceType ?? InstanceType.of(InstanceClass.R7G, InstanceSize.LARGE), undefined);
  }

  /** Instances whose size follows the load. */
  public static serverlessV2(options: ServerlessV2Options): AuroraCapacity {
    const { minCapacity, maxCapacity, acceptUntestedScaling } = options;
    if (acceptUntestedScaling !== true) {
      refuse('Aurora capacity: serverlessV2 is untested with Canton (rule R26); use AuroraCapacity.provisioned(), or write acceptUntestedScaling: true');
    }
    const fits = [minCapacity, maxCapacity].every((capacity) => Number.isInteger(2 * capacity) && capacity <= 256);
    if (!fits || minCapacity < 0.5 || maxCapacity < 1 || minCapacity > maxCapacity) {
      refuse('Aurora capacity: minCapacity and maxCapacity must be steps of 0.5 from 0.5 and 1 to 256, the first at most the second, '
        + `got ${minCapacity} and ${maxCapacity}; a server that sleeps at 0 holds no lock`);
    }
    return new AuroraCapacity(undefined, options);
  }

  private constructor(
    /** @internal */
    public readonly _instanceType: InstanceType | undefined,
    /** @internal */
    public readonly _serverless: ServerlessV2Options | undefined,
  ) {}
}
