import { officialCharts } from './official-charts';
import { Result, runChecks } from '../../lib/checks';
import { deploymentOf } from '../../lib/services/parsed-manifests';

const DEFAULTS = {
  error: ['grace-period', 'json-api-start-mode', 'known-bad-release', 'one-live-trigger-service', 'startup-budget', 'synchronous-commit'],
  warning: [
    'api-tls', 'database-tls', 'database-user', 'ledger-api-authentication', 'no-empty-roles', 'probe-ports-declared', 'read-only-root',
    'resources-requested', 'restricted-pods', 'slow-failover-release',
  ],
};

test('their nodes and programs are recognised without a label of ours', async () => {
  const { nodes, jsonApis, triggerServices } = await deploymentOf(officialCharts());
  expect(nodes.map(({ node }) => node.text)).toEqual([
    "participant 'participant1'", "domain manager 'mydomain'", "mediator 'mymediator'", "sequencer 'mysequencer'",
  ]);
  expect([...jsonApis, ...triggerServices].map(({ workload }) => workload.id)).toEqual(['Deployment default/json', 'Deployment default/trigger']);
});

test('with default values', async () => {
  const results = await judged();
  expect(rules(results)).toEqual(DEFAULTS);
  expect(results.map(({ rule, object }) => `${rule} ${object}`)).toMatchSnapshot();
});

test('with two participants, which scaling up gives', async () => {
  const { error, warning } = rules(await judged({ participant: 2 }));
  expect(error).toEqual([...DEFAULTS.error, 'becomes-available', 'instances-on-distinct-hosts'].sort());
  expect(warning).toEqual([...DEFAULTS.warning, 'instances-in-distinct-zones'].sort());
});

test('with two sequencers', async () => {
  const { error, warning } = rules(await judged({ sequencer: 2 }));
  expect(error).toEqual([...DEFAULTS.error, 'instances-on-distinct-hosts'].sort());
  expect(warning).toEqual([...DEFAULTS.warning, 'instances-in-distinct-zones', 'replicas-have-budget'].sort());
});

async function judged(replicas?: { participant?: number; sequencer?: number }): Promise<Result[]> {
  return runChecks(await deploymentOf(officialCharts(replicas)));
}

function rules(results: Result[]): { error: string[]; warning: string[] } {
  const of = (severity: string) => [...new Set(results.filter((result) => result.severity === severity).map(({ rule }) => rule))].sort();
  return { error: of('error'), warning: of('warning') };
}
