import { spawnSync } from 'child_process';
import { randomBytes } from 'crypto';
import { readManifests } from './manifests';
import { trialSteps } from './trial-steps';

const FOLDER = 'dist/try';

const cdk8s = ['node_modules/cdk8s-cli/bin/cdk8s', 'synth', '--check-upgrade=false', '--app', 'npx ts-node -T apps/try.ts', '--output', FOLDER];
const { status } = spawnSync(process.execPath, cdk8s, { stdio: 'inherit' });
if (status === 0) {
  console.log(`\n${trialSteps(readManifests(FOLDER).flatMap(({ objects }) => objects), FOLDER, randomBytes(24).toString('hex'))}`);
}
process.exitCode = status ?? 1;
