import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { gunzipSync, gzipSync } from 'zlib';
import { withoutBaseline } from './compat/baseline';
import { promisesBreakage } from './compat/changelog';

// Compares the public API with that of the last release, which is kept in this repository: no registry is asked. What breaks must be said in the changelog.

const RELEASED = 'scripts/compat/released.jsii.gz';
const WORK = path.resolve('.cache', 'compat');

process.exitCode = process.argv.includes('--save') ? save() : compare();

/** Keeps the API of today as that of the last release. */
function save(): number {
  fs.writeFileSync(RELEASED, gzipSync(fs.readFileSync('.jsii'), { level: 9 }));
  console.log(`${RELEASED} is the API of version ${assembly().version}`);
  return 0;
}

function compare(): number {
  if (!fs.existsSync(RELEASED)) {
    const { good, words } = withoutBaseline(manifest().version, RELEASED);
    // GitHub shows a notice on the page of the build, where a line of its log is read by nobody.
    console.log(good && process.env.GITHUB_ACTIONS === 'true' ? `::notice title=Public API::${words}` : words);
    return good ? 0 : 1;
  }
  const { name, version } = unpack();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['node_modules/jsii-diff/bin/jsii-diff', WORK, '.', '--error-on=all'], { encoding: 'utf8' });
  if (status !== 0 && status !== 1) {
    throw new Error(`jsii-diff failed:\n${stderr}`);
  }
  console.log(`${stdout}${stderr}`.trim());
  if (status === 0) {
    console.log(`whatever uses ${name} ${version} goes on compiling`);
    return 0;
  }
  const said = promisesBreakage(fs.readFileSync('CHANGELOG.md', 'utf8'));
  console.log(said ? 'the changelog says so' : 'this breaks users: take it back, or say it below "### Breaking" in the Unreleased part of CHANGELOG.md');
  return said ? 0 : 1;
}

/** The released assembly as a package, below this folder so that its dependencies are found. */
function unpack(): { name: string; version: string } {
  const text = gunzipSync(fs.readFileSync(RELEASED)).toString();
  const { name, version } = JSON.parse(text);
  fs.mkdirSync(WORK, { recursive: true });
  fs.writeFileSync(path.join(WORK, '.jsii'), text);
  fs.writeFileSync(path.join(WORK, 'package.json'), JSON.stringify({ ...manifest(), version }));
  return { name, version };
}

function manifest(): { version: string } {
  return JSON.parse(fs.readFileSync('package.json', 'utf8'));
}

function assembly(): { version: string } {
  return JSON.parse(fs.readFileSync('.jsii', 'utf8'));
}
