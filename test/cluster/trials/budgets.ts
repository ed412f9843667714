import { Budget } from './trial';

/** N: how long the double, as a real participant that was warm, takes from the lock until it serves. */
export const N = 10;

/** A break that a user notices, in seconds; shorter ones are the ups and downs of a busy machine. */
export const NOTICED = 2;

/** What the issue of failover is judged by; in seconds. All but `stock` are for `FailoverTiming.fast()`. */
export const BUDGETS = {
  stock: { median: 20 + N, worst: 30 + N, arithmetic: 'median 20 s + N, worst 30 s + N' },
  switched: { worst: 5 + N, arithmetic: '5 s + N' },
  slowShutdown: { worst: 3 + 5 + N, arithmetic: '3 s + 5 s + N' },
  slowTakeOver: { worst: 5 + 20, arithmetic: '5 s + 20 s' },
  hung: { worst: 40 + N, arithmetic: '40 s + N' },
  nodeLost: { worst: 25 + N, arithmetic: '25 s + N' },
  nodeOfRouterLost: { worst: 35 + N, arithmetic: '35 s + N' },
  /** As nobody is lost that nobody else stands in for, what is left are the ups and downs of a busy machine. */
  unnoticed: { worst: 2, arithmetic: '2 s' },
  jsonApi: { worst: 2, arithmetic: '2 s' },
  sequencer: { worst: 15, arithmetic: '15 s' },
  sequencerNodeByService: { worst: 60, arithmetic: '60 s' },
  jsonApiNode: { worst: 60, arithmetic: '60 s' },
  /** Its connection may end in a router that was there: a minute until it is started again, and its start (decision 0053). */
  jsonApiBehindRouter: { worst: 90, arithmetic: '60 s + 30 s' },
  sequencerNodeByClient: { worst: 20, arithmetic: '20 s' },
} satisfies Record<string, Budget>;

/** How often a service may switch in one fault that is judged by the switch. */
export const MOST_SWITCHES = 2;

/** All clients of a ledger together send at least so many commands a second, breaks included. */
export const RATE = 50;

/** Within this many seconds after a node is lost, two instances stand again. */
export const REDUNDANCY = 90;

export function databaseRestart(ownSeconds: number): Budget {
  return { worst: ownSeconds + 5 + N, arithmetic: `its own ${ownSeconds.toFixed(1)} s + 5 s + N` };
}
