import { DATABASE_FAULTS } from './database';
import { DOMAIN_FAULTS, MANAGER_FAULT } from './domains';
import { APPLICATION_FAULTS, ROUTER_FAULT } from './fronts';
import { MEDIATOR_GROUP_FAULTS } from './mediator-groups';
import { MISBEHAVIOUR_FAULTS } from './misbehaviour';
import { COLD_START, NODE_FAULTS, TRIGGER_NODE_FAULTS } from './nodes';
import { PARTICIPANT_FAULTS } from './participants';
import { JSON_API_ROLLED, PARTICIPANTS_ROLLED, SEQUENCERS_ROLLED } from './rollouts';
import { DAML_2_10 } from '../../ledger/app';
import { Ledger } from '../../ledger/ledger';
import { Fault } from '../trial';

/** Everything that is done to a ledger, in this order: what it has no service for is not. */
export function faultsOf(ledger: Ledger): Fault[] {
  const everywhere = [...PARTICIPANT_FAULTS, ...MISBEHAVIOUR_FAULTS, ...DATABASE_FAULTS, ...DOMAIN_FAULTS];
  return ledger === DAML_2_10
    ? [
      ...everywhere, MANAGER_FAULT, ROUTER_FAULT, ...APPLICATION_FAULTS, PARTICIPANTS_ROLLED, SEQUENCERS_ROLLED, JSON_API_ROLLED,
      ...NODE_FAULTS, ...TRIGGER_NODE_FAULTS, COLD_START,
    ]
    : [...everywhere, ...MEDIATOR_GROUP_FAULTS, ROUTER_FAULT, PARTICIPANTS_ROLLED, SEQUENCERS_ROLLED, ...NODE_FAULTS, COLD_START];
}
