import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';

const ROOT = path.resolve(__dirname, '../../../..');

/** The configuration files that an app makes, by the ConfigMap's name without its hash and the file's name. */
export function configOf(app: string, folder: string): { [file: string]: string } {
  execFileSync(process.execPath, [require.resolve('ts-node/dist/bin'), '-T', path.join(ROOT, 'apps', `${app}.ts`)], {
    cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, CDK8S_OUTDIR: folder },
  });
  return filesOf(fs.readdirSync(folder).filter((file) => file.endsWith('.yaml')).map((file) => fs.readFileSync(path.join(folder, file), 'utf8')).join('\n---\n'));
}

/** The same of manifests. */
export function filesOf(manifests: string): { [file: string]: string } {
  const objects = parseAllDocuments(manifests).map((document) => document.toJS()).filter((object) => object !== null);
  return Object.fromEntries(objects.filter(({ kind }) => kind === 'ConfigMap').flatMap(({ metadata, data }) => (
    Object.entries(data as { [name: string]: string }).map(([file, text]) => [`${metadata.name.replace(/-config-[0-9a-f]{10}$/, '')}/${file}`, text])
  )));
}
