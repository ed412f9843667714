import { dashboard, Panel, PICKED } from './dashboard';

const POD = '{{canton_service}} {{pod}}';
const RATE = '[$__rate_interval]';

/** How the processes fare: calls, database, memory. */
export function nodesDashboard(origin: string): object {
  return dashboard({ name: 'nodes', origin, rows: [grpcCalls(), http(), database(), process()] });
}

function grpcCalls(): Panel[] {
  const calls = `daml_grpc_server_handled_total{${PICKED}}`;
  return [
    {
      title: 'gRPC calls',
      description: 'Calls that ended, of all APIs of a node.',
      type: 'timeseries',
      unit: 'reqps',
      queries: [{ expression: `sum by (namespace, canton_service, pod) (rate(${calls}${RATE}))`, legend: POD }],
    },
    {
      title: 'gRPC calls that failed',
      description: 'UNAVAILABLE for some seconds is what clients see of a failover; ABORTED is contention, and clients try again.',
      type: 'timeseries',
      unit: 'reqps',
      queries: [{
        expression: `sum by (namespace, canton_service, grpc_code) (rate(${calls.replace('}', ', grpc_code!="OK"}')}${RATE}))`,
        legend: '{{canton_service}} {{grpc_code}}',
      }],
    },
    {
      title: 'gRPC calls: 95 % are faster',
      description: 'Calls with one answer only: streams last as long as their clients want.',
      type: 'timeseries',
      unit: 's',
      queries: [{
        expression: 'histogram_quantile(0.95, sum by (namespace, canton_service, le) '
          + `(rate(daml_grpc_server_duration_seconds_bucket{${PICKED}, grpc_server_type="unary"}${RATE})))`,
        legend: '{{canton_service}}',
      }],
    },
  ];
}

function http(): Panel[] {
  return [
    {
      title: 'HTTP requests',
      description: 'Of HTTP JSON APIs, trigger services and middlewares, by status.',
      type: 'timeseries',
      unit: 'reqps',
      queries: [{
        expression: `sum by (namespace, canton_service, http_status) (rate(daml_http_requests_total{${PICKED}}${RATE}))`,
        legend: '{{canton_service}} {{http_status}}',
      }],
    },
    {
      title: 'HTTP requests: 95 % are faster',
      description: 'Queries that read from the ledger instead of a cache show here.',
      type: 'timeseries',
      unit: 's',
      queries: [{
        expression: `histogram_quantile(0.95, sum by (namespace, canton_service, le) (rate(daml_http_requests_duration_seconds_bucket{${PICKED}}${RATE})))`,
        legend: '{{canton_service}}',
      }],
    },
  ];
}

function database(): Panel[] {
  const pools = ['general', 'write'];
  return [
    {
      title: 'Database connections in use',
      description: 'Part of a pool that is busy. Near 100 % for minutes, queries wait: the database is slow, or the pool too small.',
      type: 'timeseries',
      unit: 'percentunit',
      redFrom: 0.95,
      queries: pools.map((pool) => ({
        expression: `max by (namespace, canton_service, pod) (daml_db_storage_${pool}_executor_load{${PICKED}})`, legend: `${POD}, ${pool}`,
      })),
    },
    {
      title: 'Queries that wait for a connection',
      description: 'They should be few, and not for long.',
      type: 'timeseries',
      unit: 'short',
      queries: pools.map((pool) => ({
        expression: `max by (namespace, canton_service, pod) (daml_db_storage_${pool}_executor_queued{${PICKED}})`, legend: `${POD}, ${pool}`,
      })),
    },
  ];
}

function process(): Panel[] {
  return [
    {
      title: 'Delay behind the sequencers',
      description: 'Age of the event that a node works on. It rises while a node catches up or hears nothing. Canton 3 shows it only with debug metrics.',
      type: 'timeseries',
      unit: 'ms',
      queries: [{
        expression: `max by (namespace, canton_service, pod, domain) (daml_sequencer_client_handler_delay{${PICKED}})`, legend: `${POD} {{domain}}`,
      }],
    },
    {
      title: 'Heap',
      description: 'What Java objects take. A heap that stays full is followed by long pauses, and then by a failover.',
      type: 'timeseries',
      unit: 'bytes',
      queries: [
        { expression: `sum by (namespace, canton_service, pod) (runtime_jvm_memory_area{${PICKED}, area="heap", type="used"})`, legend: POD },
        { expression: `sum by (namespace, canton_service, pod) (jvm_memory_used_bytes{${PICKED}, jvm_memory_type="heap"})`, legend: POD },
      ],
    },
  ];
}
