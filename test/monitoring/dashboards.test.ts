import * as fs from 'fs';
import { watchedChart } from './fixtures';
import { METRICS } from './metrics';
import { metricsIn } from './promql';
import { Manifest, manifests } from '../support/chart';

interface Model {
  readonly uid: string;
  readonly title: string;
  readonly templating: { readonly list: { readonly name: string; readonly query: string }[] };
  readonly panels: Panel[];
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: { readonly refId: string; readonly expr: string }[];
}

const KNOWN = Object.values(METRICS).flat().sort();
const all = manifests(watchedChart());
const texts = all.filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels.grafana_dashboard === '1').flatMap(({ data }) => Object.values<string>(data));
const models = texts.map((text) => JSON.parse(text) as Model);
const rules: Manifest['spec'][] = all.flatMap(({ kind, spec }) => (kind === 'PrometheusRule' ? spec.groups[0].rules : []));
const queries = models.flatMap(({ panels }) => panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)));

test('a metric is told from the rest of an expression', () => {
  expect(metricsIn('sum by (pod, le) (rate(a_total{b="c", d!="e"}[5m])) > 0 and on (x) group_left (y) (up offset 15m == bool 1) or vector(2) unless canton:a:b * -1.5'))
    .toEqual(['a_total', 'canton:a:b', 'up']);
});

test('rules and dashboards ask for known metrics only, and every known one is asked for', () => {
  const asked = [...rules.map(({ expr }) => expr), ...queries].flatMap(metricsIn);
  expect([...new Set(asked)].sort()).toEqual(KNOWN);
});

test('the documentation says of each metric who has it', () => {
  const page = fs.readFileSync('docs/monitoring.md', 'utf8');
  expect(KNOWN.filter((metric) => !page.includes(`\`${metric}\``))).toEqual([]);
});

test('the runbook has a heading for each alert, and for nothing else', () => {
  const headings = [...fs.readFileSync('docs/runbooks/alerts.md', 'utf8').matchAll(/^## (Canton\w+)$/gm)].map(([, name]) => name);
  expect(headings).toEqual(rules.flatMap(({ alert }) => alert ?? []));
});

test.each(models.map((model) => [model.title, model] as const))('%s is whole', (_, { uid, panels, templating }) => {
  expect(uid).toMatch(/^[a-z0-9-]{1,40}$/);
  expect(templating.list.map(({ name }) => name)).toEqual(['datasource', 'namespace', 'service']);
  expect(panels.map(({ id }) => id)).toEqual(panels.map((__, index) => index + 1));
  for (const { title, description, gridPos: { x, w }, targets } of panels) {
    expect([title, description].filter((text) => text.trim() === '')).toEqual([]);
    expect(Number.isInteger(w) && x + w <= 24).toBe(true);
    expect(targets.length).toBeGreaterThan(0);
  }
  const cells = panels.flatMap(({ gridPos: { x, y, w } }) => Array.from({ length: w }, (__, index) => `${y} ${x + index}`));
  expect(new Set(cells).size).toBe(cells.length);
});

test('panels show the services that are picked: each query has a variable', () => {
  expect(queries.filter((query) => !query.includes('$namespace'))).toEqual([]);
});

test('dashboards are what they were', () => {
  expect(texts).toMatchSnapshot();
});
