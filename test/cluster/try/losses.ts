import { forInstance } from './steps';
import { Terminal } from './terminal';
import { activeInstance, activity } from '../ledger/activity';
import { acknowledgements } from '../ledger/clients';
import { Queried } from '../ledger/database';
import { waitForLedger } from '../ledger/deploy';
import { BUDGETS } from '../trials/budgets';
import { breaks, served } from '../trials/measure';

/** Something that a newcomer deletes. */
export interface Loss {
  readonly what: string;
  readonly times: number;
  readonly line: string;
  /** The longest break that the page promises, in seconds. @default - none */
  readonly promised?: number;
  /** Whose instance it is, where one is active and another stands by. */
  readonly instanceOf?: string;
  readonly instance?: number;
}

/** What the clients saw of a loss, in seconds without an acknowledgement. */
export interface Lost {
  readonly what: string;
  /** @default - it has no standby */
  readonly wasActive?: boolean;
  readonly gaps: Readonly<Record<string, number>>;
  readonly promised?: number;
}

/** Where it is deleted, and who sees it. */
export interface Scene {
  readonly terminal: Terminal;
  readonly database: Queried;
  readonly namespace: string;
  readonly clients: string[];
}

/** "The other instance takes over in a quarter to half a minute." */
const TAKE_OVER = 30;
const SECONDS = 300;
const QUIET = 3000;

/**
 * What the page deletes, one after the other, and the database at the end.
 *
 * @param line the page's own, for the first participant
 */
export function losses(line: string, namespace: string): Loss[] {
  const instances = ['participant', 'mediator'].flatMap(service => [0, 1].map((instance): Loss => ({
    what: `${service} ${instance}`, times: 1, line: forInstance(line, service, instance), promised: TAKE_OVER, instanceOf: service, instance,
  })));
  return [
    ...instances,
    { what: 'a sequencer', times: 1, line: `kubectl -n ${namespace} delete pod sequencer-0`, promised: BUDGETS.sequencer.worst },
    { what: 'the database', times: 1, line: `kubectl -n ${namespace} delete pod postgres-0` },
  ];
}

/** Waits until all is well, deletes something, and waits until all is well again. */
export async function lose({ what, line, promised, instanceOf, instance }: Loss, { terminal, database, namespace, clients }: Scene): Promise<Lost> {
  await waitForLedger(SECONDS, namespace);
  await served(clients, Date.now());
  const active = instanceOf && activeInstance(await activity(database, instanceOf));
  const begin = Date.now();
  terminal.type(line);
  await served(clients, begin);
  const end = Date.now();
  const gaps: Record<string, number> = {};
  for (const client of clients) {
    gaps[client] = Math.max(...breaks(await acknowledgements(client, begin - QUIET), begin, end)) / 1000;
  }
  return { what, promised, gaps, wasActive: instanceOf === undefined ? undefined : active?.startsWith(`${instanceOf}-${instance}-`) ?? false };
}
