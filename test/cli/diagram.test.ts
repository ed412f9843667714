import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import { ledger } from './support/topology';
import { bundle } from '../../cli/bundle';
import { manifests } from '../support/chart';

// The command line as it is shipped, on a folder of manifests.

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-diagram-'));
  bundle(path.join(folder, 'cdk8s-canton.js'));
  fs.mkdirSync(path.join(folder, 'dist'));
  Yaml.save(path.join(folder, 'dist/ledger.k8s.yaml'), manifests(ledger()));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cdk8s-canton.js', ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('draws what is in dist/', () => {
  expect(run('diagram')).toEqual({ status: 0, stdout: 'topology.svg\t5 services\ntopology.html\t5 services\n', stderr: '' });
  const [svg, page] = ['topology.svg', 'topology.html'].map((file) => fs.readFileSync(path.join(folder, file), 'utf8'));
  expect(svg).toMatch(/^<svg /);
  expect(page).toContain(svg);
});

test('writes what it is asked for', () => {
  expect(run('diagram', 'dist/ledger.k8s.yaml', '--output', 'a.svg')).toEqual({ status: 0, stdout: 'a.svg\t5 services\n', stderr: '' });
});

test('explains what is in a folder, with what was measured', () => {
  const { status, stdout } = run('explain', 'dist/');
  expect(status).toBe(0);
  expect(stdout).toContain('participant (participant, active-passive, namespace test)');
  expect(stdout).toContain('docs/failover.md');
});

test.each([
  ['another kind of picture', ['diagram', 'dist', '-o', 'a.png'], '--output must end in .svg or .html, got \'a.png\'; name the folder of manifests before it'],
  ['a folder that is not there', ['explain', 'gone'], 'gone does not exist; synthesize first (cdk8s synth), or name the folder that it wrote to'],
])('refuses %s', (_, args, message) => {
  expect(run(...args)).toEqual({ status: 1, stdout: '', stderr: `${message}\n` });
});
