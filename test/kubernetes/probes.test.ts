import { renderedContainer } from './fixtures';
import { execProbes, grpcProbes, httpProbes, ledgerClientProbes, Probes } from '../../lib/kubernetes/probes';

const KINDS: [string, (budgetSeconds: number) => Probes][] = [
  ['gRPC, ready when up', (budget) => grpcProbes(4003, 'liveness', budget)],
  ['gRPC, ready when active', (budget) => grpcProbes(4003, '', budget)],
  ['gRPC, known by name', (budget) => grpcProbes(4003, '', budget, true)],
  ['HTTP', (budget) => httpProbes('http', { live: '/livez', ready: '/readyz' }, budget)],
  ['a command', (budget) => execProbes(['pg_isready'], budget)],
];

function rendered(probes: Probes): { startupProbe: any; livenessProbe: any; readinessProbe: any } {
  const { startupProbe, livenessProbe, readinessProbe } = renderedContainer({ probes });
  return { startupProbe, livenessProbe, readinessProbe };
}

test.each(['liveness', ''] as const)('by gRPC, liveness never asks whether an instance is active, also when readiness asks "%s"', (readiness) => {
  const { startupProbe, livenessProbe } = rendered(grpcProbes(4003, readiness, 600));
  expect(livenessProbe.grpc).toEqual({ port: 4003, service: 'liveness' });
  expect(startupProbe.grpc).toEqual({ port: 4003, service: 'liveness' });
});

test('by gRPC, an instance is ready when it is up, or when it is active', () => {
  expect(rendered(grpcProbes(4003, 'liveness', 600)).readinessProbe.grpc).toEqual({ port: 4003, service: 'liveness' });
  expect(rendered(grpcProbes(4003, '', 600)).readinessProbe.grpc).toEqual({ port: 4003 });
});

test('by gRPC, an instance that is ready when it is up counts from its 20th second on: until then another may be taking over', () => {
  expect(rendered(grpcProbes(4003, 'liveness', 600)).readinessProbe.initialDelaySeconds).toBe(20);
  expect(rendered(grpcProbes(4003, '', 600)).readinessProbe).not.toHaveProperty('initialDelaySeconds');
});

test('by gRPC, an identity counts when it was healthy four times, 15 s long: by then its clients have asked for it again', () => {
  const { periodSeconds, successThreshold } = rendered(grpcProbes(4003, '', 600, true)).readinessProbe;
  expect((successThreshold - 1) * periodSeconds).toBe(15);
  expect(rendered(grpcProbes(4003, '', 600)).readinessProbe).not.toHaveProperty('successThreshold');
});

test('by HTTP, each question has its path', () => {
  const { startupProbe, livenessProbe, readinessProbe } = rendered(httpProbes('http', { live: '/livez', ready: '/readyz' }, 600));
  expect(startupProbe.httpGet).toEqual({ path: '/livez', port: 'http' });
  expect(livenessProbe.httpGet).toEqual({ path: '/livez', port: 'http' });
  expect(readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'http' });
});

test('a client of a ledger has more time to answer, and is started again when it has not been ready for a minute', () => {
  const { startupProbe, livenessProbe, readinessProbe } = rendered(ledgerClientProbes('http', { live: '/livez', ready: '/readyz' }, 600));
  expect(startupProbe.httpGet).toEqual({ path: '/livez', port: 'http' });
  for (const probe of [livenessProbe, readinessProbe]) {
    expect(probe).toMatchObject({ httpGet: { path: '/readyz', port: 'http' }, timeoutSeconds: 6 });
    expect(probe.periodSeconds).toBeGreaterThanOrEqual(probe.timeoutSeconds);
  }
  expect(livenessProbe.periodSeconds * livenessProbe.failureThreshold).toBe(60);
  expect(readinessProbe.periodSeconds * readinessProbe.failureThreshold).toBe(12);
});

test('by a command, all questions are the same', () => {
  const { startupProbe, livenessProbe, readinessProbe } = rendered(execProbes(['pg_isready', '--host=x'], 120));
  for (const probe of [startupProbe, livenessProbe, readinessProbe]) {
    expect(probe.exec).toEqual({ command: ['pg_isready', '--host=x'] });
  }
});

test.each(KINDS)('%s: a hung process is gone after 25 s, its grace included', (_, probes) => {
  const { livenessProbe: { periodSeconds, failureThreshold, terminationGracePeriodSeconds, initialDelaySeconds } } = rendered(probes(600));
  expect(periodSeconds * failureThreshold + terminationGracePeriodSeconds).toBe(25);
  expect(initialDelaySeconds).toBeUndefined();
});

test.each(KINDS)('%s: a process has 4 s to answer, and has answered or failed before it is asked again', (_, probes) => {
  for (const { timeoutSeconds, periodSeconds } of Object.values(rendered(probes(600)))) {
    expect(timeoutSeconds).toBe(4);
    expect(periodSeconds).toBe(5);
  }
});

test.each(KINDS)('%s: a process that is not ready gets no clients after 10 s, and is not killed', (_, probes) => {
  const { readinessProbe } = rendered(probes(600));
  expect(readinessProbe.periodSeconds * readinessProbe.failureThreshold).toBe(10);
  expect(readinessProbe.terminationGracePeriodSeconds).toBeUndefined();
});

test.each(KINDS)('%s: a process may take its whole budget to start, and no more than one period beyond', (_, probes) => {
  for (const budget of [1, 5, 120, 598, 601, 3600]) {
    const { periodSeconds, failureThreshold } = rendered(probes(budget)).startupProbe;
    expect(periodSeconds * failureThreshold).toBeGreaterThanOrEqual(budget);
    expect(periodSeconds * failureThreshold).toBeLessThan(budget + periodSeconds);
  }
});

test.each(KINDS)('%s: a slow start is stopped with the grace of the pod, so that a migration can end', (_, probes) => {
  expect(rendered(probes(600)).startupProbe.terminationGracePeriodSeconds).toBeUndefined();
});
