import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { ContainerDescription } from './container';
import { scratchVolume } from './pod';
import { ContainerImage } from '../model/container-image';
import { Cpu, Resources } from '../model/resources';

/** A statically linked BusyBox: its one file runs in every image, also in one that holds nothing else. */
export const TOOL_IMAGE = ContainerImage.of('docker.io/library/busybox:1.36.1-musl');

const VOLUME = 'tools';
/** Where the tool stands once `toolContainer` has run. */
export const TOOL = '/tools/busybox';

/** Copies the tool into the volume. */
export function toolContainer(image: ContainerImage): ContainerDescription {
  return { name: 'tools', image, command: ['/bin/busybox', 'cp', '/bin/busybox', TOOL], resources: SMALL, mounts: [{ name: VOLUME, mountPath: '/tools' }] };
}

/** The volume that the tool is copied to. */
export function toolVolume(): k8s.Volume {
  return scratchVolume(VOLUME, Size.mebibytes(8));
}

/** How containers see the tool. */
export const TOOL_MOUNT: k8s.VolumeMount = { name: VOLUME, mountPath: '/tools', readOnly: true };

/** Enough to copy files or to sleep. */
export const SMALL = Resources.of({
  memory: Size.mebibytes(32), cpu: Cpu.millis(5), cpuLimit: Cpu.millis(100), ephemeralStorage: Size.mebibytes(16),
});
