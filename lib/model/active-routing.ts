import { Duration, Size } from 'cdk8s';
import { ContainerImage } from './container-image';
import { Cpu, Resources } from './resources';
import { refuse, requireDnsSubdomain, requireInteger } from './validation';

/** How the proxy asks the instances whether they are active. */
export interface ProxyRoutingOptions {
  /**
   * The HAProxy image (version 2.6 or later); its user id must be 99, as in the official image.
   *
   * @default - an official HAProxy long-term-support image
   */
  readonly image?: ContainerImage;

  /**
   * Number of proxy pods.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * How often each proxy asks each instance.
   *
   * @default 1 second
   */
  readonly interval?: Duration;

  /**
   * Good answers until an instance counts as active.
   *
   * @default 1
   */
  readonly rise?: number;

  /**
   * Bad answers until an instance counts as not active.
   *
   * @default 2
   */
  readonly fall?: number;

  /**
   * How long a connection may be silent. Ledger API streams are silent for as long as nothing happens.
   *
   * @default 1 hour
   */
  readonly idleTimeout?: Duration;

  /**
   * DNS domain of the cluster: HAProxy resolves whole names only.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;

  /**
   * What one proxy pod may use.
   *
   * @default - 256 MiB and 100 thousandths of a core
   */
  readonly resources?: Resources;
}

/** When readiness itself routes. */
export interface ReadinessRoutingOptions {
  /**
   * Acknowledges that with two or more instances the workload never becomes available, rollouts wait for ever and the active can never be drained.
   *
   * @default false
   */
  readonly acceptNeverAvailable?: boolean;
}

/** @internal */
export interface ProxyRouting {
  readonly image: ContainerImage;
  readonly replicas: number;
  readonly interval: Duration;
  readonly rise: number;
  readonly fall: number;
  readonly idleTimeout: Duration;
  readonly clusterDomain: string;
  readonly resources: Resources;
}

const HAPROXY_IMAGE = 'docker.io/library/haproxy:3.2.22-alpine';

/** How clients reach the active instance of a participant service. */
export class ActiveRouting {
  /**
   * Two HAProxy pods ask each instance whether it is active and send connections only there. All instances that are up are Ready, so rollouts,
   * drains and budgets behave as usual. The default for two or more instances.
   */
  public static proxy(options: ProxyRoutingOptions = {}): ActiveRouting {
    const proxy = {
      image: options.image ?? ContainerImage.of(HAPROXY_IMAGE),
      replicas: requireInteger('proxy replicas', options.replicas ?? 2, 1, 10),
      interval: options.interval ?? Duration.seconds(1),
      rise: requireInteger('proxy rise', options.rise ?? 1, 1, 100),
      fall: requireInteger('proxy fall', options.fall ?? 2, 1, 100),
      idleTimeout: options.idleTimeout ?? Duration.hours(1),
      clusterDomain: requireDnsSubdomain('cluster domain', options.clusterDomain ?? 'cluster.local'),
      resources: options.resources ?? Resources.of({ memory: Size.mebibytes(256), cpu: Cpu.millis(100), ephemeralStorage: Size.mebibytes(64) }),
    };
    if (proxy.interval.toMilliseconds() < 100) {
      refuse(`proxy interval must be at least 100 ms, got ${proxy.interval.toMilliseconds()} ms`);
    }
    if (proxy.idleTimeout.toSeconds() < 3600) {
      refuse(`proxy idleTimeout must be at least 1 hour, got ${proxy.idleTimeout.toSeconds()} s; a shorter one cuts ledger streams that are merely quiet`);
    }
    return new ActiveRouting(proxy, false);
  }

  /** The instance that holds the database lock is the one that is Ready, and the Service selects it. The default for one instance. */
  public static readiness(options: ReadinessRoutingOptions = {}): ActiveRouting {
    return new ActiveRouting(undefined, options.acceptNeverAvailable ?? false);
  }

  private constructor(
    /** @internal */
    public readonly _proxy: ProxyRouting | undefined,
    /** @internal */
    public readonly _acceptNeverAvailable: boolean,
  ) {}
}
