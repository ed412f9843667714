import { ACTIVE, ACTIVE_PASSIVE, byCertificate, CANTON_NODES, CERTIFICATES, nodeHealth, SERVICE, SINGLETONS, UP, WANTED } from './series';

/** How soon somebody must look: now, today, or never, as it is only news. */
export type Severity = 'critical' | 'warning' | 'info';

/** An alert, with the page's heading of the same name in `docs/runbooks/alerts.md`. */
export interface Alert {
  readonly name: string;
  readonly severity: Severity;
  /** How long it must be so. */
  readonly for?: string;
  readonly expression: string;
  readonly summary: string;
}

const SERVICE_NAME = '{{ $labels.canton_component }} {{ $labels.canton_service }} in {{ $labels.namespace }}';
const POD_NAME = '{{ $labels.pod }} in {{ $labels.namespace }}';

const EXPIRATION = 'certmanager_certificate_expiration_timestamp_seconds';
const RENEWAL = 'certmanager_certificate_renewal_timestamp_seconds';
const NOT_BEFORE = 'certmanager_certificate_not_before_timestamp_seconds';

/**
 * All alerts, over the services of one `Monitoring`.
 *
 * @param own the label by which its own recorded series are known
 */
export function alerts(own: string): Alert[] {
  return [
    {
      name: 'CantonNoActiveInstance',
      severity: 'critical',
      for: '1m',
      expression: `${ACTIVE}{${own}, canton_component=~"${CANTON_NODES}"} == 0`,
      summary: `No active instance of ${SERVICE_NAME}`,
    },
    {
      // A pod that is gone may seem active until it is asked for the next time.
      name: 'CantonTwoActiveInstances',
      severity: 'critical',
      for: '2m',
      expression: `${ACTIVE}{${own}, canton_component=~"${ACTIVE_PASSIVE}"} > 1`,
      summary: `{{ $value }} active instances of ${SERVICE_NAME}, where there must be one`,
    },
    {
      name: 'CantonInstanceMissing',
      severity: 'warning',
      for: '10m',
      expression: `${UP}{${own}, canton_component=~"${ACTIVE_PASSIVE}|router|json-api"} < ${WANTED}`,
      summary: `Only {{ $value }} instances of ${SERVICE_NAME} are up: the next failure may be an outage`,
    },
    {
      name: 'CantonSequencersBelowTotal',
      severity: 'warning',
      for: '5m',
      expression: `${ACTIVE}{${own}, canton_component="sequencer"} < ${WANTED}`,
      summary: `Only {{ $value }} instances of ${SERVICE_NAME} sequence`,
    },
    { name: 'CantonFailoverHappened', severity: 'info', expression: failover(own), summary: `${POD_NAME} has become active in the place of another` },
    {
      name: 'CantonDatabasePoolExhausted',
      severity: 'warning',
      for: '5m',
      expression: exhaustedPool(own),
      summary: `All database connections of ${POD_NAME} are busy`,
    },
    { name: 'CantonJsonApiNotReady', severity: 'critical', for: '1m', expression: jsonApiNotReady(own), summary: `No healthy HTTP JSON API of ${SERVICE_NAME}` },
    {
      // Canton may have an active instance that its router cannot reach, or no router may be left; where none is active, another alert says so.
      name: 'CantonRouterWithoutServer',
      severity: 'critical',
      for: '1m',
      expression: [
        `${WANTED}{${own}, canton_component="router"}`,
        `unless on (${SERVICE}) (haproxy_backend_active_servers > 0)`,
        `and on (namespace, canton_service) (${ACTIVE}{${own}, canton_component=~"${CANTON_NODES}"} > 0)`,
      ].join('\n'),
      summary: 'No router of {{ $labels.canton_service }} in {{ $labels.namespace }} reaches an instance, although one is active',
    },
    {
      name: 'CantonTriggerServiceDown',
      severity: 'critical',
      for: '5m',
      // Where nobody knows of any StatefulSet, kube-state-metrics is away, and this one may be well.
      expression: [
        `${SINGLETONS}{${own}, canton_component="trigger-service"}`,
        'unless on (namespace, statefulset) (kube_statefulset_status_replicas_ready > 0)',
        'and on () group(kube_statefulset_status_replicas_ready)',
      ].join('\n'),
      summary: 'Trigger service {{ $labels.canton_service }} in {{ $labels.namespace }} is not ready: its triggers do not run',
    },
    {
      name: 'CantonMiddlewareDown',
      severity: 'warning',
      for: '5m',
      expression: `${UP}{${own}, canton_component="oauth2-middleware"} == 0`,
      summary: 'OAuth 2.0 middleware {{ $labels.canton_service }} in {{ $labels.namespace }} is down: triggers get no new tokens',
    },
    {
      name: 'CantonPodOnLostNode',
      severity: 'critical',
      for: '2m',
      expression: [
        `${SINGLETONS}{${own}} * on (namespace, pod) group_left (node) max by (namespace, pod, node) (kube_pod_info)`,
        'and on (node) (kube_node_status_condition{condition="Ready", status="true"} == 0)',
      ].join('\n'),
      summary: `${POD_NAME} is on node {{ $labels.node }}, which is lost, and nothing will take its place`,
    },
    {
      name: 'CantonCertificateNearExpiry',
      severity: 'warning',
      for: '1h',
      expression: [
        `${byCertificate(`${EXPIRATION} - time() < (${EXPIRATION} - ${RENEWAL}) / 2`)}`,
        `* on (namespace, name) group_right () ${CERTIFICATES}{${own}}`,
      ].join('\n'),
      summary: 'Certificate {{ $labels.name }} in {{ $labels.namespace }} should have been renewed and ends in {{ $value | humanizeDuration }}',
    },
    {
      name: 'CantonCertificateUnwatched',
      severity: 'warning',
      for: '1h',
      expression: `${CERTIFICATES}{${own}} unless on (namespace, name) ${byCertificate(EXPIRATION)}`,
      summary: 'Nobody knows when certificate {{ $labels.name }} in {{ $labels.namespace }} ends: cert-manager says nothing of it',
    },
    {
      name: 'CantonCertificateNotLoaded',
      severity: 'warning',
      for: '1h',
      expression: certificateNotLoaded(own),
      summary: `${POD_NAME} still shows a certificate that has been renewed: it must be restarted before the old one ends`,
    },
  ];
}

