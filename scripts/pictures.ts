import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { readDeployment } from '../cli/manifests';
import { svgOf } from '../cli/picture/svg';
import { topologyOf } from '../cli/topology/topology';

/** Where the pictures of the apps are, for the pages that show them. */
export const PICTURES = path.resolve(__dirname, '../docs/pictures');

/** The picture of what an app wrote. */
export async function pictureOf(folder: string): Promise<string> {
  return svgOf(topologyOf(readDeployment(folder)));
}

async function main(): Promise<void> {
  fs.mkdirSync(PICTURES, { recursive: true });
  for (const app of fs.readdirSync('apps').filter((file) => file.endsWith('.ts'))) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-pictures-'));
    const options = ['--check-upgrade=false', '--app', `npx ts-node -T apps/${app}`, '--output', path.join(folder, 'dist')];
    execFileSync(process.execPath, ['node_modules/cdk8s-cli/bin/cdk8s', 'synth', ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
    fs.writeFileSync(path.join(PICTURES, app.replace(/\.ts$/, '.svg')), await pictureOf(path.join(folder, 'dist')));
    fs.rmSync(folder, { recursive: true });
  }
}

if (require.main === module) {
  void main();
}
