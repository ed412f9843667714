import { Duration, Size } from 'cdk8s';
import { ActiveRouting, ProxyRoutingOptions } from '../../lib/model/active-routing';
import { ContainerImage } from '../../lib/model/container-image';
import { Cpu, Resources } from '../../lib/model/resources';

test('a proxy is two pods of HAProxy that ask every second, by default', () => {
  const routing = ActiveRouting.proxy();
  const { image, replicas, interval, rise, fall, idleTimeout, clusterDomain, resources } = routing._proxy!;
  expect(image.reference).toMatch(/^docker\.io\/library\/haproxy:\d+\.\d+\.\d+-alpine$/);
  expect([replicas, rise, fall]).toEqual([2, 1, 2]);
  expect(interval.toMilliseconds()).toBe(1000);
  expect(idleTimeout.toMinutes()).toBe(60);
  expect(clusterDomain).toBe('cluster.local');
  expect(resources.memory.toMebibytes()).toBe(256);
  expect(resources.cpu.millicores).toBe(100);
  expect(resources.ephemeralStorage.toMebibytes()).toBe(64);
  expect(routing._acceptNeverAvailable).toBe(false);
});

test('a proxy keeps every option', () => {
  const options: Required<ProxyRoutingOptions> = {
    image: ContainerImage.of('registry/haproxy:3.0.1'),
    replicas: 3,
    interval: Duration.millis(100),
    rise: 3,
    fall: 4,
    idleTimeout: Duration.hours(2),
    clusterDomain: 'k8s.bank.example',
    resources: Resources.of({ memory: Size.mebibytes(64), cpu: Cpu.millis(10) }),
  };
  expect(ActiveRouting.proxy(options)._proxy).toEqual(options);
});

test('readiness has no proxy, and accepts nothing unless told', () => {
  expect(ActiveRouting.readiness()._proxy).toBeUndefined();
  expect(ActiveRouting.readiness()._acceptNeverAvailable).toBe(false);
  expect(ActiveRouting.readiness({ acceptNeverAvailable: true })._acceptNeverAvailable).toBe(true);
});

test.each<[string, ProxyRoutingOptions, string]>([
  ['no replicas', { replicas: 0 }, 'proxy replicas must be a whole number from 1 to 10, got 0'],
  ['eleven replicas', { replicas: 11 }, 'proxy replicas must be a whole number from 1 to 10, got 11'],
  ['no rise', { rise: 0 }, 'proxy rise must be a whole number from 1 to 100, got 0'],
  ['half a fall', { fall: 1.5 }, 'proxy fall must be a whole number from 1 to 100, got 1.5'],
  ['an interval below 100 ms', { interval: Duration.millis(99) }, 'proxy interval must be at least 100 ms, got 99 ms'],
  [
    'an idle timeout below an hour', { idleTimeout: Duration.minutes(59) },
    'proxy idleTimeout must be at least 1 hour, got 3540 s; a shorter one cuts ledger streams that are merely quiet',
  ],
  [
    'a cluster domain that cannot be', { clusterDomain: 'Cluster.local' },
    "cluster domain must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters), got 'Cluster.local'",
  ],
])('refuses %s', (_, options, message) => {
  expect(() => ActiveRouting.proxy(options)).toThrow(new Error(message));
});
