import { Endpoint } from '../../lib/model/endpoint';
import { SecretKey } from '../../lib/model/secret-key';
import { OtlpTracingOptions, Tracing } from '../../lib/model/tracing';

const COLLECTOR = Endpoint.of('otel.observability.svc', 4317);

test('is where the collector is, and what it is told', () => {
  const options: Required<OtlpTracingOptions> = { rootCertificate: SecretKey.of('otel-ca', 'ca.crt'), sampleRatio: 0.1 };
  const { collector, _rootCertificate: root, _sampleRatio: ratio } = Tracing.otlp(COLLECTOR, options);
  expect([collector, root, ratio]).toEqual([COLLECTOR, options.rootCertificate, 0.1]);
  expect(Tracing.otlp(COLLECTOR, { sampleRatio: 1 })._sampleRatio).toBe(1);
});

test.each<[string, () => Tracing, string]>([
  [
    'a collector that is text', () => Tracing.otlp('otel:4317' as never),
    "collector must be an Endpoint, got 'otel:4317'; use Endpoint.of('otel-collector.observability.svc.cluster.local', 4317)",
  ],
  ['to keep nothing', () => Tracing.otlp(COLLECTOR, { sampleRatio: 0 }), 'sampleRatio must be a number above 0 and at most 1, got 0; leave tracing out to send no spans'],
  ['per cent', () => Tracing.otlp(COLLECTOR, { sampleRatio: 10 }), 'sampleRatio must be a number above 0 and at most 1, got 10; leave tracing out to send no spans'],
])('refuses %s', (_, make, message) => {
  expect(make).toThrow(new Error(`tracing: ${message}`));
});

test('refuses a certificate that is text', () => {
  expect(() => Tracing.otlp(COLLECTOR, { rootCertificate: '-----BEGIN' as never })).toThrow(new Error(
    "root certificate of the collector must be a SecretKey, got a string (not shown); a secret is never text: use SecretKey.of('<secret>', '<key>')",
  ));
});
