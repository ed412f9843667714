import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { KubeObject, resultText, runChecks } from '../../lib/checks';
import { deploymentOf } from '../../lib/services/parsed-manifests';
import { readManifests } from '../../scripts/manifests';

const APPS = fs.readdirSync('apps').filter((file) => file.endsWith('.ts'));

/** Rules against which an app asks for something by name. */
const SPELT_OUT: { [app: string]: string[] } = {
  'try.ts': ['api-tls', 'database-tls', 'instances-in-distinct-zones', 'instances-on-distinct-hosts', 'ledger-api-authentication'],
};

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-checks-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

test.each(APPS)('apps/%s obeys every rule', async (app) => {
  const output = path.join(folder, app);
  execFileSync(process.execPath, ['-r', 'ts-node/register/transpile-only', `apps/${app}`], { env: { ...process.env, CDK8S_OUTDIR: output }, stdio: 'pipe' });
  const deployment = await deploymentOf(readManifests(output).flatMap(({ objects }) => objects) as unknown as KubeObject[]);
  expect(deployment.nodes.length).toBeGreaterThan(0);
  const results = runChecks(deployment);
  expect(results.filter(({ waivedBy }) => waivedBy === undefined).map(resultText)).toEqual([]);
  expect([...new Set(results.flatMap(({ rule, waivedBy }) => waivedBy === undefined ? [] : [rule]))].sort()).toEqual(SPELT_OUT[app] ?? []);
}, 60_000);
