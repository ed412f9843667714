import { main, renderedPod } from './fixtures';
import { TOOL, TOOL_IMAGE, TOOL_MOUNT, toolContainer, toolVolume } from '../../lib/kubernetes/tool-image';
import { ContainerImage } from '../../lib/model/container-image';

test('is copied to where containers find it, and they cannot change it', () => {
  const { initContainers, containers, volumes } = renderedPod({
    initContainers: [toolContainer(TOOL_IMAGE)], containers: [main({ mounts: [TOOL_MOUNT] })], volumes: [toolVolume()],
  }).spec;
  expect(initContainers[0].name).toBe('tools');
  expect(initContainers[0].resources.limits).toEqual({ 'cpu': '100m', 'memory': '32Mi', 'ephemeral-storage': '16Mi' });
  expect(initContainers[0].resources.requests.cpu).toBe('5m');
  expect(initContainers[0].command).toEqual(['/bin/busybox', 'cp', '/bin/busybox', TOOL]);
  expect(initContainers[0].volumeMounts).toEqual([{ name: 'tools', mountPath: '/tools' }]);
  expect(containers[0].volumeMounts).toContainEqual({ name: 'tools', mountPath: '/tools', readOnly: true });
  expect(volumes).toContainEqual({ name: 'tools', emptyDir: { sizeLimit: '8Mi' } });
  expect(TOOL).toBe('/tools/busybox');
});

test('is linked statically, as it must run in images that hold nothing else', () => {
  expect(TOOL_IMAGE.reference).toMatch(/^docker\.io\/library\/busybox:\d+\.\d+\.\d+-musl$/);
});

test('may come from an image of the user, pinned like every other', () => {
  expect(toolContainer(ContainerImage.of('registry/busybox:1')).image.reference).toBe('registry/busybox:1');
});
