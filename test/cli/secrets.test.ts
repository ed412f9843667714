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

test('refuses a folder without manifests', () => {
  fs.mkdirSync(path.join(folder, 'empty'));
  expect(secrets('empty')).toEqual({ status: 1, stdout: '', stderr: "no manifests in 'empty'; write them first: npx cdk8s synth\n" });
});
