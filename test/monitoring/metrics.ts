/**
 * Every metric that rules and dashboards may ask for, by who has it. Each was looked up where it is made: the names of Canton 2.10 and of 3.5 in both of their
 * sources, those of others in their documentation.
 */
export const METRICS: Record<string, string[]> = {
  // CantonNodeBootstrap.scala and HttpService.scala of both releases; `component` is the node's name, or `json_api`.
  'Canton, JSON API': ['daml_health_status'],
  // DamlGrpcServerMetrics.scala, HttpMetricsInterceptor.scala of both releases.
  'Canton, calls': [
    'daml_grpc_server_duration_seconds_bucket', 'daml_grpc_server_handled_total', 'daml_http_requests_duration_seconds_bucket', 'daml_http_requests_total',
  ],
  // DbStorageMetrics.scala, SequencerClientMetrics.scala of 3.5. The PodMonitor gives the names of 2.10 to these.
  'Canton 3.5, and 2.10 once renamed': [
    'daml_db_storage_general_executor_load', 'daml_db_storage_general_executor_queued', 'daml_db_storage_write_executor_load', 'daml_db_storage_write_executor_queued',
    'daml_sequencer_client_handler_delay',
  ],
  // JvmMetricSet.scala of the SDK 2.10; RuntimeTelemetry of OpenTelemetry in 3.5.
  'the JVM': ['jvm_memory_used_bytes', 'runtime_jvm_memory_area'],
  // Answered by HAProxy 2.6 to `GET /metrics`.
  'HAProxy': ['haproxy_backend_active_servers', 'haproxy_backend_current_sessions'],
  // docs/metrics of kube-state-metrics, all of them stable.
  'kube-state-metrics': ['kube_node_status_condition', 'kube_pod_container_state_started', 'kube_pod_info', 'kube_statefulset_status_replicas_ready'],
  // certificate_collector.go of cert-manager 1.21.
  'cert-manager': [
    'certmanager_certificate_expiration_timestamp_seconds', 'certmanager_certificate_not_before_timestamp_seconds', 'certmanager_certificate_renewal_timestamp_seconds',
  ],
  'Prometheus itself': ['ALERTS', 'up'],
  'the rules': ['canton:certificates:wanted', 'canton:instances:active', 'canton:instances:up', 'canton:instances:wanted', 'canton:singletons:wanted'],
};
