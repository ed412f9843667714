import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import { participant } from './fixtures';
import { CantonValidation } from '../../lib';
import { manifests, Manifest, testChart } from '../support/chart';

interface Violation {
  readonly ruleName: string;
  readonly violatingResources: { readonly resourceName: string; readonly manifestPath: string }[];
}

/** Judges manifests as cdk8s-cli has its plugins do it. */
async function judged(objects: Manifest[]): Promise<{ status: string; violations: Violation[] }> {
  const violations: Violation[] = [];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-test-'));
  const file = path.join(folder, 'app.k8s.yaml');
  let status = 'none';
  try {
    Yaml.save(file, objects);
    await new CantonValidation().validate({
      manifests: [file],
      report: { addViolation: (violation: Violation) => violations.push(violation), submit: (submitted: string) => (status = submitted) },
    });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  return { status, violations };
}

function good(): Manifest[] {
  const chart = testChart();
  participant(chart);
  return manifests(chart);
}

/** The text of a manifest, changed. */
function changed(objects: Manifest[], from: string, to: string): Manifest[] {
  const text = JSON.stringify(objects);
  expect(text).toContain(from);
  return JSON.parse(text.split(from).join(to)) as Manifest[];
}

test('good manifests pass', async () => {
  expect(await judged(good())).toEqual({ status: 'success', violations: [] });
});

test('an error fails, and names rule, object and file', async () => {
  const { status, violations } = await judged(changed(good(), '"service":"liveness"},"periodSeconds":5,"terminationGracePeriodSeconds"', '"service":""},"periodSeconds":5,"terminationGracePeriodSeconds"'));
  expect(status).toBe('failure');
  expect(violations.map(({ ruleName }) => ruleName)).toContain('liveness-asks-for-life (error)');
  expect(violations[0].violatingResources[0]).toMatchObject({ resourceName: 'Deployment test/participant-0', manifestPath: expect.stringMatching(/app\.k8s\.yaml$/) });
});

test('configuration is read from the ConfigMaps, as somebody else may have written it', async () => {
  const { status, violations } = await judged(changed(good(), 'replication {\\n        enabled = true', 'replication {\\n        enabled = false'));
  expect(status).toBe('failure');
  expect(violations.map(({ ruleName }) => ruleName)).toContain('replication-on (error)');
});

test('a warning is reported and does not fail', async () => {
  const { status, violations } = await judged(changed(good(), '"readOnlyRootFilesystem":true', '"readOnlyRootFilesystem":false'));
  expect(status).toBe('success');
  expect(violations.map(({ ruleName }) => ruleName)).toContain('read-only-root (warning)');
});
