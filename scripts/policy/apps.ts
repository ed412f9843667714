import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { readManifests } from '../manifests';

/** The manifests of one app. */
export interface Manifests {
  readonly app: string;
  readonly folder: string;
  readonly files: string[];
  /** Every object as `Kind/name`. */
  readonly objects: string[];
  /** Those of them that make pods. */
  readonly workloads: string[];
}

const WORKLOAD = /^(Deployment|StatefulSet|DaemonSet|Job|CronJob)\//;

export function appNames(): string[] {
  return fs.readdirSync('apps').filter(file => file.endsWith('.ts')).map(file => path.basename(file, '.ts')).sort();
}

/** Runs `cdk8s synth` for an app, into a folder of its own. */
export function synthesize(app: string, output: string): Manifests {
  const folder = path.join(output, app);
  const command = ['--app', `npx ts-node -T apps/${app}.ts`, '--output', folder];
  const cdk8s = ['node_modules/cdk8s-cli/bin/cdk8s', 'synth', '--check-upgrade=false', ...command];
  const { status, stdout, stderr } = spawnSync(process.execPath, cdk8s, { encoding: 'utf8' });
  const manifests = status === 0 && fs.existsSync(folder) ? readManifests(folder) : [];
  if (manifests.length === 0) {
    throw new Error(`apps/${app}.ts made no manifests:\n${stdout}${stderr}`);
  }
  const objects = manifests.flatMap(file => file.objects).map(({ kind, metadata }) => `${kind}/${metadata?.name}`);
  return { app, folder, files: manifests.map(file => file.path), objects, workloads: objects.filter(object => WORKLOAD.test(object)) };
}
