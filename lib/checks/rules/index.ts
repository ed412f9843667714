import { ADMIN_API_INTERNAL } from './admin-api-internal';
import { API_TLS } from './api-tls';
import { AUTOSCALER_OWNS_REPLICAS } from './autoscaler-owns-replicas';
import { BECOMES_AVAILABLE } from './becomes-available';
import { BUDGET_ALLOWS_EVICTION } from './budget-allows-eviction';
import { BUDGET_EVICTS_UNREADY } from './budget-evicts-unready';
import { CLIENTS_REACH_THE_ACTIVE } from './clients-reach-the-active';
import { CONFIG_CHANGE_ROLLS_PODS } from './config-change-rolls-pods';
import { CONNECTION_LIMIT } from './connection-limit';
import { DATABASE_HAS_ONE_OWNER } from './database-has-one-owner';
import { DATABASE_TLS } from './database-tls';
import { DATABASE_USER } from './database-user';
import { DISJOINT_SELECTORS } from './disjoint-selectors';
import { GRACE_PERIOD } from './grace-period';
import { HEAP_FITS_MEMORY } from './heap-fits-memory';
import { IMAGES_PINNED } from './images-pinned';
import { INGRESS_DENIED_BY_DEFAULT } from './ingress-denied-by-default';
import { INSTANCES_IN_DISTINCT_ZONES } from './instances-in-distinct-zones';
import { INSTANCES_ON_DISTINCT_HOSTS } from './instances-on-distinct-hosts';
import { JOBS_CAN_BE_APPLIED_AGAIN } from './jobs-can-be-applied-again';
import { JSON_API_START_MODE } from './json-api-start-mode';
import { KNOWN_BAD_RELEASE } from './known-bad-release';
import { LEDGER_API_AUTHENTICATION } from './ledger-api-authentication';
import { LEDGER_CLIENTS_USE_THE_SERVICE } from './ledger-clients-use-the-service';
import { LIVENESS_ASKS_FOR_LIFE } from './liveness-asks-for-life';
import { MEMORY_IS_RESERVED } from './memory-is-reserved';
import { MIGRATION_RUNS_ALONE } from './migration-runs-alone';
import { NAMED_PORTS_EXIST } from './named-ports-exist';
import { NO_CONNECTION_POOLER } from './no-connection-pooler';
import { NO_DANGLING_SELECTORS } from './no-dangling-selectors';
import { NO_EMPTY_ROLES } from './no-empty-roles';
import { NO_MIGRATION_AT_START } from './no-migration-at-start';
import { NO_SECRET_TEXT } from './no-secret-text';
import { NO_SERVICE_ACCOUNT_TOKEN } from './no-service-account-token';
import { ONE_LIVE_SEQUENCER } from './one-live-sequencer';
import { ONE_LIVE_TRIGGER_SERVICE } from './one-live-trigger-service';
import { ONE_NODE_PER_PROCESS } from './one-node-per-process';
import { PROBE_PORTS_DECLARED } from './probe-ports-declared';
import { PROBES_PRESENT } from './probes-present';
import { PROTOCOL_VERSION } from './protocol-version';
import { READ_ONLY_ROOT } from './read-only-root';
import { REPLICAS_HAVE_BUDGET } from './replicas-have-budget';
import { REPLICAS_SHARE_DATABASE } from './replicas-share-database';
import { REPLICATION_ON } from './replication-on';
import { RESOURCES_REQUESTED } from './resources-requested';
import { RESTRICTED_PODS } from './restricted-pods';
import { ROLLOUT_CAN_FINISH } from './rollout-can-finish';
import { ROLLOUT_KEEPS_SERVING } from './rollout-keeps-serving';
import { SEQUENCER_HIGH_AVAILABILITY } from './sequencer-high-availability';
import { SEQUENCER_NODE_COUNT } from './sequencer-node-count';
import { SLOW_FAILOVER_RELEASE } from './slow-failover-release';
import { STABLE_SELECTORS } from './stable-selectors';
import { STARTUP_BUDGET } from './startup-budget';
import { STORAGE_CAN_BE_SHARED } from './storage-can-be-shared';
import { SYNCHRONOUS_COMMIT } from './synchronous-commit';
import { Check } from '../check';

/** All rules, by what they are about; `docs/checks.md` lists them in this order. */
export const CHECK_GROUPS: readonly { readonly title: string; readonly checks: readonly Check[] }[] = [
  {
    title: 'Availability',
    checks: [
      BUDGET_ALLOWS_EVICTION,
      REPLICAS_HAVE_BUDGET,
      BUDGET_EVICTS_UNREADY,
      BECOMES_AVAILABLE,
      ROLLOUT_CAN_FINISH,
      ROLLOUT_KEEPS_SERVING,
      CLIENTS_REACH_THE_ACTIVE,
      LEDGER_CLIENTS_USE_THE_SERVICE,
      LIVENESS_ASKS_FOR_LIFE,
      STARTUP_BUDGET,
      PROBES_PRESENT,
      PROBE_PORTS_DECLARED,
      NAMED_PORTS_EXIST,
      GRACE_PERIOD,
      INSTANCES_ON_DISTINCT_HOSTS,
      INSTANCES_IN_DISTINCT_ZONES,
    ],
  },
  {
    title: 'Databases',
    checks: [
      REPLICAS_SHARE_DATABASE,
      DATABASE_HAS_ONE_OWNER,
      DATABASE_USER,
      STORAGE_CAN_BE_SHARED,
      REPLICATION_ON,
      SEQUENCER_HIGH_AVAILABILITY,
      SEQUENCER_NODE_COUNT,
      SYNCHRONOUS_COMMIT,
      NO_CONNECTION_POOLER,
      CONNECTION_LIMIT,
      DATABASE_TLS,
      NO_MIGRATION_AT_START,
      MIGRATION_RUNS_ALONE,
    ],
  },
  {
    title: 'Daml and Canton',
    checks: [
      ONE_NODE_PER_PROCESS,
      PROTOCOL_VERSION,
      ONE_LIVE_SEQUENCER,
      ONE_LIVE_TRIGGER_SERVICE,
      JSON_API_START_MODE,
      KNOWN_BAD_RELEASE,
      SLOW_FAILOVER_RELEASE,
    ],
  },
  {
    title: 'Resources',
    checks: [
      HEAP_FITS_MEMORY,
      MEMORY_IS_RESERVED,
      RESOURCES_REQUESTED,
      AUTOSCALER_OWNS_REPLICAS,
    ],
  },
  {
    title: 'Security',
    checks: [
      ADMIN_API_INTERNAL,
      API_TLS,
      LEDGER_API_AUTHENTICATION,
      NO_SECRET_TEXT,
      INGRESS_DENIED_BY_DEFAULT,
      RESTRICTED_PODS,
      READ_ONLY_ROOT,
      NO_SERVICE_ACCOUNT_TOKEN,
      NO_EMPTY_ROLES,
    ],
  },
  {
    title: 'Manifests',
    checks: [
      IMAGES_PINNED,
      STABLE_SELECTORS,
      DISJOINT_SELECTORS,
      NO_DANGLING_SELECTORS,
      JOBS_CAN_BE_APPLIED_AGAIN,
      CONFIG_CHANGE_ROLLS_PODS,
    ],
  },
];

/** All rules. */
export const CHECKS: readonly Check[] = CHECK_GROUPS.flatMap(({ checks }) => checks);
