import { read } from './support/read';
import { Hocon } from '../../lib/config/hocon/hocon';
import { tracingConfig } from '../../lib/config/tracing';
import { Endpoint } from '../../lib/model/endpoint';
import { SecretKey } from '../../lib/model/secret-key';
import { Tracing } from '../../lib/model/tracing';

const written = (tracing: Tracing) => read(Hocon.of(tracingConfig(tracing)));

test('by default nothing is said, and no span is sent', () => {
  expect(tracingConfig(undefined)).toBeUndefined();
});

test('spans go to a collector, all of them', async () => {
  expect(await written(Tracing.otlp(Endpoint.of('otel.svc', 4317)))).toEqual({ tracer: { exporter: { type: 'otlp', address: 'otel.svc', port: 4317 } } });
});

test('with a certificate the collector is checked, and with a ratio some traces are left out', async () => {
  expect(await written(Tracing.otlp(Endpoint.of('otel.svc', 4317), { rootCertificate: SecretKey.of('otel-ca', 'ca.crt'), sampleRatio: 0.25 }))).toEqual({
    tracer: {
      exporter: { 'type': 'otlp', 'address': 'otel.svc', 'port': 4317, 'trust-collection-path': '/secrets/otel-ca/ca.crt' },
      sampler: { type: 'trace-id-ratio', ratio: '0.25' }, // this parser takes decimals for text
    },
  });
});

test('an address stands in brackets, as it becomes part of a URL', async () => {
  expect((await written(Tracing.otlp(Endpoint.of('fd00::1', 4317)))).tracer.exporter.address).toBe('[fd00::1]');
});
