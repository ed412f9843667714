import { LedgerDatabase, Queried } from './database';
import { Pod, podsOf } from './state';
import { waitUntil } from '../../control-plane/wait';

/** What an instance wrote down of itself in its service's database. */
export interface Activity {
  readonly instance: string;
  readonly event: string;
  readonly at: number;
}

/** What happened to the instances of a service since a time, in order. */
export function activity(database: Queried, service: string, since = 0): Promise<Activity[]> {
  return database.query<Activity>(service,
    'select instance, event, (extract(epoch from at) * 1000)::float8 as at from activity where at >= to_timestamp($1 / 1000.0) order by at', [since]);
}

/** The instance that is active by what all wrote down: the last that became so and did not end since. */
export function activeInstance(events: Activity[]): string | undefined {
  const last = events.map(({ event }) => event).lastIndexOf('became_active');
  const instance = events[last]?.instance;
  const ended = events.slice(last + 1).some(event => event.instance === instance && ['became_passive', 'stopped'].includes(event.event));
  return ended ? undefined : instance;
}

/** The pod that holds a service's lock, if it is there. */
export async function activePod(database: LedgerDatabase, service: string): Promise<Pod | undefined> {
  const instance = activeInstance(await activity(database, service));
  return podsOf(service).find(({ metadata }) => metadata.name === instance);
}

/** The active pod of a service, as soon as there is one. */
export async function requireActive(database: LedgerDatabase, service: string): Promise<Pod> {
  let pod: Pod | undefined;
  const found = async () => {
    pod = await activePod(database, service);
    return pod !== undefined;
  };
  await waitUntil(`an active instance of ${service}`, found, { seconds: 120 });
  return pod!;
}

/** The same of several services, in their order. */
export function requireActives(database: LedgerDatabase, services: string[]): Promise<Pod[]> {
  return Promise.all(services.map(service => requireActive(database, service)));
}
