import { millis } from './duration';
import { Tree } from './hocon';
import { at, block, text } from './read-tree';
import { DatabaseAddress, databaseOfProperties } from '../storage/database-address';
import { DRIVER_POLL } from '../timing';

/** What orders messages for a sequencer of Canton 3.5 (facts of Canton 3, B2). */
export interface OrderingDriver {
  /** Where the order is kept: with `reference` shared by all sequencers. */
  readonly database: DatabaseAddress;
  /** Between two looks at it, in milliseconds. */
  readonly poll: number;
  /** Whether the node's own database is for one process alone, held by a lock. A reference sequencer has no lock at all. */
  readonly mustStayActive: boolean;
}

/** Nothing for a sequencer of 2.10, which is its own driver. */
export function orderingDriver(sequencer: Tree | undefined, own: DatabaseAddress): OrderingDriver | undefined {
  const storage = block(sequencer, 'config', 'storage', 'config', 'properties');
  const database = storage === undefined ? own : databaseOfProperties(storage);
  switch (text(sequencer, 'type')) {
    case 'reference':
      return { database, poll: millis(at(sequencer, 'config', 'poll-interval'), DRIVER_POLL), mustStayActive: false };
    case 'BFT':
      if (hasPeers(sequencer)) {
        throw new Error('the double plays a BFT sequencer without peers only; leave sequencer.config.initial-network.peer-endpoints empty');
      }
      return { database, poll: DRIVER_POLL, mustStayActive: true };
    default:
      return undefined;
  }
}

function hasPeers(sequencer: Tree | undefined): boolean {
  const peers = at(sequencer, 'config', 'initial-network', 'peer-endpoints');
  return Array.isArray(peers) && peers.length > 0;
}
