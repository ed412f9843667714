import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { parseArgs } from 'util';
import { parse } from 'yaml';
import { readManifests } from './manifests';
import { summarize } from './summary';

process.exitCode = synth(process.argv.slice(2));

/** Runs `cdk8s synth` with the given options and says what came out of it. Returns the exit code. */
function synth(args: string[]): number {
  const { app, output } = options(args);
  if (holdsThisProject(output)) {
    console.error(`--output '${output}' holds this project, and cdk8s empties that folder before it writes: name another folder`);
    return 1;
  }
  console.log(`Running ${app}`);
  const cdk8s = ['node_modules/cdk8s-cli/bin/cdk8s', 'synth', '--check-upgrade=false'];
  const { status } = spawnSync(process.execPath, [...cdk8s, ...args], { stdio: 'inherit' });
  if (status === 0 && fs.existsSync(output)) {
    console.log(`\n${summarize(readManifests(output))}`);
  }
  return status ?? 1;
}

/** The options of cdk8s that matter here, read as cdk8s reads them: the command line, then cdk8s.yaml. */
function options(args: string[]): { app: string; output: string } {
  const config = parse(fs.readFileSync('cdk8s.yaml', 'utf8')) as { app: string; output: string };
  const { values } = parseArgs({ args, strict: false, options: { app: { type: 'string', short: 'a' }, output: { type: 'string', short: 'o' } } });
  return { app: String(values.app ?? config.app), output: String(values.output ?? config.output) };
}

function holdsThisProject(folder: string): boolean {
  const way = path.relative(folder, process.cwd());
  return !way.startsWith('..') && !path.isAbsolute(way);
}
