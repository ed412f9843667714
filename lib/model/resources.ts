import { Size } from 'cdk8s';
import { refuse, requireInteger } from './validation';

/** An amount of processor time. */
export class Cpu {
  /** Thousandths of a core. */
  public static millis(amount: number): Cpu {
    return new Cpu(requireInteger('CPU (thousandths of a core)', amount, 1, 1_000_000));
  }

  /** Whole cores. */
  public static cores(amount: number): Cpu {
    return new Cpu(requireInteger('CPU (cores)', amount, 1, 1_000) * 1000);
  }

  private constructor(/** Thousandths of a core. */ public readonly millicores: number) {}
}

/** What a container may use. */
export interface ResourcesOptions {
  /** Memory: request and limit alike, so that a node's other pods cannot take it away. */
  readonly memory: Size;

  /** CPU that is always there. There is no limit: a standby that takes over needs all it can get. */
  readonly cpu: Cpu;

  /**
   * Local disk for temporary files and logs: request and limit alike.
   *
   * @default 1 GiB
   */
  readonly ephemeralStorage?: Size;
}

/** What a container may use: memory and disk as request and limit, CPU as request only. */
export class Resources {
  public static of(options: ResourcesOptions): Resources {
    const ephemeralStorage = options.ephemeralStorage ?? Size.gibibytes(1);
    const memory = options.memory.toMebibytes();
    if (memory < 1) {
      refuse(`memory must be at least 1 MiB, got ${memory} MiB`);
    }
    return new Resources(options.memory, options.cpu, ephemeralStorage);
  }

  private constructor(
    /** Memory, request and limit. */
    public readonly memory: Size,
    /** CPU, request only. */
    public readonly cpu: Cpu,
    /** Local disk, request and limit. */
    public readonly ephemeralStorage: Size,
  ) {}
}
