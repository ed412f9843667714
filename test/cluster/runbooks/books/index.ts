import { ALERTS } from './alerts';
import { BEFORE_ANYTHING } from './beginning';
import { DISASTER_RECOVERY, REPLACING_A_DATABASE, RESTORING_A_BACKUP } from './databases';
import { PLANNED_FAILOVER, WHO_IS_ACTIVE } from './failover';
import { ADDING_A_MEDIATOR, ADDING_A_SHARD } from './growth';
import { DRAINING_A_ZONE, LOST_NODE } from './places';
import { MIGRATION, PATCH } from './upgrade';
import { Runbook } from '../runbook';

/** All that are tried, one after the other on one ledger. */
export const RUNBOOKS: Runbook[] = [
  BEFORE_ANYTHING, ...ALERTS, WHO_IS_ACTIVE, PLANNED_FAILOVER, DRAINING_A_ZONE, PATCH, MIGRATION, ADDING_A_MEDIATOR, ADDING_A_SHARD,
  REPLACING_A_DATABASE, RESTORING_A_BACKUP, DISASTER_RECOVERY, LOST_NODE,
];
