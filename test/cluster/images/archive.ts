import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { Rootfs } from './rootfs';
import { run } from '../../control-plane/command';

/** A container image: layers, the lowest first, and how it is started. */
export interface Image {
  readonly tags: readonly string[];
  readonly layers: readonly Rootfs[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: string;
  /** What the process is asked to end with. @default SIGTERM */
  readonly stopSignal?: string;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const ARCHITECTURES: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

/** Changes when, and only when, the archive of these images would. */
export function fingerprint(images: readonly Image[]): string {
  const texts = images.map(image => JSON.stringify({ ...image, layers: image.layers.map(layer => layer.fingerprint()) }));
  return createHash('sha256').update(texts.join('\n')).digest('hex');
}

/** Writes images as one docker-archive; a layer that several of them share is in it once. */
export function writeArchive(file: string, images: readonly Image[]): void {
  const work = fs.mkdtempSync(`${file}-`);
  try {
    const content = path.join(work, 'content');
    fs.mkdirSync(content);
    const layers = new Map([...new Set(images.flatMap(image => image.layers))].map(layer => [layer, writeLayer(layer, work, content)]));
    const manifest = images.map(image => {
      const digests = image.layers.map(layer => layers.get(layer)!);
      return { Config: writeConfig(image, digests, content), RepoTags: image.tags, Layers: digests.map(layerFile) };
    });
    fs.writeFileSync(path.join(content, 'manifest.json'), JSON.stringify(manifest));
    const archive = path.join(work, 'archive.tar');
    tar(content, archive);
    fs.renameSync(archive, file);
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}

/** @returns the digest of the layer */
function writeLayer(layer: Rootfs, work: string, content: string): string {
  const tree = path.join(work, 'tree');
  const file = path.join(work, 'layer.tar');
  fs.mkdirSync(tree);
  layer.write(tree);
  tar(tree, file);
  const digest = createHash('sha256').update(fs.readFileSync(file)).digest('hex');
  fs.renameSync(file, path.join(content, layerFile(digest)));
  fs.rmSync(tree, { recursive: true });
  return digest;
}

function layerFile(digest: string): string {
  return `${digest}.tar`;
}

/** @returns the name of the file */
function writeConfig({ entrypoint, command, environment, user, stopSignal }: Image, layers: string[], content: string): string {
  const config = JSON.stringify({
    architecture: ARCHITECTURES[process.arch] ?? process.arch,
    os: 'linux',
    created: '1970-01-01T00:00:00Z',
    config: {
      Entrypoint: entrypoint,
      Cmd: command,
      Env: Object.entries({ PATH, ...environment }).map(([name, value]) => `${name}=${value}`),
      User: user,
      StopSignal: stopSignal,
    },
    rootfs: { type: 'layers', diff_ids: layers.map(digest => `sha256:${digest}`) },
  });
  const name = `${createHash('sha256').update(config).digest('hex')}.json`;
  fs.writeFileSync(path.join(content, name), config);
  return name;
}

/** The same folder gives the same bytes, whoever made it when and under whichever umask. */
function tar(folder: string, file: string): void {
  const reproducible = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--mode=a+rX,u+w', '--format=gnu'];
  run(['tar', ...reproducible, '-C', folder, '-cf', file, '.']);
}
