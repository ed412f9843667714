import { METRICS_PORTS, WatchedWorkload } from '../kubernetes/watched';
import { SHARD_LABEL } from '../model/annotations';

/** Labels of pods that become labels of series. */
const LABELS: [string, string][] = [
  ['app.kubernetes.io/instance', 'canton_service'],
  ['app.kubernetes.io/component', 'canton_component'],
  [SHARD_LABEL, 'canton_shard'],
];

/**
 * Canton 2 begins some names with the node's. They become those that Canton 3 gives to the same: one process is one node, so no two meet. First the
 * domain of a sequencer client goes from the name into a label, as a node may have several.
 */
const RENAMED = [
  rename('.+_canton_(.+)_sequencer_client_delay', 'domain', '${1}'),
  rename('.+_canton_.+_sequencer_client_delay', '__name__', 'daml_sequencer_client_handler_delay'),
  rename('.+_canton_(?:sequencer_)?db_storage_(general|write)_executor_(load|queued)', '__name__', 'daml_db_storage_${1}_executor_${2}'),
];

/** Has the pods of workloads asked for metrics: exactly theirs, as other apps may be in the same namespaces. */
export function podMonitorSpec(workloads: WatchedWorkload[], interval: string): object {
  const watched = workloads.filter(({ metricsPort }) => metricsPort !== undefined);
  return {
    namespaceSelector: { matchNames: once(watched.map(({ namespace }) => namespace)) },
    selector: {
      matchExpressions: [
        { key: 'app.kubernetes.io/name', operator: 'In', values: once(watched.map(({ group }) => group.name)) },
        { key: 'app.kubernetes.io/instance', operator: 'In', values: once(watched.map(({ group }) => group.instance)) },
      ],
    },
    podMetricsEndpoints: [{ ...endpoint(METRICS_PORTS.process, interval), metricRelabelings: RENAMED }, endpoint(METRICS_PORTS.router, interval)],
  };
}

function endpoint(port: string, interval: string): object {
  return { port, interval, relabelings: LABELS.map(([label, targetLabel]) => ({ sourceLabels: [metaLabel(label)], targetLabel })) };
}

function rename(regex: string, targetLabel: string, replacement: string): object {
  return { sourceLabels: ['__name__'], regex, targetLabel, replacement };
}

/** How Prometheus calls a pod's label. */
function metaLabel(label: string): string {
  return `__meta_kubernetes_pod_label_${label.replace(/[^a-zA-Z0-9]/g, '_')}`;
}

function once(names: string[]): string[] {
  return [...new Set(names)].sort();
}
