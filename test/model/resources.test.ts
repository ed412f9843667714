import { Size } from 'cdk8s';
import { Cpu, Resources } from '../../lib/model/resources';

test('CPU is counted in thousandths of a core', () => {
  expect(Cpu.millis(250).millicores).toBe(250);
  expect(Cpu.cores(3).millicores).toBe(3000);
});

test.each([1, 1_000_000])('takes %d thousandths', (amount) => {
  expect(Cpu.millis(amount).millicores).toBe(amount);
});

test.each([0, -1, 0.5, 1_000_001, NaN])('refuses %d thousandths', (amount) => {
  expect(() => Cpu.millis(amount)).toThrow(new Error(`CPU (thousandths of a core) must be a whole number from 1 to 1000000, got ${amount}`));
});

test.each([0, 0.5, 1001])('refuses %d cores', (amount) => {
  expect(() => Cpu.cores(amount)).toThrow(new Error(`CPU (cores) must be a whole number from 1 to 1000, got ${amount}`));
});

test('has a disk of 1 GiB by default', () => {
  const resources = Resources.of({ memory: Size.gibibytes(4), cpu: Cpu.cores(1) });
  expect(resources.memory.toMebibytes()).toBe(4096);
  expect(resources.cpu.millicores).toBe(1000);
  expect(resources.ephemeralStorage.toMebibytes()).toBe(1024);
});

test('has the disk that it is given', () => {
  const { ephemeralStorage } = Resources.of({ memory: Size.mebibytes(1), cpu: Cpu.millis(1), ephemeralStorage: Size.mebibytes(64) });
  expect(ephemeralStorage.toMebibytes()).toBe(64);
});

test.each([0, 0.5])('refuses a memory of %d MiB', (amount) => {
  expect(() => Resources.of({ memory: Size.mebibytes(amount), cpu: Cpu.millis(1) }))
    .toThrow(new Error(`memory must be in whole MiB and at least 1 MiB, got ${amount} MiB`));
});

test.each([Size.mebibytes(1.5), Size.kibibytes(1500)])('refuses a memory that is not in whole MiB', (memory) => {
  expect(() => Resources.of({ memory, cpu: Cpu.millis(1) })).toThrow(/^memory must be in whole MiB/);
});

test('refuses a disk of nothing, on which every pod would be evicted', () => {
  expect(() => Resources.of({ memory: Size.mebibytes(1), cpu: Cpu.millis(1), ephemeralStorage: Size.mebibytes(0) }))
    .toThrow(/^ephemeralStorage must be/);
});
