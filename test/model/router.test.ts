import { Duration, Size } from 'cdk8s';
import { ContainerImage } from '../../lib/model/container-image';
import { Cpu, Resources } from '../../lib/model/resources';
import { RouterOptions, routerOptions } from '../../lib/model/router';
import { RouterTls } from '../../lib/model/router-tls';
import { Tls } from '../../lib/model/tls';

test('is two pods of HAProxy that ask every second and let TLS pass, by default', () => {
  const { image, replicas, tls, interval, rise, fall, idleTimeout, resources } = routerOptions({});
  expect(image.reference).toMatch(/^docker\.io\/library\/haproxy:3\.\d+\.\d+-alpine$/);
  expect([replicas, rise, fall]).toEqual([2, 1, 2]);
  expect(tls).toEqual(RouterTls.passThrough());
  expect(interval.toMilliseconds()).toBe(1000);
  expect(idleTimeout.toMinutes()).toBe(60);
  expect(resources.memory.toMebibytes()).toBe(256);
  expect(resources.cpu.millicores).toBe(100);
  expect(resources.ephemeralStorage.toMebibytes()).toBe(64);
});

test('keeps every option', () => {
  const options: Required<RouterOptions> = {
    image: ContainerImage.of('registry/haproxy:3.0.1'),
    replicas: 3,
    tls: RouterTls.reencrypt({ front: Tls.fromSecret('router-tls') }),
    interval: Duration.millis(100),
    rise: 3,
    fall: 4,
    idleTimeout: Duration.hours(2),
    resources: Resources.of({ memory: Size.mebibytes(64), cpu: Cpu.millis(10) }),
  };
  expect(routerOptions(options)).toEqual(options);
});

test.each<[string, RouterOptions, string]>([
  ['no replicas', { replicas: 0 }, 'router replicas must be a whole number from 1 to 10, got 0'],
  ['eleven replicas', { replicas: 11 }, 'router replicas must be a whole number from 1 to 10, got 11'],
  ['no rise', { rise: 0 }, 'router rise must be a whole number from 1 to 100, got 0'],
  ['a rise of 101', { rise: 101 }, 'router rise must be a whole number from 1 to 100, got 101'],
  ['no fall', { fall: 0 }, 'router fall must be a whole number from 1 to 100, got 0'],
  ['a fall of 101', { fall: 101 }, 'router fall must be a whole number from 1 to 100, got 101'],
  ['half a fall', { fall: 1.5 }, 'router fall must be a whole number from 1 to 100, got 1.5'],
  ['an interval below 100 ms', { interval: Duration.millis(99) }, 'router interval must be at least 100 ms, got 99 ms'],
  [
    'an idle timeout below an hour', { idleTimeout: Duration.seconds(3599) },
    'router idleTimeout must be at least 1 hour, got 3599 s; a shorter one cuts ledger streams that are merely quiet',
  ],
])('refuses %s', (_, options, message) => {
  expect(() => routerOptions(options)).toThrow(new Error(message));
});

test('takes an idle timeout that is not in whole seconds', () => {
  expect(routerOptions({ idleTimeout: Duration.millis(3_600_500) }).idleTimeout.toMilliseconds()).toBe(3_600_500);
});
