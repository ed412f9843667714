import { ContainerImage } from '../../lib/model/container-image';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  'canton:2.10.4',
  'registry.example.com/team/canton:2.10.4',
  'registry.example.com:5000/canton:2.10.4',
  'localhost:5000/canton:V1_a.b-c',
  `canton@${DIGEST}`,
  `canton:2.10.4@${DIGEST}`,
  `registry.example.com:5000/canton:2.10.4@${DIGEST}`,
  `canton:latest@${DIGEST}`,
  'a/b__c-d.e:1',
  '9z/0:9',
  `canton:${'t'.repeat(128)}`,
])('takes %s as it stands', (reference) => {
  const image = ContainerImage.of(reference);
  expect(image.reference).toBe(reference);
  expect(String(image)).toBe(reference);
});

test.each([
  'canton',
  'canton:latest',
  'registry.example.com/canton',
  'registry.example.com:5000/canton',
  'registry.example.com:5000/canton:latest',
])('refuses %s, which is not pinned', (reference) => {
  expect(() => ContainerImage.of(reference))
    .toThrow(new Error(`container image must be pinned by a tag other than latest or by a digest, got '${reference}'`));
});

test.each([
  'Canton:1', '-canton:1', ':1', 'canton:1 ', 'canton 1', 'canton:1\n', 'canton@1', 'canton@sha256:abc',
  `canton@${DIGEST.toUpperCase()}`, `canton@${DIGEST}0`, 'canton:1@latest', '${IMAGE}:1', 'canton:"1"', 'canton:1#2', '{canton}:1',
])('refuses %j, which is no reference', (reference) => {
  expect(() => ContainerImage.of(reference))
    .toThrow(new Error(`container image must be repository:tag or repository@sha256:<64 hex digits>, got '${reference}'`));
});

test.each([
  'a:b:c', 'canton::1', 'canton/:1', 'team//canton:1', 'https://registry.example.com/canton:1',
])('refuses %s, which no registry knows', (reference) => {
  expect(() => ContainerImage.of(reference))
    .toThrow(new Error(`container image must be repository:tag or repository@sha256:<64 hex digits>, got '${reference}'`));
});

test('refuses a tag of more than 128 characters', () => {
  expect(() => ContainerImage.of(`canton:${'t'.repeat(129)}`)).toThrow(/^container image must be /);
});

test('refuses nothing', () => {
  expect(() => ContainerImage.of('')).toThrow(new Error('container image must not be empty'));
  expect(() => ContainerImage.of(undefined as unknown as string)).toThrow(new Error('container image must be text, got undefined'));
});
