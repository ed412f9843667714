import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parse, stringify } from 'yaml';
import { binary } from '../control-plane/binaries';
import { watchedChart } from '../monitoring/fixtures';
import { manifests } from '../support/chart';

// What Prometheus itself makes of rules and queries: they are sound, and each alert fires when it should and not when it should not.

const CASES = 'test/monitoring/alerts.yaml';

interface Cases {
  readonly tests: { readonly alert_rule_test: { readonly alertname: string; readonly exp_alerts: object[] }[] }[];
}

interface Rule {
  readonly alert?: string;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-promtool-'));
const objects = manifests(watchedChart());
const rules = objects.filter(({ kind }) => kind === 'PrometheusRule').map(({ spec }) => spec as { groups: { rules: Rule[] }[] })[0];

beforeAll(() => {
  binary('promtool');
  fs.writeFileSync(path.join(folder, 'rules.yaml'), stringify(rules));
  fs.copyFileSync(CASES, path.join(folder, 'alerts.yaml'));
}, 1_800_000);

afterAll(() => fs.rmSync(folder, { recursive: true }));

test('the rules are sound', () => {
  expect(promtool('check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml')).toMatchObject({ status: 0 });
});

test('the queries of the dashboards are sound', () => {
  const texts = objects.filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels.grafana_dashboard === '1').flatMap(({ data }) => Object.values<string>(data));
  const panels = texts.flatMap((text) => (JSON.parse(text) as { panels: { targets: { expr: string }[] }[] }).panels);
  const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr.replace(/\$__rate_interval/g, '1m')));
  expect(queries.length).toBeGreaterThan(10);
  const recorded = queries.map((expr, index) => ({ record: `query:${index}`, expr }));
  fs.writeFileSync(path.join(folder, 'queries.yaml'), stringify({ groups: [{ name: 'queries', rules: recorded }] }));
  expect(promtool('check', 'rules', 'queries.yaml')).toMatchObject({ status: 0 });
});

test('each alert has a case in which it fires, and one in which it does not', () => {
  const cases = (parse(fs.readFileSync(CASES, 'utf8')) as Cases).tests.flatMap((test) => test.alert_rule_test);
  const named = (fires: boolean) => {
    const names = cases.filter(({ exp_alerts: expected }) => expected.length > 0 === fires).map(({ alertname }) => alertname);
    return [...new Set(names)].sort();
  };
  const alerts = rules.groups.flatMap((group) => group.rules.flatMap(({ alert }) => alert ?? [])).sort();
  expect(named(true)).toEqual(alerts);
  expect(named(false)).toEqual(alerts);
});

test('the cases hold', () => {
  expect(promtool('test', 'rules', 'alerts.yaml')).toMatchObject({ status: 0 });
}, 180_000);

test('a case that does not hold is noticed', () => {
  const cases = parse(fs.readFileSync(CASES, 'utf8').replace('severity: critical', 'severity: harmless')) as Cases;
  fs.writeFileSync(path.join(folder, 'wrong.yaml'), stringify({ ...cases, tests: cases.tests.slice(0, 2) }));
  expect(promtool('test', 'rules', 'wrong.yaml')).toMatchObject({ status: 1, stderr: expect.stringContaining('harmless') });
}, 60_000);

function promtool(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(binary('promtool'), args, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}
