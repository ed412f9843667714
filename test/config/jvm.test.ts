import { Size } from 'cdk8s';
import { jvmOptions } from '../../lib/config/jvm';
import { Cpu, Resources } from '../../lib/model/resources';

function options(mebibytes: number, extra: string[] = []): string {
  return jvmOptions("participant 'p1'", Resources.of({ memory: Size.mebibytes(mebibytes), cpu: Cpu.cores(1) }), extra);
}

test('a JVM ends when memory runs out, and asks again for names whose addresses change', () => {
  expect(options(4096)).toBe(
    '-Xms2867m -Xmx2867m -XX:+ExitOnOutOfMemoryError -Dsun.net.inetaddr.ttl=5 -Dsun.net.inetaddr.negative.ttl=1 -Dsun.net.inetaddr.stale.ttl=120',
  );
});

test.each<[number, number]>([
  [768, 256], // all but 512 MiB
  [1706, 1194],
  [1707, 1194], // 70 %
  [2048, 1433],
  [16384, 11468],
])('of %d MiB the heap takes %d MiB', (memory, heap) => {
  expect(options(memory)).toContain(`-Xms${heap}m -Xmx${heap}m `);
  expect(memory - heap).toBeGreaterThanOrEqual(512);
});

test('own options come last, in order, so that they win', () => {
  expect(options(4096, ['-XX:+UseSerialGC', '-Xmx1g'])).toMatch(/ -Dsun\.net\.inetaddr\.stale\.ttl=120 -XX:\+UseSerialGC -Xmx1g$/);
});

test.each([1, 767])('refuses %d MiB', (memory) => {
  expect(() => options(memory)).toThrow(new Error(`participant 'p1': memory must be at least 768 MiB for a JVM, got ${memory} MiB`));
});

test.each(['-Xmx1g -Xms1g', '-Dx=a\tb', ' -Xmx1g', '-Xmx1g\n'])('refuses the option %j', (option) => {
  expect(() => options(4096, ['-XX:+UseSerialGC', option])).toThrow(new Error(
    `participant 'p1': a JVM option must not hold white space, got '${option}'; write one list entry for each option`,
  ));
});
