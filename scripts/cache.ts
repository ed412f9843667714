import * as fs from 'fs';
import * as path from 'path';

/** A folder of `.cache` that is filled once. What was begun and not ended is begun again. */
export function cached(name: string, fill: (target: string) => void): string {
  const folder = path.resolve('.cache', name);
  const mark = path.join(folder, '.complete');
  if (!fs.existsSync(mark)) {
    console.log(`Making .cache/${name}`);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    fill(folder);
    fs.writeFileSync(mark, '');
  }
  return folder;
}
