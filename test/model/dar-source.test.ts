import { ContainerImage } from '../../lib/model/container-image';
import { DarSource } from '../../lib/model/dar-source';

const IMAGE = ContainerImage.of('registry/dars:1');
const SUBDOMAIN = "must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters)";

test('is keys of a ConfigMap', () => {
  const source = DarSource.configMap('dars', ['iou.dar', 'swap-1.0.0.dar']);
  expect(source._kind).toBe('configMap');
  expect(source.source).toBe('dars');
  expect(source._files).toEqual(['iou.dar', 'swap-1.0.0.dar']);
});

test('is files on a volume claim', () => {
  const source = DarSource.persistentVolumeClaim('dars', ['iou/iou+1.dar']);
  expect(source._kind).toBe('persistentVolumeClaim');
  expect(source.source).toBe('dars');
  expect(source._files).toEqual(['iou/iou+1.dar']);
});

test('is files in an image', () => {
  const source = DarSource.image(IMAGE, ['/dars/iou.dar']);
  expect(source._kind).toBe('image');
  expect(source.source).toBe('registry/dars:1');
  expect(source._files).toEqual(['/dars/iou.dar']);
});

const SOURCES: [string, (...files: string[]) => DarSource][] = [
  ["config map 'dars'", (...files) => DarSource.configMap('dars', files)],
  ["claim 'dars'", (...files) => DarSource.persistentVolumeClaim('dars', files)],
  ["image 'registry/dars:1'", (...files) => DarSource.image(IMAGE, files)],
];

test.each(SOURCES)('of %s refuses none', (what, make) => {
  expect(() => make()).toThrow(new Error(`DAR files of ${what}: at least one is needed, got none`));
});

test.each(SOURCES)('of %s refuses what is no DAR', (what, make) => {
  for (const file of ['iou.jar', '/../iou.dar', '/a/../iou.dar', '/i ou.dar', '/iou.dar\n', '/"iou".dar', '/iou;x.dar', '/${IOU}.dar']) {
    expect(() => make(file)).toThrow(new Error(`DAR file of ${what} must be a path that ends in .dar, of letters, digits, '-', '_', '.', '+' and '/', without '..', got '${file}'`));
  }
});

test.each<[string, () => DarSource, string]>([
  ['an empty name', () => DarSource.configMap('dars', ['']), "DAR file of config map 'dars' must not be empty"],
  [
    'a folder in a ConfigMap', () => DarSource.configMap('dars', ['a/iou.dar']),
    "config map key must be a Secret or ConfigMap key (letters, digits, '-', '_' and '.', not '.' alone, no '..' first, at most 253), got 'a/iou.dar'",
  ],
  [
    'a plus sign in a ConfigMap', () => DarSource.configMap('dars', ['iou+1.dar']),
    "config map key must be a Secret or ConfigMap key (letters, digits, '-', '_' and '.', not '.' alone, no '..' first, at most 253), got 'iou+1.dar'",
  ],
  ['a ConfigMap that cannot be', () => DarSource.configMap('Dars', ['iou.dar']), `config map name ${SUBDOMAIN}, got 'Dars'`],
  ['a claim that cannot be', () => DarSource.persistentVolumeClaim('Dars', ['iou.dar']), `claim name ${SUBDOMAIN}, got 'Dars'`],
  [
    'a relative path in an image', () => DarSource.image(IMAGE, ['/iou.dar', 'swap.dar']),
    "DAR files of image 'registry/dars:1' must be absolute paths, got 'swap.dar'",
  ],
])('refuses %s', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

test('refuses an absolute path on a claim, where paths begin at the root of the volume', () => {
  expect(() => DarSource.persistentVolumeClaim('dars', ['/iou.dar'])).toThrow(/got '\/iou\.dar'/);
});
