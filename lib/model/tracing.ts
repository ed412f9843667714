import { Endpoint } from './endpoint';
import { requireSecretKey } from './require-secret-key';
import { SecretKey } from './secret-key';
import { describe, refuse } from './validation';

/** How spans reach a collector. */
export interface OtlpTracingOptions {
  /**
   * Root certificate that the collector is checked against (PEM).
   *
   * @default - the collector is called without TLS
   */
  readonly rootCertificate?: SecretKey;

  /**
   * The share of traces that is kept, above 0 and at most 1. A trace is kept as a whole, by all nodes that it goes through.
   *
   * @default 1
   */
  readonly sampleRatio?: number;
}

/** Where a node sends its spans, for distributed traces (facts A.12). */
export class Tracing {
  /**
   * To an OpenTelemetry collector, by OTLP over gRPC.
   *
   * @param collector where it listens, mostly at port 4317
   */
  public static otlp(collector: Endpoint, options: OtlpTracingOptions = {}): Tracing {
    const { rootCertificate, sampleRatio } = options;
    if (!(collector instanceof Endpoint)) {
      refuse(`tracing: collector must be an Endpoint, got ${describe(collector)}; use Endpoint.of('otel-collector.observability.svc.cluster.local', 4317)`);
    }
    if (sampleRatio !== undefined && !(sampleRatio > 0 && sampleRatio <= 1)) {
      refuse(`tracing: sampleRatio must be a number above 0 and at most 1, got ${describe(sampleRatio)}; leave tracing out to send no spans`);
    }
    return new Tracing(collector, rootCertificate && requireSecretKey('root certificate of the collector', rootCertificate), sampleRatio);
  }

  private constructor(
    /** Where the collector listens. */
    public readonly collector: Endpoint,
    /** @internal */
    public readonly _rootCertificate: SecretKey | undefined,
    /** @internal */
    public readonly _sampleRatio: number | undefined,
  ) {}
}
