import { Hocon } from './hocon/hocon';
import { Tracing } from '../model/tracing';
import { hostInUrl } from '../model/validation';

/** `canton.monitoring.tracing`, the same in all dialects (facts A.12). A certificate turns TLS on, and the address becomes part of a URL. */
export function tracingConfig(tracing: Tracing | undefined): object | undefined {
  if (tracing === undefined) {
    return undefined;
  }
  const { collector: { host, port }, _rootCertificate: root, _sampleRatio: ratio } = tracing;
  return {
    tracer: {
      exporter: {
        'type': 'otlp',
        'address': hostInUrl(host),
        port,
        'trust-collection-path': root && Hocon.secretFile(root, `root certificates that the collector of traces at ${host} is checked against (PEM)`),
      },
      sampler: ratio === undefined ? undefined : { type: 'trace-id-ratio', ratio },
    },
  };
}
