import { App, Chart, Duration, Testing } from 'cdk8s';
import { PROMETHEUS, watchedChart } from './fixtures';
import {
  JsonApiService, LedgerApiAuth, Monitoring, MonitoringProps, NetworkPeer, NodeOperation, ParticipantService, ParticipantStack, TriggerService,
} from '../../lib';
import { AUTH, database, participant } from '../services/fixtures';
import { Manifest, manifests, names, only, testChart } from '../support/chart';

const OWN = ['PodMonitor', 'PrometheusRule'];

interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels: { [label: string]: string };
  readonly annotations: { [annotation: string]: string };
}

const rules = (chart: Chart, name = 'monitoring'): Rule[] => only(chart, 'PrometheusRule', name).spec.groups[0].rules;
const alerts = (chart: Chart): Rule[] => rules(chart).filter(({ alert }) => alert !== undefined);
const wanted = (chart: Chart, record = 'canton:instances:wanted', name = 'monitoring'): Rule[] => rules(chart, name).filter((rule) => rule.record === record);
const dashboards = (all: Manifest[]): Manifest[] => all.filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels['app.kubernetes.io/name'] === 'monitoring');

describe('of one service of each kind', () => {
  const chart = watchedChart();
  const all = manifests(chart);

  test('asks for metrics, and has rules for them', () => {
    expect(all.filter(({ kind }) => OWN.includes(kind))).toMatchSnapshot();
  });

  test('names and labels are a contract: a change here is a major release', () => {
    expect(names(chart).filter((name) => name.includes('monitoring'))).toEqual([
      'ConfigMap monitoring-nodes', 'ConfigMap monitoring-services', 'PodMonitor monitoring', 'PrometheusRule monitoring',
    ]);
    expect(dashboards(all).map(({ metadata, data }) => [metadata.labels.grafana_dashboard, Object.keys(data)])).toEqual([
      ['1', ['canton-services.json']], ['1', ['canton-nodes.json']],
    ]);
  });

  test('wants what is meant to be there: services made later, pods of StatefulSets, certificates of cert-manager', () => {
    const labels = ({ labels: { canton_service, canton_component }, expr }: Rule) => `${canton_component} ${canton_service}: ${expr}`;
    expect(wanted(chart).map(labels)).toEqual([
      'sequencer chain: vector(2)', 'json-api json-api: vector(2)', 'oauth2-middleware oauth2: vector(1)', 'participant participant: vector(2)',
      'router participant: vector(2)', 'trigger-service triggers: vector(1)',
    ]);
    expect(wanted(chart, 'canton:singletons:wanted').map(({ labels: { statefulset, pod } }) => [statefulset, pod])).toEqual([
      ['chain', 'chain-0'], ['chain', 'chain-1'], ['triggers', 'triggers-0'],
    ]);
    expect(wanted(chart, 'canton:certificates:wanted').map((rule) => rule.labels)).toEqual([
      { namespace: 'iou', canton_service: 'participant', canton_component: 'participant', name: 'participant-tls', canton_monitoring: 'iou/monitoring' },
    ]);
  });

  test('asks the pods of its services only, by the names and the ports that they have', () => {
    const { spec } = all.find(({ kind }) => kind === 'PodMonitor')!;
    const pods = all.flatMap((manifest) => (['Deployment', 'StatefulSet'].includes(manifest.kind) ? [manifest.spec.template] : []));
    const expressions = spec.selector.matchExpressions as { key: string; values: string[] }[];
    expect(pods.filter(({ metadata: { labels } }) => !expressions.every(({ key, values }) => values.includes(labels[key])))).toEqual([]);
    const ports: string[] = spec.podMetricsEndpoints.map(({ port }: { port: string }) => port);
    const namesOf = (pod: Manifest): string[] => (
      pod.spec.containers.flatMap((container: Manifest['spec']) => (container.ports ?? []).map(({ name }: { name: string }) => name))
    );
    expect(pods.map((pod) => namesOf(pod).filter((name) => ports.includes(name)).length)).toEqual(pods.map(() => 1));
  });

  test('lets Prometheus ask each of them, on that port and no other', () => {
    const from = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }];
    const open = all.filter(({ kind }) => kind === 'NetworkPolicy').map(({ metadata, spec }) => {
      const admitted = (spec.ingress ?? []).filter((rule: { from: object[] }) => JSON.stringify(rule.from) === JSON.stringify(from));
      return [metadata.name, admitted.flatMap(({ ports }: Manifest['spec']) => ports.map(({ port }: { port: number }) => port))];
    });
    expect(open).toEqual([
      ['chain', [8081]], ['participant', [8081]], ['participant-router', [8404]], ['json-api', [8081]], ['oauth2', [8081]], ['triggers', [8081]],
    ]);
  });

  test('each alert says how bad it is, what it is, and where to read on', () => {
    const told = alerts(chart).map(({ alert, labels: { severity }, annotations }) => ({ alert, severity, ...annotations }));
    for (const { alert, severity, summary, runbook_url: url } of told as Record<string, string>[]) {
      expect(['critical', 'warning', 'info']).toContain(severity);
      expect(summary).toMatch(/\S/);
      expect(url).toBe(`https://github.com/cdk8s-canton/cdk8s-canton/blob/main/docs/runbooks/alerts.md#${alert.toLowerCase()}`);
    }
    expect(told).toHaveLength(14);
  });

  test('two synths are equal', () => {
    expect(manifests(chart)).toEqual(all);
  });
});

