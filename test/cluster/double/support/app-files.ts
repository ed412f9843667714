import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';

const APPS = path.resolve(__dirname, '../../../../apps');

/** Apps with sequencers on a blockchain, which the double does not play. */
const ON_BLOCKCHAINS = ['ethereum.ts', 'fabric.ts'];

/** A file in a ConfigMap of an app. */
export interface AppFile {
  readonly app: string;
  readonly name: string;
  readonly text: string;
}

/** The files of all apps that the double plays, which are synthesized in this process. */
export function appFiles(): AppFile[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'double-apps-'));
  const outdir = process.env.CDK8S_OUTDIR;
  try {
    return fs.readdirSync(APPS).filter((app) => app.endsWith('.ts') && !ON_BLOCKCHAINS.includes(app)).flatMap((app) => {
      process.env.CDK8S_OUTDIR = path.join(folder, app);
      require(path.join(APPS, app)); // eslint-disable-line @typescript-eslint/no-require-imports
      return fs.readdirSync(path.join(folder, app)).flatMap((file) => configMaps(fs.readFileSync(path.join(folder, app, file), 'utf8')))
        .map(([name, text]) => ({ app, name, text }));
    });
  } finally {
    if (outdir === undefined) {
      delete process.env.CDK8S_OUTDIR;
    } else {
      process.env.CDK8S_OUTDIR = outdir;
    }
    fs.rmSync(folder, { recursive: true });
  }
}

function configMaps(manifests: string): [string, string][] {
  return parseAllDocuments(manifests).map((document) => document.toJS()).filter((object) => object?.kind === 'ConfigMap')
    .flatMap(({ data }) => Object.entries(data as { [name: string]: string }));
}
