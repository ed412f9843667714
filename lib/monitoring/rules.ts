import { alerts } from './alerts';
import { ACTIVE, CANTON_NODES, CERTIFICATES, nodeHealth, SERVICE, SINGLETONS, UP, WANTED } from './series';
import { PodGroup } from '../kubernetes/identity';
import { WatchedCertificate, WatchedWorkload } from '../kubernetes/watched';

/** A rule of Prometheus: a series that is recorded, or an alert. */
export interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Labels;
  readonly annotations?: { [annotation: string]: string };
}

/** What rules are made for, and how. */
export interface RuleSettings {
  /** Namespace and name of the rules: their own series carry it, so that several apps can have rules in one Prometheus. */
  readonly origin: string;
  readonly runbookUrl: string;
  readonly alertLabels: Labels;
  readonly workloads: WatchedWorkload[];
  readonly certificates: WatchedCertificate[];
}

interface Labels {
  readonly [label: string]: string;
}

/** What is meant to be there comes first, as constants: what has vanished altogether has no series of its own, and is missed all the same. */
export function rules(settings: RuleSettings): Rule[] {
  const own = ownLabel(settings.origin);
  const wanted = [...wantedInstances(settings), ...wantedSingletons(settings), ...wantedCertificates(settings)];
  const constants = wanted.map(([record, labels, count]) => constant(record, { ...labels, canton_monitoring: settings.origin }, count));
  return [...constants, ...measured(own), ...alertRules(own, settings)];
}

/** The label, as a selector writes it. */
export function ownLabel(origin: string): string {
  return `canton_monitoring="${origin}"`;
}

type Wanted = [string, Labels, number];

function wantedInstances({ workloads }: RuleSettings): Wanted[] {
  const services = new Map<string, { labels: Labels; pods: number }>();
  for (const { namespace, group, shard, pods, metricsPort } of workloads) {
    if (metricsPort !== undefined && pods > 0) {
      const labels = { ...serviceLabels(namespace, group), ...(shard === undefined ? {} : { canton_shard: shard }) };
      const key = JSON.stringify(labels);
      services.set(key, { labels, pods: pods + (services.get(key)?.pods ?? 0) });
    }
  }
  return [...services.values()].map(({ labels, pods }) => [WANTED, labels, pods]);
}

function wantedSingletons({ workloads }: RuleSettings): Wanted[] {
  return workloads.filter(({ kind }) => kind === 'StatefulSet').flatMap(({ name, namespace, group, pods }) => (
    Array.from({ length: pods }, (_, index): Wanted => [SINGLETONS, { ...serviceLabels(namespace, group), statefulset: name, pod: `${name}-${index}` }, 1])
  ));
}

function wantedCertificates({ certificates }: RuleSettings): Wanted[] {
  return certificates.map(({ name, namespace, group }) => [CERTIFICATES, { ...serviceLabels(namespace, group), name }, 1]);
}

function serviceLabels(namespace: string, { instance, component }: PodGroup): Labels {
  return { namespace, canton_service: instance, canton_component: component };
}

function constant(record: string, labels: Labels, value: number): Rule {
  return { record, expr: `vector(${value})`, labels };
}

/** Pods count once, however often they are scraped. */
function measured(own: string): Rule[] {
  const answering = `count by (${SERVICE}) (group by (${SERVICE}, pod) (up{canton_service!=""} == 1))`;
  const health = `${nodeHealth(CANTON_NODES)} or daml_health_status{canton_component="json-api"}`;
  const healthy = `count by (${SERVICE}) (max by (${SERVICE}, pod) (${health}) == 1)`;
  return [
    { record: UP, expr: counted(`${WANTED}{${own}}`, answering) },
    { record: ACTIVE, expr: counted(`${WANTED}{${own}, canton_component=~"${CANTON_NODES}|json-api"}`, healthy) },
  ];
}

/** A count for each service that is wanted: 0 where there is nothing to count. */
function counted(wanted: string, count: string): string {
  return [`${wanted} * 0 + on (${SERVICE}) group_left () (`, `  ${count}`, `  or on (${SERVICE}) ${wanted} * 0`, ')'].join('\n');
}

function alertRules(own: string, { runbookUrl, alertLabels }: RuleSettings): Rule[] {
  return alerts(own).map(({ name, severity, for: duration, expression, summary }) => ({
    alert: name,
    expr: expression,
    for: duration,
    labels: { ...alertLabels, severity },
    annotations: { summary, runbook_url: `${runbookUrl}#${name.toLowerCase()}` },
  }));
}
