import { Duration, Size } from 'cdk8s';
import { ContainerImage } from './container-image';
import { Cpu, Resources } from './resources';
import { RouterTls } from './router-tls';
import { refuse, requireInteger } from './validation';

/** HAProxy pods in front of a service. */
export interface RouterOptions {
  /**
   * The HAProxy image (version 2.6 or later); it runs as user 65532, as it needs no user of its own.
   *
   * @default - an official HAProxy long-term-support image
   */
  readonly image?: ContainerImage;

  /**
   * Number of router pods.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * What is done with TLS.
   *
   * @default RouterTls.passThrough()
   */
  readonly tls?: RouterTls;

  /**
   * How often each router pod asks each instance.
   *
   * @default 1 second
   */
  readonly interval?: Duration;

  /**
   * Good answers until an instance gets connections.
   *
   * @default 1
   */
  readonly rise?: number;

  /**
   * Bad answers until an instance gets none.
   *
   * @default 2
   */
  readonly fall?: number;

  /**
   * How long a connection may be silent. Streams of a ledger are silent for as long as nothing happens.
   *
   * @default 1 hour
   */
  readonly idleTimeout?: Duration;

  /**
   * What one router pod may use.
   *
   * @default - 256 MiB and 100 thousandths of a core
   */
  readonly resources?: Resources;
}

const HAPROXY_IMAGE = 'docker.io/library/haproxy:3.2.22-alpine';

/** The options with their defaults, checked. @internal */
export function routerOptions(options: RouterOptions): Required<RouterOptions> {
  const router = {
    image: options.image ?? ContainerImage.of(HAPROXY_IMAGE),
    replicas: requireInteger('router replicas', options.replicas ?? 2, 1, 10),
    tls: options.tls ?? RouterTls.passThrough(),
    interval: options.interval ?? Duration.seconds(1),
    rise: requireInteger('router rise', options.rise ?? 1, 1, 100),
    fall: requireInteger('router fall', options.fall ?? 2, 1, 100),
    idleTimeout: options.idleTimeout ?? Duration.hours(1),
    resources: options.resources ?? Resources.of({ memory: Size.mebibytes(256), cpu: Cpu.millis(100), ephemeralStorage: Size.mebibytes(64) }),
  };
  if (router.interval.toMilliseconds() < 100) {
    refuse(`router interval must be at least 100 ms, got ${router.interval.toMilliseconds()} ms`);
  }
  if (router.idleTimeout.toMilliseconds() < 3_600_000) {
    refuse(`router idleTimeout must be at least 1 hour, got ${router.idleTimeout.toMilliseconds() / 1000} s; a shorter one cuts ledger streams that are merely quiet`);
  }
  return router;
}
