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

  /** CPU that is always there. */
  readonly cpu: Cpu;

  /**
   * CPU that may be used at most, for namespaces whose quota demands it. Taking over from a lost instance is bound by CPU: a limit prolongs it.
   *
   * @default - none
   */
  readonly cpuLimit?: Cpu;

  /**
   * Local disk for temporary files and logs: request and limit alike.
   *
   * @default 1 GiB
   */
  readonly ephemeralStorage?: Size;
}

/** What a container may use: memory and disk as request and limit, CPU as request. */
export class Resources {
  public static of(options: ResourcesOptions): Resources {
    const ephemeralStorage = options.ephemeralStorage ?? Size.gibibytes(1);
    requireMebibytes('memory', options.memory);
    requireMebibytes('ephemeralStorage', ephemeralStorage);
    if (options.cpuLimit !== undefined && options.cpuLimit.millicores < options.cpu.millicores) {
      refuse(`cpuLimit must be at least cpu, got ${options.cpuLimit.millicores} and ${options.cpu.millicores} thousandths of a core`);
    }
    return new Resources(options.memory, options.cpu, ephemeralStorage, options.cpuLimit);
  }

  private constructor(
    /** Memory, request and limit. */
    public readonly memory: Size,
    /** CPU, request. */
    public readonly cpu: Cpu,
    /** Local disk, request and limit. */
    public readonly ephemeralStorage: Size,
    /** CPU, limit. */
    public readonly cpuLimit: Cpu | undefined,
  ) {}
}

/** Kubernetes would take fractions, and mean less than a byte by them. */
function requireMebibytes(what: string, size: Size): void {
  const mebibytes = size.toKibibytes() / 1024;
  if (!Number.isInteger(mebibytes) || mebibytes < 1) {
    refuse(`${what} must be in whole MiB and at least 1 MiB, got ${mebibytes} MiB`);
  }
}
