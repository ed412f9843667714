import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { bundle } from '../../cli/bundle';
import { SECRETS_ANNOTATION } from '../../lib/model/annotations';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-secrets-'));
  bundle(path.join(folder, 'cdk8s-canton.js'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function secrets(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cdk8s-canton.js', 'secrets', ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('lists the Secrets of a folder, with the commands that make them', () => {
  fs.mkdirSync(path.join(folder, 'dist'));
  fs.writeFileSync(path.join(folder, 'dist', 'iou.k8s.yaml'), `
kind: Deployment
metadata:
  name: participant
  namespace: iou
  annotations:
    ${SECRETS_ANNOTATION}: '[{"name":"participant-db","key":"password","purpose":"password of the database user"}]'
`);
  expect(secrets()).toEqual({
    status: 0,
    stdout: `iou/participant-db
  password  password of the database user
  kubectl -n iou create secret generic participant-db --from-literal=password=<password>
`,
    stderr: '',
  });
});

test('says so where there is nothing to make', () => {
  fs.writeFileSync(path.join(folder, 'open.yaml'), 'kind: ConfigMap\nmetadata: { name: a }\n');
  expect(secrets('open.yaml')).toEqual({ status: 0, stdout: 'open.yaml refers to no Secret\n', stderr: '' });
});

test.each([
  ['a folder without manifests', 'empty', 'empty holds no manifests; synthesize first (cdk8s synth), or name the folder that it wrote to'],
  ['a folder that is not there', 'gone', 'gone does not exist; synthesize first (cdk8s synth), or name the folder that it wrote to'],
  ['what is not YAML: half a list would pass for the whole', 'torn.yaml', 'torn.yaml:2 is not YAML: Missing closing "quote; write the manifests anew with cdk8s synth'],
])('refuses %s', (_, place, message) => {
  fs.mkdirSync(path.join(folder, 'empty'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'torn.yaml'), 'kind: "open\n');
  expect(secrets(place)).toEqual({ status: 1, stdout: '', stderr: `${message}\n` });
});
