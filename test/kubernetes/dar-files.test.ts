import { main, renderedPod } from './fixtures';
import { DarFiles, darFiles } from '../../lib/kubernetes/dar-files';
import { ContainerImage } from '../../lib/model/container-image';
import { DarSource } from '../../lib/model/dar-source';
import { Manifest } from '../support/chart';

const CONFIG_MAP = DarSource.configMap('dars', ['iou.dar', 'swap.dar']);
const CLAIM = DarSource.persistentVolumeClaim('dars', ['iou/iou.dar']);
const IMAGE = DarSource.image(ContainerImage.of('registry/dars:1'), ['/build/iou.dar', '/other/swap.dar']);

function rendered({ mounts, volumes, initContainers }: DarFiles): Manifest['spec'] {
  return renderedPod({ containers: [main({ mounts })], volumes, initContainers }).spec;
}

test('without sources there are none', () => {
  expect(darFiles("participant 'p1'", [])).toEqual({ paths: [], mounts: [], volumes: [], initContainers: [] });
});

test('of a ConfigMap are mounted', () => {
  const files = darFiles("participant 'p1'", [CONFIG_MAP]);
  expect(files.paths).toEqual(['/dars/0/iou.dar', '/dars/0/swap.dar']);
  const { containers, volumes, initContainers = [] } = rendered(files);
  expect(containers[0].volumeMounts).toContainEqual({ name: 'dars-0', mountPath: '/dars/0', readOnly: true });
  expect(volumes).toContainEqual({ name: 'dars-0', configMap: { name: 'dars' } });
  expect(initContainers).toEqual([]);
});

test('of a claim are mounted, in their folders', () => {
  const files = darFiles("participant 'p1'", [CLAIM]);
  expect(files.paths).toEqual(['/dars/0/iou/iou.dar']);
  expect(rendered(files).volumes).toContainEqual({ name: 'dars-0', persistentVolumeClaim: { claimName: 'dars', readOnly: true } });
});

test('of an image are copied by a tool that is brought along, as the image may hold nothing else', () => {
  const files = darFiles("participant 'p1'", [IMAGE]);
  expect(files.paths).toEqual(['/dars/0/iou.dar', '/dars/0/swap.dar']);
  const { containers, volumes, initContainers } = rendered(files);
  expect(initContainers.map(({ name, image, command }: Manifest['spec']) => ({ name, image, command }))).toEqual([
    { name: 'tools', image: expect.stringMatching(/busybox:.*-musl$/), command: ['/bin/busybox', 'cp', '/bin/busybox', '/tools/busybox'] },
    { name: 'copy-dars-0', image: 'registry/dars:1', command: ['/tools/busybox', 'cp', '/build/iou.dar', '/other/swap.dar', '/dars/0'] },
  ]);
  expect(initContainers[0].volumeMounts).toEqual([{ name: 'tools', mountPath: '/tools' }]);
  expect(initContainers[1].volumeMounts).toEqual([{ name: 'tools', mountPath: '/tools', readOnly: true }, { name: 'dars-0', mountPath: '/dars/0' }]);
  expect(containers[0].volumeMounts).toContainEqual({ name: 'dars-0', mountPath: '/dars/0', readOnly: true });
  expect(containers[0].volumeMounts.map(({ name }: Manifest['spec']) => name)).not.toContain('tools');
  expect(volumes).toContainEqual({ name: 'tools', emptyDir: { sizeLimit: '8Mi' } });
  expect(volumes).toContainEqual({ name: 'dars-0', emptyDir: { sizeLimit: '1024Mi' } });
  expect(initContainers[1].resources).toEqual({
    requests: { 'cpu': '50m', 'memory': '64Mi', 'ephemeral-storage': '1024Mi' },
    limits: { 'memory': '64Mi', 'ephemeral-storage': '1024Mi' },
  });
});

test('of several sources have a folder each, and the tool comes once', () => {
  const other = DarSource.image(ContainerImage.of('registry/more:1'), ['/iou.dar']);
  const files = darFiles("participant 'p1'", [CONFIG_MAP, IMAGE, CLAIM, other]);
  expect(files.paths).toEqual([
    '/dars/0/iou.dar', '/dars/0/swap.dar', '/dars/1/iou.dar', '/dars/1/swap.dar', '/dars/2/iou/iou.dar', '/dars/3/iou.dar',
  ]);
  const { volumes, initContainers } = rendered(files);
  expect(initContainers.map(({ name }: Manifest['spec']) => name)).toEqual(['tools', 'copy-dars-1', 'copy-dars-3']);
  expect(volumes.map(({ name }: Manifest['spec']) => name)).toEqual(['tmp', 'tools', 'dars-0', 'dars-1', 'dars-2', 'dars-3']);
});

test.each<[string, DarSource]>([
  ['image', DarSource.image(ContainerImage.of('registry/dars:1'), ['/a/iou.dar', '/b/iou.dar'])],
  ['ConfigMap', DarSource.configMap('dars', ['iou.dar', 'iou.dar'])],
])('of one %s must not be called alike: one would replace the other', (_, source) => {
  expect(() => darFiles("participant 'p1'", [CLAIM, source]))
    .toThrow(new Error("participant 'p1': two DAR files of one source are called 'iou.dar'; give each its own source or name"));
});

test('on one claim may be called alike, in different folders', () => {
  const claim = DarSource.persistentVolumeClaim('dars', ['a/iou.dar', 'b/iou.dar']);
  expect(darFiles("participant 'p1'", [claim]).paths).toEqual(['/dars/0/a/iou.dar', '/dars/0/b/iou.dar']);
});
