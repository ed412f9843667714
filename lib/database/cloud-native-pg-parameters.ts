import { Size } from 'cdk8s';
import { SESSION_SETTINGS } from '../model/session-settings';
import { refuse, requireText } from '../model/validation';

/** On what the library and Canton rely: a lost client's session, and the lock it holds, is gone within 15 s. */
const RELIED_ON: { [name: string]: string } = {
  synchronous_commit: 'on',
  ...SESSION_SETTINGS,
};

/** As PostgreSQL and the operator have them: these would lose commits, or end the idle session that holds Canton's lock. */
const LEFT_ALONE = ['fsync', 'full_page_writes', 'idle_session_timeout', 'synchronous_standby_names'];

/** Parameters that are set from elsewhere, with the prop that does it. */
const PROPS: { [name: string]: string } = { max_connections: 'maxConnections' };

/** The server's parameters but for the number of connections. */
export function serverParameters(owner: string, memory: Size, walStorage: Size, own: { [name: string]: string }): { [name: string]: string } {
  for (const [name, value] of Object.entries(own)) {
    requireText(`${owner}: parameter ${name}`, value);
    if (name in PROPS) {
      refuse(`${owner}: parameters must not hold ${name}, got '${value}'; use the prop ${PROPS[name]}`);
    }
    if (name in RELIED_ON || LEFT_ALONE.includes(name)) {
      refuse(`${owner}: parameters must not hold ${name}, got '${value}'; high availability relies on it as it is (${RELIED_ON[name] ?? 'its default'}): drop it`);
    }
  }
  return {
    shared_buffers: `${Math.floor(memory.toMebibytes() / 4)}MB`,
    // A standby that is gone for long is copied anew: kept for it without a limit, the WAL would fill the primary's volume and stop it too.
    max_slot_wal_keep_size: `${walStorage.toMebibytes() / 2}MB`,
    ...own,
    ...RELIED_ON,
  };
}
