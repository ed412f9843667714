import { Lazy } from 'aws-cdk-lib';
import { ExtraVolume } from '../../lib/model/extra-volume';

const SUBDOMAIN = "must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters)";

test.each<[string, ExtraVolume]>([
  ['secret', ExtraVolume.secret('license', '/opt/x')],
  ['configMap', ExtraVolume.configMap('license', '/opt/x')],
  ['persistentVolumeClaim', ExtraVolume.persistentVolumeClaim('license', '/opt/x')],
])('is a %s, somewhere', (kind, volume) => {
  expect(volume._kind).toBe(kind);
  expect(volume.source).toBe('license');
  expect(volume.mountPath).toBe('/opt/x');
});

test.each<[string, () => ExtraVolume, string]>([
  ['Secret', () => ExtraVolume.secret('A', '/x'), `secret name ${SUBDOMAIN}, got 'A'`],
  ['ConfigMap', () => ExtraVolume.configMap('A', '/x'), `config map name ${SUBDOMAIN}, got 'A'`],
  ['claim', () => ExtraVolume.persistentVolumeClaim('A', '/x'), `claim name ${SUBDOMAIN}, got 'A'`],
])('refuses the name of a %s that cannot be', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

test.each(['/opt/trust.store_1-a', '/tmpfiles', '/secrets2', '/etc/cantonx', '/etc/ssl', '/darsx/y'])('takes the path %s', (path) => {
  expect(ExtraVolume.secret('s', path).mountPath).toBe(path);
});

test.each(['', '/', 'opt', 'opt/x', '/opt/../tmp', '/opt x', '/opt:x', '/opt\n', '${HOME}'])('refuses the path %j', (path) => {
  expect(() => ExtraVolume.secret('s', path)).toThrow(new Error(`mount path must be absolute, of letters, digits, '-', '_', '.' and '/', without '..' or empty parts, got '${path}'`));
});

test.each([
  ['/tmp', '/tmp'], ['/tmp/x', '/tmp'], ['/secrets', '/secrets'], ['/secrets/pg-ca', '/secrets'], ['/etc/canton', '/etc/canton'],
  ['/etc/canton/x', '/etc/canton'], ['/dars', '/dars'], ['/dars/0', '/dars'], ['/tools', '/tools'], ['/tools/x', '/tools'],
])('refuses %s, which hides what the library mounts', (path, own) => {
  expect(() => ExtraVolume.configMap('c', path))
    .toThrow(new Error(`mount path must not lie in or above ${own}, which the library mounts itself, got '${path}'`));
});

test.each(['//tmp', '/./tmp', '/etc//canton', '//'])('refuses %s, which is another word for such a place', (path) => {
  expect(() => ExtraVolume.configMap('c', path)).toThrow(/^mount path must/);
});

test('refuses /etc, on top of which the configuration could not be mounted', () => {
  expect(() => ExtraVolume.configMap('c', '/etc')).toThrow(/^mount path must/);
});

test('refuses a path that another framework would fill in later', () => {
  const path = Lazy.string({ produce: () => '/x' });
  expect(() => ExtraVolume.secret('s', path)).toThrow(new Error(
    `mount path is an unresolved token, got '${path}'; synthesis knows no value for it: use one that is fixed, or a prop that takes a SecretKey (SecretKey.of)`,
  ));
});
