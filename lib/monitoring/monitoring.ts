import { ApiObject, Duration, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { nodesDashboard } from './dashboards/nodes';
import { servicesDashboard } from './dashboards/services';
import { podMonitorSpec } from './pod-monitor';
import { rules } from './rules';
import { metadata, namespaceOf, PodGroup, requireAnnotations } from '../kubernetes/identity';
import { letScrape } from '../kubernetes/scrapers';
import { certificatesBelow, workloadsBelow } from '../kubernetes/watched';
import { NetworkPeer } from '../model/network-peer';
import { describe, refuse, requireDnsLabel, requireInteger, requireUrl } from '../model/validation';

const API = 'monitoring.coreos.com/v1';
const RUNBOOK = 'https://github.com/cdk8s-canton/cdk8s-canton/blob/main/docs/runbooks/alerts.md';
/** What the rules themselves say of an alert. */
const OWN_LABELS = /^(alertname|severity|namespace|pod|node|name|statefulset|canton_.*|__.*)$/;

/** Props of `Monitoring`. */
export interface MonitoringProps {
  /** Who asks for metrics: the namespace or the pods of Prometheus. The services' network policies let them in, on the metrics ports only. */
  readonly scrapers: NetworkPeer[];

  /**
   * The services below this construct are watched.
   *
   * @default - the whole app
   */
  readonly of?: IConstruct;

  /**
   * How often metrics are asked for and rules evaluated: 5 seconds to 1 minute.
   *
   * @default 15 seconds
   */
  readonly interval?: Duration;

  /**
   * Labels of the PodMonitor and the PrometheusRule, by which a Prometheus finds them: `{ release: 'kube-prometheus-stack' }`.
   *
   * @default - none
   */
  readonly labels?: { [label: string]: string };

  /**
   * Labels of all alerts, by which an Alertmanager routes them: `{ team: 'ledger' }`.
   *
   * @default - none beside `severity` and what says which service it is
   */
  readonly alertLabels?: { [label: string]: string };

  /**
   * The page that alerts lead to: it has a heading for each alert, with its name.
   *
   * @default - this library's own, docs/runbooks/alerts.md
   */
  readonly runbookUrl?: string;

  /**
   * Labels of the ConfigMaps with dashboards, by which Grafana finds them.
   *
   * @default - { grafana_dashboard: '1' }, what the usual Helm chart of Grafana looks for
   */
  readonly dashboardLabels?: { [label: string]: string };

  /**
   * Annotations of the ConfigMaps with dashboards, such as the folder that Grafana keeps them in.
   *
   * @default - none
   */
  readonly dashboardAnnotations?: { [annotation: string]: string };
}

/**
 * Watches over the services of an app, those made later too: has the Prometheus Operator scrape them, alert when one of them fails or can afford no
 * further failure, and gives Grafana two dashboards. Some alerts need kube-state-metrics and cert-manager's metrics (docs/monitoring.md).
 */
export class Monitoring extends Construct {
  private readonly group: PodGroup;
  private readonly owner: string;

  public constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.group = { name: 'monitoring', instance: id, component: 'monitoring' };
    this.owner = `monitoring '${requireDnsLabel('id of monitoring', id)}'`;
    const watched = props.of ?? this.node.root;
    const origin = `${namespaceOf(this)}/${id}`;
    letScrape(watched, requireScrapers(this.owner, props.scrapers));
    this.podMonitor(watched, props);
    this.prometheusRule(watched, origin, props);
    this.dashboard('Services', servicesDashboard(origin), props);
    this.dashboard('Nodes', nodesDashboard(origin), props);
    this.node.addValidation({ validate: () => this.missing(watched) });
  }

  private podMonitor(watched: IConstruct, props: MonitoringProps): void {
    const interval = this.interval(props);
    this.object('PodMonitor', API, this.node.id, props.labels, { spec: Lazy.any({ produce: () => podMonitorSpec(workloadsBelow(watched), interval) }) });
  }

  private prometheusRule(watched: IConstruct, origin: string, props: MonitoringProps): void {
    const settings = {
      origin,
      runbookUrl: requireUrl(`${this.owner}: runbookUrl`, props.runbookUrl ?? RUNBOOK, ['https', 'http']),
      alertLabels: requireAlertLabels(this.owner, props.alertLabels ?? {}),
    };
    const groups = () => [{
      name: 'canton',
      interval: this.interval(props),
      rules: rules({ ...settings, workloads: workloadsBelow(watched), certificates: certificatesBelow(watched) }),
    }];
    this.object('PrometheusRule', API, this.node.id, props.labels, { spec: { groups: Lazy.any({ produce: groups }) } });
  }

  private dashboard(kind: string, model: object, { dashboardLabels = { grafana_dashboard: '1' }, dashboardAnnotations }: MonitoringProps): void {
    const file = `canton-${kind.toLowerCase()}.json`;
    const annotations = dashboardAnnotations && requireAnnotations(this.owner, 'annotation', dashboardAnnotations);
    this.object('ConfigMap', 'v1', `${this.node.id}-${kind.toLowerCase()}`, dashboardLabels, { data: { [file]: `${JSON.stringify(model, null, 2)}\n` } }, {
      id: `${kind}Dashboard`, annotations,
    });
  }

  private object(
    kind: string, apiVersion: string, name: string, labels: { [label: string]: string } = {}, content: object,
    { id = kind, annotations }: { id?: string; annotations?: { [annotation: string]: string } } = {},
  ): void {
    const own = requireAnnotations(this.owner, 'label', labels);
    new ApiObject(this, id, { apiVersion, kind, metadata: metadata(this, { kind, name, group: this.group, labels: own, annotations }), ...content });
  }

  private interval({ interval = Duration.seconds(15) }: MonitoringProps): string {
    return `${requireInteger(`${this.owner}: interval in seconds`, interval.toMilliseconds() / 1000, 5, 60)}s`;
  }

  private missing(watched: IConstruct): string[] {
    return workloadsBelow(watched).length > 0 ? [] : [`${this.owner}: there is no service to watch below '${watched.node.path}'`];
  }
}

function requireScrapers(owner: string, scrapers: NetworkPeer[]): NetworkPeer[] {
  return Array.isArray(scrapers) && scrapers.length > 0
    ? scrapers
    : refuse(`${owner}: scrapers must name who asks for metrics, got ${describe(scrapers)}; use NetworkPeer.namespace of the namespace that Prometheus runs in`);
}

function requireAlertLabels(owner: string, labels: { [label: string]: string }): { [label: string]: string } {
  for (const label of Object.keys(requireAnnotations(owner, 'label', labels))) {
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label) || OWN_LABELS.test(label)) {
      refuse(`${owner}: alertLabels must be letters, digits and '_', and none that alerts have already (severity, namespace, pod, canton_...), got '${label}'`);
    }
  }
  return labels;
}