/** Who is active now and was not a quarter of an hour ago, when somebody else was. */
function failover(own: string): string {
  const health = nodeHealth(ACTIVE_PASSIVE);
  return [
    '(',
    `  max by (${SERVICE}, pod) (${health}) == 1`,
    `  unless on (namespace, pod) (max by (namespace, pod) (${health} offset 15m) == 1)`,
    ')',
    `and on (${SERVICE}) (${ACTIVE}{${own}} offset 15m > 0)`,
  ].join('\n');
}

function exhaustedPool(own: string): string {
  const pools = ['general', 'write'].map((pool) => `max by (${SERVICE}, pod) (avg_over_time(daml_db_storage_${pool}_executor_load[5m])) > 0.95`);
  return [`(${pools.join('\nor ')})`, `and on (${SERVICE}) ${WANTED}{${own}}`].join('\n');
}

/** The JSON API's own service, or since Canton 3 the one in the active participant's process. */
function jsonApiNotReady(own: string): string {
  return [
    `${ACTIVE}{${own}, canton_component="json-api"} == 0`,
    `or ${WANTED}{${own}, canton_component="participant"}`,
    `and on (${SERVICE}) (max by (${SERVICE}) (daml_health_status{canton_component="participant", component="json_api"}) == 0)`,
  ].join('\n');
}

/** Processes read certificates when they start: those that are older than a certificate show the one before it, which ends `renewBefore` after it began. */
function certificateNotLoaded(own: string): string {
  const overdue = `${NOT_BEFORE} and (time() - ${NOT_BEFORE} > (${EXPIRATION} - ${RENEWAL}) / 2)`;
  return [
    'max by (namespace, pod) (kube_pod_container_state_started)',
    `* on (namespace, pod) group_left (canton_service, canton_component) group by (${SERVICE}, pod) (up{canton_service!=""})`,
    `< on (${SERVICE}) group_left ()`,
    `max by (${SERVICE}) (${CERTIFICATES}{${own}} * on (namespace, name) group_left () ${byCertificate(overdue)})`,
  ].join('\n');
}
