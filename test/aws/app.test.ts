import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { readManifests } from '../../scripts/manifests';
import { inTempFolder } from '../support/tools';

// apps/aws.ts, run as a program: both of its outputs.

interface Outputs {
  readonly template: { readonly Resources: { readonly [id: string]: { readonly Type: string; readonly Properties: { [property: string]: any } } } };
  readonly objects: { [key: string]: any }[];
}

/** Fails where the app does, which it does when AwsSolutions has a finding that is not acknowledged. */
function run(env: { [name: string]: string } = {}): Outputs {
  return inTempFolder((folder) => {
    const [templates, manifests] = [path.join(folder, 'cdk.out'), path.join(folder, 'dist')];
    const outputs = { CDK_OUTDIR: templates, CDK8S_OUTDIR: manifests };
    execFileSync('npx', ['ts-node', '-T', 'apps/aws.ts'], { env: { ...process.env, ...env, ...outputs }, stdio: 'pipe' });
    return {
      template: JSON.parse(fs.readFileSync(path.join(templates, 'iou-database.template.json'), 'utf8')),
      objects: readManifests(manifests).flatMap(({ objects }) => objects),
    };
  });
}

let outputs: Outputs;
beforeAll(() => {
  outputs = run();
}, 60_000);

test('the template is what it was', () => {
  expect(outputs.template).toMatchSnapshot();
});

test('both are the same elsewhere', () => {
  expect(run({ TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', AWS_REGION: 'us-east-1', CDK_DEFAULT_ACCOUNT: '444455556666' })).toEqual(outputs);
}, 60_000);

test('every secret that the cluster asks for is made on the other side, with these keys', () => {
  const made = new Map(Object.values(outputs.template.Resources).filter(({ Type }) => Type === 'AWS::SecretsManager::Secret')
    .map(({ Properties: { Name, GenerateSecretString: generated, SecretString: text } }) => [
      Name, generated ? ['password', ...Object.keys(JSON.parse(generated.SecretStringTemplate))] : Object.keys(JSON.parse(joined(text))),
    ]));
  const asked = outputs.objects.filter(({ kind }) => kind === 'ExternalSecret').flatMap(({ spec }) => spec.data);
  expect(asked.length).toBeGreaterThan(0);
  asked.forEach(({ remoteRef: { key, property } }) => expect(made.get(key)).toContain(property));
});

test('every Secret for the database is kept by External Secrets, but for the certificates of Amazon', () => {
  const kept = outputs.objects.filter(({ kind }) => kind === 'ExternalSecret')
    .flatMap(({ spec }) => spec.data.map(({ secretKey }: any) => `${spec.target.name}/${secretKey}`));
  const needed = outputs.objects.flatMap(({ metadata }) => JSON.parse(metadata.annotations?.['cdk8s-canton/secrets'] ?? '[]'))
    .map(({ name, key }: { name: string; key: string }) => `${name}/${key}`);
  expect([...new Set(needed)].filter((secret) => !secret.includes('-tls/') && !kept.includes(secret))).toEqual(['ledger-ca/ca.crt']);
});

/** Text of a template, with what is only known when it is deployed left out. */
function joined({ 'Fn::Join': [separator, parts] }: { 'Fn::Join': [string, unknown[]] }): string {
  return parts.map((part) => (typeof part === 'string' ? part : '')).join(separator);
}
