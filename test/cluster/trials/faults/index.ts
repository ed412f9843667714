import { DATABASE_FAULTS } from './database';
import { DOMAIN_FAULTS } from './domains';
import { FRONT_FAULTS } from './fronts';
import { COLD_START, NODE_FAULTS } from './nodes';
import { PARTICIPANT_FAULTS } from './participants';
import { ROLLOUTS } from './rollouts';
import { Fault } from '../trial';

/** Everything that is done to the ledger, in this order. */
export const FAULTS: Fault[] = [
  ...PARTICIPANT_FAULTS, ...DATABASE_FAULTS, ...DOMAIN_FAULTS, ...FRONT_FAULTS, ...ROLLOUTS, ...NODE_FAULTS, COLD_START,
];