test('every prop arrives in the manifests', () => {
  const app = new App();
  const [here, there, elsewhere] = ['here', 'there', 'elsewhere'].map((id) => new Chart(app, id, { namespace: id, disableResourceNameHashes: true }));
  participant(there);
  participant(elsewhere, 'unwatched');
  const props: Required<MonitoringProps> = {
    scrapers: [PROMETHEUS, NetworkPeer.pods({ app: 'agent' }, 'observability')],
    of: there,
    interval: Duration.seconds(30),
    labels: { release: 'kube-prometheus-stack' },
    alertLabels: { team: 'ledger' },
    runbookUrl: 'https://wiki.bank.example/ledger/alerts',
    dashboardLabels: { 'grafana.bank.example/dashboard': 'yes' },
    dashboardAnnotations: { grafana_folder: 'Ledger' },
  };
  new Monitoring(here, 'watch', props);
  const all = Testing.synth(here) as Manifest[];
  const { metadata, spec } = only(here, 'PodMonitor', 'watch');
  expect(metadata.labels.release).toBe('kube-prometheus-stack');
  expect(spec.namespaceSelector).toEqual({ matchNames: ['there'] });
  expect(spec.selector.matchExpressions[1].values).toEqual(['participant']);
  expect(spec.podMetricsEndpoints.map(({ interval }: { interval: string }) => interval)).toEqual(['30s', '30s']);
  const rule = only(here, 'PrometheusRule', 'watch');
  expect(rule.metadata.labels.release).toBe('kube-prometheus-stack');
  expect(rule.spec.groups[0].interval).toBe('30s');
  expect(wanted(here, undefined, 'watch').map(({ labels }) => labels)).toEqual(['participant', 'router'].map((component) => (
    { namespace: 'there', canton_service: 'participant', canton_component: component, canton_monitoring: 'here/watch' }
  )));
  const [first] = rules(here, 'watch').filter(({ alert }) => alert !== undefined);
  expect(first.labels).toEqual({ team: 'ledger', severity: 'critical' });
  expect(first.annotations.runbook_url).toBe('https://wiki.bank.example/ledger/alerts#cantonnoactiveinstance');
  expect(dashboards(all).map(({ metadata: { labels, annotations } }) => [labels['grafana.bank.example/dashboard'], labels.grafana_dashboard, annotations])).toEqual([
    ['yes', undefined, { grafana_folder: 'Ledger' }], ['yes', undefined, { grafana_folder: 'Ledger' }],
  ]);
  const peers = (chart: Chart, name: string) => JSON.stringify(only(chart, 'NetworkPolicy', name).spec.ingress);
  expect(peers(there, 'participant')).toContain('"app":"agent"');
  expect(peers(elsewhere, 'unwatched')).not.toContain('"app":"agent"');
});

test('misses nobody who is meant to be away: services without pods are not wanted', () => {
  const chart = testChart();
  participant(chart);
  new ParticipantService(chart, 'away', { storage: database('away'), auth: AUTH, operation: NodeOperation.MAINTENANCE });
  new Monitoring(chart, 'monitoring', { scrapers: [PROMETHEUS] });
  expect(wanted(chart).map(({ labels }) => `${labels.canton_component} ${labels.canton_service}`)).toEqual(['router away', 'participant participant', 'router participant']);
});

test('misses no JSON API and no trigger service whose participant is meant to be away', () => {
  const chart = testChart();
  const away = new ParticipantService(chart, 'away', { storage: database('away'), auth: LedgerApiAuth.unauthenticated(), operation: NodeOperation.MIGRATE });
  new JsonApiService(chart, 'json-api', { participant: away });
  new TriggerService(chart, 'triggers', { participant: away, storage: database('triggers') });
  new Monitoring(chart, 'monitoring', { scrapers: [PROMETHEUS] });
  expect(wanted(chart).map(({ labels }) => labels.canton_component)).toEqual(['router']);
  expect(wanted(chart, 'canton:singletons:wanted')).toEqual([]);
});

