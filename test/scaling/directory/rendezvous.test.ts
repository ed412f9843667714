import * as fc from 'fast-check';
import { Candidate, rendezvous } from '../../../lib/scaling/directory/rendezvous';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const candidates = fc.subarray(NAMES, { minLength: 1 }).chain((names) => fc.tuple(...names.map((name) => (
  fc.record({ name: fc.constant(name), weight: fc.integer({ min: 1, max: 1000 }) })
))));

test('the choice is a contract: another rule would answer old questions differently', () => {
  const shards = ['a', 'b', 'c'].map((name) => ({ name, weight: 100 }));
  expect(['alice', 'bob', 'carol', 'dave', 'erin', 'frank'].map((key) => rendezvous(key, shards)?.name)).toMatchInlineSnapshot(`
[
  "b",
  "a",
  "b",
  "c",
  "b",
  "b",
]
`);
  expect(rendezvous('alice', [])).toBeUndefined();
});

test('the order of the places means nothing', () => {
  fc.assert(fc.property(candidates, fc.string(), (places, key) => {
    expect(rendezvous(key, [...places].reverse())).toBe(rendezvous(key, places));
  }));
});

test('one place more takes from the others, and nothing goes from one of them to another', () => {
  const more: Candidate = { name: 'z', weight: 100 };
  fc.assert(fc.property(candidates, fc.string(), (places, key) => {
    expect([rendezvous(key, places)!.name, 'z']).toContain(rendezvous(key, [...places, more])!.name);
  }));
});

test('100,000 keys are within 10 % of what the weights say', () => {
  const places = [{ name: 'a', weight: 100 }, { name: 'b', weight: 100 }, { name: 'c', weight: 200 }, { name: 'd', weight: 50 }];
  const count = new Map<string, number>();
  for (let index = 0; index < 100_000; index++) {
    const { name } = rendezvous(`party ${index}`, places)!;
    count.set(name, (count.get(name) ?? 0) + 1);
  }
  for (const { name, weight } of places) {
    const share = 100_000 * weight / 450;
    expect(Math.abs(count.get(name)! - share) / share).toBeLessThan(0.1);
  }
}, 60_000);
