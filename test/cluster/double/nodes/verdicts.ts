import { Message, Request, SequencedEvent } from './messages';
import { remember } from './node-store';
import { FencedPool } from '../storage/fenced-pool';
import { VERDICT_TIMEOUT } from '../timing';

/**
 * What a mediator answers to events: it approves every request. It notes first how far it has read: what was in flight when a mediator dies is lost with it, and
 * times out at the participant (rule R52). Requests that waited too long get no verdict.
 */
export async function verdictsOn(events: SequencedEvent[], pool: FencedPool): Promise<Message[]> {
  await remember(pool, 'offset', events[events.length - 1].ts);
  const requests = events.flatMap(({ body }): Request[] => (body.type === 'request' ? [body] : []));
  return requests.filter(({ submittedAt }) => Date.now() - submittedAt < VERDICT_TIMEOUT)
    .map((request) => ({ recipients: [request.participant], body: { type: 'verdict', request } }));
}