test('knows the shard of a service', () => {
  const chart = testChart();
  new ParticipantStack(chart, 'stack', { storage: database('stack'), auth: AUTH, shard: 'a' });
  new Monitoring(chart, 'monitoring', { scrapers: [PROMETHEUS] });
  expect(wanted(chart).map(({ labels }) => [labels.canton_service, labels.canton_shard])).toEqual([['stack', 'a'], ['stack-json-api', 'a'], ['stack', 'a']]);
});

test.each([
  ['participant_canton_db_storage_general_executor_load', 'daml_db_storage_general_executor_load', undefined],
  ['sequencer_canton_sequencer_db_storage_write_executor_queued', 'daml_db_storage_write_executor_queued', undefined],
  ['canton_canton_db_storage_write_executor_load', 'daml_db_storage_write_executor_load', undefined],
  ['participant_canton_iou_sequencer_client_delay', 'daml_sequencer_client_handler_delay', 'iou'],
  ['mediator_canton_mediator_sequencer_client_delay', 'daml_sequencer_client_handler_delay', 'mediator'],
  ['participant_canton_db_storage_locks_executor_load', 'participant_canton_db_storage_locks_executor_load', undefined],
  ['daml_db_storage_general_executor_load', 'daml_db_storage_general_executor_load', undefined],
  ['haproxy_backend_active_servers', 'haproxy_backend_active_servers', undefined],
])('gives the metric %s the name %s', (name, renamed, domain) => {
  const chart = testChart();
  participant(chart);
  new Monitoring(chart, 'monitoring', { scrapers: [PROMETHEUS] });
  const labels: { [label: string]: string } = { __name__: name };
  for (const { regex, targetLabel, replacement } of only(chart, 'PodMonitor', 'monitoring').spec.podMetricsEndpoints[0].metricRelabelings) {
    const match = new RegExp(`^${regex}$`).exec(labels.__name__); // Prometheus takes the whole name
    labels[targetLabel] = match === null ? labels[targetLabel] : replacement.replace(/\$\{(\d)\}/g, (_: string, group: string) => match[Number(group)]);
  }
  expect(labels).toEqual({ __name__: renamed, domain });
});

test('two apps in one namespace do not meet: each has its own label, services and dashboards', () => {
  const [one, two] = ['one', 'two'].map((id) => {
    const chart = testChart();
    participant(chart, `${id}-ledger`);
    new Monitoring(chart, id, { scrapers: [PROMETHEUS] });
    return chart;
  });
  const expressions = (chart: Chart, name: string) => JSON.stringify(rules(chart, name));
  expect(expressions(one, 'one')).not.toContain('test/two');
  expect(expressions(two, 'two')).not.toContain('test/one');
  const uid = (chart: Chart, id: string) => (JSON.parse(only(chart, 'ConfigMap', `${id}-services`).data['canton-services.json']) as { uid: string }).uid;
  expect(uid(one, 'one')).not.toBe(uid(two, 'two'));
});

test.each<[string, Partial<MonitoringProps>, string]>([
  [
    'nobody who asks', { scrapers: [] },
    "monitoring 'monitoring': scrapers must name who asks for metrics, got a list of 0; use NetworkPeer.namespace of the namespace that Prometheus runs in",
  ],
  ['too long an interval', { interval: Duration.minutes(2) }, "monitoring 'monitoring': interval in seconds must be a whole number from 5 to 60, got 120"],
  ['a runbook that is nowhere', { runbookUrl: 'docs/alerts.md' }, "monitoring 'monitoring': runbookUrl must be a URL that starts with https:// or http://, got 'docs/alerts.md'"],
  ...['severity', 'canton_service', 'my-team'].map((label): [string, Partial<MonitoringProps>, string] => [
    `the alert label ${label}`, { alertLabels: { [label]: 'x' } },
    `monitoring 'monitoring': alertLabels must be letters, digits and '_', and none that alerts have already (severity, namespace, pod, canton_...), got '${label}'`,
  ]),
])('refuses %s', (_, props, message) => {
  expect(() => new Monitoring(testChart(), 'monitoring', { scrapers: [PROMETHEUS], ...props })).toThrow(new Error(message));
});

test('refuses an id that cannot name objects', () => {
  expect(() => new Monitoring(testChart(), 'My Watch', { scrapers: [PROMETHEUS] }))
    .toThrow("id of monitoring must be a DNS label (a-z, 0-9 and '-', at most 63 characters, no '-' at either end), got 'My Watch'");
});

test('refuses to watch nothing', () => {
  const chart = testChart();
  new Monitoring(chart, 'monitoring', { scrapers: [PROMETHEUS], of: chart });
  expect(() => manifests(chart)).toThrow(/monitoring 'monitoring': there is no service to watch below 'chart'/);
});
