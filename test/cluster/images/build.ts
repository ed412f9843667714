import * as fs from 'fs';
import * as path from 'path';
import { fingerprint, writeArchive } from './archive';
import { cloudNativePg } from './cloud-native-pg';
import { ARCHIVES } from './images';
import { IMAGES } from '../layout';

/** Those that not every cluster needs are made when they are asked for. */
const ALL_ARCHIVES: typeof ARCHIVES = { ...ARCHIVES, 'cloud-native-pg': cloudNativePg };

/** An archive of images that is up to date. */
export interface BuiltArchive {
  readonly name: string;
  readonly file: string;
  readonly tags: readonly string[];
  readonly written: boolean;
}

/** Writes the archives whose inputs have changed, and removes what else is in their folder: a node imports all of it. */
export function buildImages(names: readonly string[] = Object.keys(ARCHIVES)): BuiltArchive[] {
  const unknown = names.filter(name => !(name in ALL_ARCHIVES));
  if (unknown.length > 0) {
    throw new Error(`no images '${unknown.join('\', \'')}'; there are ${Object.keys(ALL_ARCHIVES).join(', ')}`);
  }
  fs.mkdirSync(IMAGES, { recursive: true });
  const kept = [...Object.keys(ARCHIVES), ...names];
  const others = fs.readdirSync(IMAGES).filter(file => !kept.includes(path.parse(file).name));
  others.forEach(file => fs.rmSync(path.join(IMAGES, file), { recursive: true }));
  return names.map(buildArchive);
}

function buildArchive(name: string): BuiltArchive {
  const file = path.join(IMAGES, `${name}.tar`);
  const stamp = path.join(IMAGES, `${name}.stamp`);
  const work = fs.mkdtempSync(path.join(IMAGES, 'work-'));
  try {
    const images = ALL_ARCHIVES[name](work);
    const wanted = fingerprint(images);
    const written = !fs.existsSync(file) || !fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== wanted;
    if (written) {
      fs.rmSync(stamp, { force: true });
      writeArchive(file, images);
      fs.writeFileSync(stamp, wanted);
    }
    return { name, file, tags: images.flatMap(image => image.tags), written };
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}

if (require.main === module) {
  const names = process.argv.slice(2);
  for (const { name, file, tags, written } of buildImages(names.length > 0 ? names : undefined)) {
    const size = (fs.statSync(file).size / 1e6).toFixed(1);
    console.log(`${name}: ${size} MB, ${written ? 'written' : 'unchanged'}\n${tags.map(tag => `  ${tag}`).join('\n')}`);
  }
}
