import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { readDeployment } from '../../cli/manifests';

const OURS = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels:\n    app.kubernetes.io/managed-by: cdk8s-canton\n';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-manifests-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
};

test('all YAML files below a folder are read, other files are not', () => {
  write('a.yaml', `${OURS}---\n${OURS}---\n# nothing\n`);
  write('more/b.yml', OURS);
  write('notes.txt', '{');
  expect(readDeployment(folder).objects).toHaveLength(3);
});

test('one file is read alone', () => {
  write('b.yaml', '{');
  expect(readDeployment(write('a.yaml', OURS)).objects).toHaveLength(1);
});

test('refuses a folder that is not there', () => {
  const gone = path.join(folder, 'dist');
  expect(() => readDeployment(gone)).toThrow(`${gone} does not exist; synthesize first (cdk8s synth), or name the folder that it wrote to`);
});

test.each([['nothing', ''], ['YAML of something else', 'a: 1\n---\n- 2\n']])('refuses a folder with %s', (_, text) => {
  write('a.yaml', text);
  expect(() => readDeployment(folder)).toThrow(`${folder} holds no manifests; synthesize first (cdk8s synth), or name the folder that it wrote to`);
});

test('refuses two syntheses at once, of which everything would be there twice', () => {
  const workload = OURS.replace('ConfigMap', 'Deployment');
  const [first, second] = [write('new/a.yaml', workload), write('old/a.yaml', workload)];
  expect(() => readDeployment(folder)).toThrow(`Deployment default/a is in ${first} and again in ${second}; name the folder, or the file, of one synthesis`);
});

test('refuses what is not YAML, with its line', () => {
  const file = write('a.yaml', `${OURS}---\nkind: "open\n`);
  expect(() => readDeployment(folder)).toThrow(`${file}:9 is not YAML: Missing closing "quote; write the manifests anew with cdk8s synth`);
});

test('refuses manifests of somebody else', () => {
  write('a.yaml', `${OURS.replace('cdk8s-canton', 'Helm')}---\nkind: Pod\nmetadata: { name: b }\n`);
  expect(() => readDeployment(folder)).toThrow(`none of the 2 objects in ${folder} was made by cdk8s-canton: label app.kubernetes.io/managed-by must be cdk8s-canton, `
    + 'got Helm, nobody; name a folder with manifests of its services, with the labels that it gave them');
});

test('refuses configuration that somebody else wrote', () => {
  write('a.yaml', `${OURS}  namespace: x\ndata:\n  canton.conf: |\n    canton = \"\"\"\n`);
  expect(() => readDeployment(folder)).toThrow('ConfigMap x/a/canton.conf cannot be read: it is not HOCON as cdk8s-canton writes it; write the manifests anew with cdk8s synth');
});
