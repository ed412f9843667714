import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { firstExamples, PAGE_PICTURES, pictureOfPage } from './docs/examples';
import { programOf, runPrograms } from './docs/run';
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
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-pictures-'));
  fs.rmSync(PAGE_PICTURES, { recursive: true, force: true });
  fs.mkdirSync(PAGE_PICTURES, { recursive: true });
  drawExamples(folder);
  for (const app of fs.readdirSync('apps').filter((file) => file.endsWith('.ts'))) {
    await drawApp(app, path.join(folder, 'apps', app));
  }
  fs.rmSync(folder, { recursive: true });
}

async function drawApp(app: string, output: string): Promise<void> {
  const options = ['--check-upgrade=false', '--app', `npx ts-node -T apps/${app}`, '--output', output];
  execFileSync(process.execPath, ['node_modules/cdk8s-cli/bin/cdk8s', 'synth', ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
  fs.writeFileSync(path.join(PICTURES, app.replace(/\.ts$/, '.svg')), await pictureOf(output));
}

function drawExamples(folder: string): void {
  const examples = firstExamples();
  runPrograms(folder, examples.map((example) => programOf(example, folder))).forEach(({ picture, failure }, index) => {
    if (picture === undefined) {
      throw new Error(`the first example of ${examples[index].page} could not be drawn:\n${failure}`);
    }
    fs.writeFileSync(pictureOfPage(examples[index].page), picture);
  });
}

if (require.main === module) {
  void main();
}
