import { CantonRelease } from '../../lib/model/canton-release';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

function images(release: CantonRelease): string[] {
  return [release.cantonImage, release.jsonApiImage, release.triggerServiceImage].map(({ reference }) => reference);
}

test('is pulled from the official registry by its version', () => {
  const release = CantonRelease.daml('2.10.4');
  expect(release.version).toBe('2.10.4');
  expect(release._dialect).toBe('daml-2.10');
  expect(release.imagePullSecrets).toEqual([]);
  expect(images(release)).toEqual([
    'digitalasset-docker.jfrog.io/canton-enterprise:2.10.4',
    'digitalasset-docker.jfrog.io/http-json:2.10.4',
    'digitalasset-docker.jfrog.io/trigger-service:2.10.4',
  ]);
});

test.each(['registry.bank.example/daml', 'registry.bank.example/daml/'])('is pulled from %s', (registry) => {
  expect(images(CantonRelease.daml('2.10.0', { registry }))).toEqual([
    'registry.bank.example/daml/canton-enterprise:2.10.0',
    'registry.bank.example/daml/http-json:2.10.0',
    'registry.bank.example/daml/trigger-service:2.10.0',
  ]);
});

test('writes digests behind the tags of the images that have one', () => {
  const release = CantonRelease.daml('2.10.4', { registry: 'r', digests: { 'canton-enterprise': DIGEST, 'trigger-service': DIGEST } });
  expect(images(release)).toEqual([`r/canton-enterprise:2.10.4@${DIGEST}`, 'r/http-json:2.10.4', `r/trigger-service:2.10.4@${DIGEST}`]);
});

test.each(['2.10.0', '2.10.1', '2.10.9', '2.10.10', '2.10.25'])('takes the version %s', (version) => {
  expect(CantonRelease.daml(version).version).toBe(version);
});

test('knows the Secrets to pull with', () => {
  expect(CantonRelease.daml('2.10.4', { imagePullSecrets: ['jfrog', 'mirror'] }).imagePullSecrets).toEqual(['jfrog', 'mirror']);
});

test.each([
  '2.9.4', '3.5.9', '2.10', '2.10.', '2.10.04', '2.10.4-rc1', '2.10.4.1', 'v2.10.4', '2.100.4', 'latest',
])('refuses the version %s', (version) => {
  expect(() => CantonRelease.daml(version))
    .toThrow(new Error(`Daml version must be 2.10.x, got '${version}'; the library knows the configuration of that line only; CantonRelease.canton takes 3.4.x and 3.5.x`));
});

test.each<[string, () => CantonRelease, string]>([
  ['an empty version', () => CantonRelease.daml(''), 'Daml version must not be empty'],
  ['a version that is a number', () => CantonRelease.daml(2.1 as unknown as string), 'Daml version must be text, got 2.1'],
  ['an empty registry', () => CantonRelease.daml('2.10.4', { registry: '' }), 'registry must not be empty'],
  [
    'the digest of an image that it does not have', () => CantonRelease.daml('2.10.4', { digests: { canton: DIGEST } }),
    "digests of release 2.10.4 must be for canton-enterprise, http-json, trigger-service, got 'canton'",
  ],
  [
    'a digest that is none', () => CantonRelease.daml('2.10.4', { registry: 'r', digests: { 'http-json': 'sha256:abc' } }),
    "container image must be repository:tag or repository@sha256:<64 hex digits>, got 'r/http-json:2.10.4@sha256:abc'",
  ],
  [
    'a registry in capitals', () => CantonRelease.daml('2.10.4', { registry: 'R' }),
    "container image must be repository:tag or repository@sha256:<64 hex digits>, got 'R/canton-enterprise:2.10.4'",
  ],
  [
    'a pull Secret that cannot be', () => CantonRelease.daml('2.10.4', { imagePullSecrets: ['jfrog', 'My Secret'] }),
    "image pull secret must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters), got 'My Secret'",
  ],
])('refuses %s', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

test('refuses a registry with a scheme', () => {
  expect(() => CantonRelease.daml('2.10.4', { registry: 'https://registry.bank.example' })).toThrow(/got 'https:/);
});

describe('open-source Canton', () => {
  test('is one image for every node, from the official registry by its version', () => {
    const release = CantonRelease.canton('3.5.9');
    expect(release.version).toBe('3.5.9');
    expect(release.imagePullSecrets).toEqual([]);
    expect(release.cantonImage.reference).toBe('europe-docker.pkg.dev/da-images/public/docker/canton-base:3.5.9');
  });

  test('is pulled from elsewhere, with Secrets and a digest', () => {
    const release = CantonRelease.canton('3.5.9', { registry: 'registry.bank.example/canton/', imagePullSecrets: ['mirror'], digests: { 'canton-base': DIGEST } });
    expect(release.cantonImage.reference).toBe(`registry.bank.example/canton/canton-base:3.5.9@${DIGEST}`);
    expect(release.imagePullSecrets).toEqual(['mirror']);
  });

  test('has a dialect by its line, and hot standby from 3.5.1 on', () => {
    const versions = ['3.4.0', '3.4.11', '3.5.0', '3.5.1', '3.5.9', '3.5.10'];
    expect(versions.map((version) => CantonRelease.canton(version)._dialect))
      .toEqual(['canton-3.4', 'canton-3.4', 'canton-3.5.0', 'canton-3.5', 'canton-3.5', 'canton-3.5']);
  });

  test.each(['2.10.4', '3.3.0', '3.6.0', '3.5', '3.5.01', '3.5.9-rc1', 'v3.5.9', 'latest'])('refuses the version %s', (version) => {
    expect(() => CantonRelease.canton(version)).toThrow(new Error(
      `Canton version must be 3.5.x or 3.4.x, got '${version}'; the library knows the configuration of those lines only; CantonRelease.daml takes 2.10.x`,
    ));
  });

  test('has no images of services that it does not have', () => {
    const release = CantonRelease.canton('3.5.9');
    expect(() => release.jsonApiImage).toThrow(new Error('release 3.5.9 has no image of the HTTP JSON API server: its participants serve the JSON API'));
    expect(() => release.triggerServiceImage).toThrow(new Error('release 3.5.9 has no image of the trigger service: it ended with Daml 2'));
    expect(() => CantonRelease.canton('3.5.9', { digests: { 'http-json': DIGEST } }))
      .toThrow(new Error("digests of release 3.5.9 must be for canton-base, got 'http-json'"));
  });
});
