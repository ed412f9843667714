import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { ContainerDescription } from './container';
import { darVolume } from './pod';
import { TOOL, TOOL_IMAGE, TOOL_MOUNT, toolContainer, toolVolume } from './tool-image';
import { ContainerImage } from '../model/container-image';
import { DarSource } from '../model/dar-source';
import { Cpu, Resources } from '../model/resources';
import { refuse } from '../model/validation';

/** DAR files as a container sees them, and what its pod needs for it. */
export interface DarFiles {
  /** Paths in the container. */
  readonly paths: string[];
  readonly mounts: k8s.VolumeMount[];
  readonly volumes: k8s.Volume[];
  readonly initContainers: ContainerDescription[];
}

const COPYING = Resources.of({ memory: Size.mebibytes(64), cpu: Cpu.millis(50), ephemeralStorage: Size.gibibytes(1) });

/** One folder below `/dars` for each source. Files in images are copied there first. */
export function darFiles(owner: string, sources: DarSource[]): DarFiles {
  const folders = sources.map((source, index) => ({ source, volume: `dars-${index}`, folder: `/dars/${index}` }));
  const fromImages = folders.filter(({ source }) => source._kind === 'image');
  const paths = folders.flatMap(({ source, folder }) => source._files.map((file) => `${folder}/${source._kind === 'image' ? baseName(file) : file}`));
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) {
    refuse(`${owner}: two DAR files of one source are called '${baseName(twice)}'; give each its own source or name`);
  }
  return {
    paths,
    mounts: folders.map(({ volume, folder }) => ({ name: volume, mountPath: folder, readOnly: true })),
    volumes: [...(fromImages.length === 0 ? [] : [toolVolume()]), ...folders.map(({ source, volume }) => darVolume(volume, source))],
    initContainers: fromImages.length === 0 ? [] : [toolContainer(TOOL_IMAGE), ...fromImages.map(copier)],
  };
}

function copier({ source, volume, folder }: { source: DarSource; volume: string; folder: string }): ContainerDescription {
  return {
    name: `copy-${volume}`,
    image: ContainerImage.of(source.source),
    command: [TOOL, 'cp', ...source._files, folder],
    resources: COPYING,
    mounts: [TOOL_MOUNT, { name: volume, mountPath: folder }],
  };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
