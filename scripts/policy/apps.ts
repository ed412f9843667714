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
  /** CloudFormation templates that the app writes beside its manifests. */
  readonly templates: string[];
}

const WORKLOAD = /^(Deployment|StatefulSet|DaemonSet|Job|CronJob)\//;

export function appNames(): string[] {
  return fs.readdirSync('apps').filter(file => file.endsWith('.ts')).map(file => path.basename(file, '.ts')).sort();
}

/** Runs `cdk8s synth` for an app, into a folder of its own, and another for templates. */
export function synthesize(app: string, output: string): Manifests {
  const folder = path.join(output, app);
  const command = ['--app', `npx ts-node -T apps/${app}.ts`, '--output', folder];
  const cdk8s = ['node_modules/cdk8s-cli/bin/cdk8s', 'synth', '--check-upgrade=false', ...command];
  const templates = path.join(output, 'templates', app);
  const { status, stdout, stderr } = spawnSync(process.execPath, cdk8s, { encoding: 'utf8', env: { ...process.env, CDK_OUTDIR: templates } });
  const manifests = status === 0 && fs.existsSync(folder) ? readManifests(folder) : [];
  if (manifests.length === 0) {
    throw new Error(`apps/${app}.ts made no manifests:\n${stdout}${stderr}`);
  }
  const objects = manifests.flatMap(file => file.objects).map(({ kind, metadata }) => `${kind}/${metadata?.name}`);
  const workloads = objects.filter(object => WORKLOAD.test(object));
  return { app, folder, files: manifests.map(file => file.path), objects, workloads, templates: templatesIn(templates) };
}

function templatesIn(folder: string): string[] {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return names.filter(name => name.endsWith('.template.json')).sort().map(name => path.join(folder, name));
}
