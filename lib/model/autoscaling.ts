import { refuse, requireInteger, requireText } from './validation';

/** A metric of each pod, as a metrics adapter of the cluster offers it (`custom.metrics.k8s.io`). */
export interface PodMetric {
  /** Its name. */
  readonly name: string;
  /** What it should be on average over all pods, as a Kubernetes quantity: `100`, `500m`, `1.5`. */
  readonly targetAverage: string;
}

/** How many instances there may be, and what decides. */
export interface AutoscalingOptions {
  /**
   * The least number of instances. With less than two the loss of one is an outage, which must be asked for with `acceptSingleInstance`.
   *
   * @default 2
   */
  readonly min?: number;

  /** The greatest number of instances. */
  readonly max: number;

  /**
   * How much of the CPU that they request the service's containers should use on average, in percent. It may be over 100, as CPU is not limited by default.
   *
   * @default 70
   */
  readonly targetCpuUtilization?: number;

  /**
   * A metric that counts beside CPU: whichever asks for more instances wins.
   *
   * @default - CPU alone
   */
  readonly metric?: PodMetric;

  /**
   * Lets `min` be 1.
   *
   * @default false
   */
  readonly acceptSingleInstance?: boolean;
}

/** The number of instances follows the load. */
export class Autoscaling {
  public static of(options: AutoscalingOptions): Autoscaling {
    const { metric, acceptSingleInstance = false } = options;
    const min = requireInteger('autoscaling: min', options.min ?? 2, 1, 1000);
    const max = requireInteger('autoscaling: max', options.max, 1, 1000);
    if (min < 2 && !acceptSingleInstance) {
      refuse('autoscaling: min must be at least 2, got 1: one instance is no high availability; where that is meant, set acceptSingleInstance: true');
    }
    if (max <= min) {
      refuse(`autoscaling: max must be greater than min, got ${max} and ${min}; for a fixed number of instances use replicas`);
    }
    return new Autoscaling(min, max, requireInteger('autoscaling: targetCpuUtilization', options.targetCpuUtilization ?? 70, 1, 1000), metric && requireMetric(metric));
  }

  private constructor(
    /** The least number of instances. */
    public readonly min: number,
    /** The greatest number of instances. */
    public readonly max: number,
    /** CPU in percent of the request. */
    public readonly targetCpuUtilization: number,
    /** What counts beside CPU. */
    public readonly metric: PodMetric | undefined,
  ) {}
}

function requireMetric({ name, targetAverage }: PodMetric): PodMetric {
  requireText('autoscaling: name of metric', name);
  return /^(0*[1-9]\d*(\.\d+)?|0+\.\d*[1-9]\d*)([mkMGT]|Ki|Mi|Gi|Ti)?$/.test(targetAverage)
    ? { name, targetAverage }
    : refuse(`autoscaling: targetAverage of metric '${name}' must be a quantity above 0 such as 100 or 500m, got '${targetAverage}'`);
}
