import { main, renderedPod } from './fixtures';
import { driverFiles } from '../../lib/kubernetes/driver-files';
import { ContainerImage } from '../../lib/model/container-image';
import { SequencerDriverJar } from '../../lib/model/sequencer-driver-jar';
import { Manifest } from '../support/chart';

function rendered(jar: SequencerDriverJar): Manifest['spec'] {
  const { env, mounts, volumes, initContainers } = driverFiles(jar);
  return renderedPod({ containers: [main({ env, mounts })], volumes, initContainers }).spec;
}

test('a jar of an image is copied by a tool that is brought along, and put on the class path', () => {
  const { containers, volumes, initContainers } = rendered(SequencerDriverJar.image(ContainerImage.of('registry/drivers:2.10.1'), '/lib/canton-drivers.jar'));
  expect(initContainers.map(({ name, image, command }: Manifest['spec']) => ({ name, image, command }))).toEqual([
    { name: 'tools', image: expect.stringMatching(/busybox:.*-musl$/), command: ['/bin/busybox', 'cp', '/bin/busybox', '/tools/busybox'] },
    { name: 'copy-driver', image: 'registry/drivers:2.10.1', command: ['/tools/busybox', 'cp', '/lib/canton-drivers.jar', '/drivers'] },
  ]);
  expect(initContainers[1].volumeMounts).toEqual([{ name: 'tools', mountPath: '/tools', readOnly: true }, { name: 'driver', mountPath: '/drivers' }]);
  expect(containers[0].volumeMounts).toContainEqual({ name: 'driver', mountPath: '/drivers', readOnly: true });
  expect(containers[0].env).toContainEqual({ name: 'EXTRA_CLASSPATH', value: '/drivers/canton-drivers.jar' });
  expect(volumes).toContainEqual({ name: 'driver', emptyDir: { sizeLimit: '1024Mi' } });
});

test('a jar on a claim is mounted, in its folder', () => {
  const { containers, volumes, initContainers = [] } = rendered(SequencerDriverJar.persistentVolumeClaim('drivers', 'canton/drivers.jar'));
  expect(initContainers).toEqual([]);
  expect(volumes).toContainEqual({ name: 'driver', persistentVolumeClaim: { claimName: 'drivers', readOnly: true } });
  expect(containers[0].env).toContainEqual({ name: 'EXTRA_CLASSPATH', value: '/drivers/canton/drivers.jar' });
});
