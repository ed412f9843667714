import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { ContainerDescription } from './container';
import { scratchVolume } from './pod';
import { TOOL, TOOL_IMAGE, TOOL_MOUNT, toolContainer, toolVolume } from './tool-image';
import { ContainerImage } from '../model/container-image';
import { Cpu, Resources } from '../model/resources';
import { SequencerDriverJar } from '../model/sequencer-driver-jar';

/** A driver jar as a container sees it, and what its pod needs for it. */
export interface DriverFiles {
  readonly env: { [name: string]: string };
  readonly mounts: k8s.VolumeMount[];
  readonly volumes: k8s.Volume[];
  readonly initContainers: ContainerDescription[];
}

const VOLUME = 'driver';
const FOLDER = '/drivers';
const COPYING = Resources.of({ memory: Size.mebibytes(64), cpu: Cpu.millis(50), ephemeralStorage: Size.gibibytes(1) });

/**
 * Puts a driver on Canton's class path: the start script of Canton appends `EXTRA_CLASSPATH` to it
 * (https://github.com/digital-asset/canton/blob/release-line-2.10/community/app/src/pack/bin/canton).
 */
export function driverFiles(jar: SequencerDriverJar): DriverFiles {
  const copied = jar._kind === 'image';
  const file = copied ? jar.path.slice(jar.path.lastIndexOf('/') + 1) : jar.path;
  return {
    env: { EXTRA_CLASSPATH: `${FOLDER}/${file}` },
    mounts: [{ name: VOLUME, mountPath: FOLDER, readOnly: true }],
    volumes: copied
      ? [toolVolume(), scratchVolume(VOLUME, Size.gibibytes(1))]
      : [{ name: VOLUME, persistentVolumeClaim: { claimName: jar.source, readOnly: true } }],
    initContainers: copied ? [toolContainer(TOOL_IMAGE), copier(jar)] : [],
  };
}

function copier({ source, path }: SequencerDriverJar): ContainerDescription {
  return {
    name: 'copy-driver',
    image: ContainerImage.of(source),
    command: [TOOL, 'cp', path, FOLDER],
    resources: COPYING,
    mounts: [TOOL_MOUNT, { name: VOLUME, mountPath: FOLDER }],
  };
}
