import { CANTON_KEYS } from './config/canton-keys';
import { CANTON_3_KEYS } from './config/canton3-keys';
import { canton3Rules } from './config/canton3-rules';
import { Tree } from './config/hocon';
import { NodeConfig, NodeKind } from './config/node-config';
import { keyProblems } from './config/refuse';
import { BlockSequencer } from './nodes/block-sequencer';
import { GroupMediator } from './nodes/group-mediator';
import { DomainManager } from './nodes/manager';
import { Mediator } from './nodes/mediator';
import { ActiveNodeFactory } from './nodes/node-behaviour';
import { OrderingLog } from './nodes/ordering-log';
import { Participant } from './nodes/participant';
import { Sequencer } from './nodes/sequencer';
import { PostgresVersions } from './storage/server-check';

/** What differs between the releases that the double stands for. */
export interface Dialect {
  /** What is wrong with a file. */
  readonly problems: (config: Tree) => string[];
  readonly postgres: PostgresVersions;
  /** The nodes with hot standby. */
  readonly replicated: { readonly [kind in Exclude<NodeKind, 'sequencers'>]: ActiveNodeFactory };
  readonly sequencer: (config: NodeConfig, note: (event: string, details?: object) => void) => Sequencer | BlockSequencer;
}

const participants: ActiveNodeFactory = (config, pool, note) => new Participant(config, pool, note);
const noManager: ActiveNodeFactory = () => {
  throw new Error('Canton 3.5 has no domain managers');
};

export const DAML_2_10: Dialect = {
  problems: (config) => keyProblems(CANTON_KEYS, config, true),
  postgres: { oldest: 11, newest: 15 },
  replicated: {
    'participants': participants,
    'mediators': (config, pool) => new Mediator(config, pool),
    'domain-managers': (config, pool) => new DomainManager(config, pool),
  },
  sequencer: (config, note) => new Sequencer(config, note),
};

export const CANTON_3_5: Dialect = {
  problems: (config) => [...keyProblems(CANTON_3_KEYS, config, true), ...canton3Rules(config)],
  postgres: { oldest: 14, newest: 17 },
  replicated: {
    'participants': participants,
    'mediators': (config, pool) => new GroupMediator(config, pool),
    'domain-managers': noManager,
  },
  sequencer: (config, note) => new BlockSequencer(config, new OrderingLog(config.driver!.database, config.timing), note),
};

/**
 * The release that a file is for: the one that finds less to complain of. Each knows words that the other refuses, such as `domain-managers` and
 * `monitoring.health` here, `http-health-server` and `http-ledger-api` there. A file that suits both, as a console's may, is the same in both.
 */
export function dialectOf(config: Tree): Dialect {
  return CANTON_3_5.problems(config).length < DAML_2_10.problems(config).length ? CANTON_3_5 : DAML_2_10;
}
