import { Client } from 'pg';
import { NodeConfig } from '../config/node-config';
import { cut, openSession } from '../storage/connections';
import { MainLock as Held } from '../storage/fenced-pool';
import { backendPid, holdsLock, lockId, LOCKS, tryLock } from '../storage/lock';
import { reason } from '../support/log';
import { sleep, within } from '../support/time';
import { JITTER } from '../timing';

/** The lock that makes an instance the active one, on a session of its own. */
export class MainLock {
  private readonly id: number;
  private session?: Client;
  private lastProblem = '';

  public constructor(private readonly config: NodeConfig, private readonly note: (event: string, details?: object) => void) {
    this.id = lockId(config.database.database, LOCKS[config.kind]);
  }

  /**
   * Tries until it has the lock.
   *
   * @param eager how often to try at first, and for how long: who just had the lock, or starts, is quicker than those that wait
   */
  public async win(eager: { every: number; until: number }): Promise<Held> {
    const { passiveCheck } = this.config.timing;
    for (;;) {
      const held = await this.attempt();
      if (held !== undefined) {
        this.note('lock_gained', { lock: this.id });
        return held;
      }
      await sleep(Date.now() < eager.until ? Math.min(eager.every, passiveCheck) : passiveCheck);
    }
  }

  /** Looks after the lock until it is lost. */
  public async keep(held: Held): Promise<void> {
    const { activeCheck, activeCheckTimeout } = this.config.timing;
    for (;;) {
      await sleep(activeCheck * (1 + Math.random() * JITTER));
      if (this.session === undefined) {
        return; // given away
      }
      try {
        const holds = await within(activeCheckTimeout, 'the check of the lock', holdsLock(this.session, held.id, held.pid));
        if (!holds) {
          throw new Error('the database does not know of our lock, or takes no writes');
        }
      } catch (error) {
        this.note('lock_lost', { lock: this.id, why: reason(error) });
        this.release();
        return;
      }
    }
  }

  /** Ends the session, which frees the lock. */
  public release(): void {
    if (this.session !== undefined) {
      cut(this.session);
      this.session = undefined;
    }
  }

  private async attempt(): Promise<Held | undefined> {
    const isOld = this.session !== undefined;
    try {
      this.session ??= await this.open();
      const got = await tryLock(this.session, this.id) && !await this.readOnly(this.session);
      this.problem('');
      return got ? { id: this.id, pid: await backendPid(this.session) } : undefined;
    } catch (error) {
      this.release();
      if (isOld) {
        return this.attempt(); // the session may have died long ago, and the database be well
      }
      this.problem(reason(error));
      return undefined;
    }
  }

  /** A server that became a standby may hand out locks, and takes no writes. */
  private async readOnly(session: Client): Promise<boolean> {
    return (await session.query('show transaction_read_only')).rows[0].transaction_read_only === 'on';
  }

  private open(): Promise<Client> {
    const { connectionTimeout, activeCheckTimeout } = this.config.timing;
    return openSession(this.config.database, { connectTimeout: connectionTimeout, queryTimeout: activeCheckTimeout, purpose: 'main lock' });
  }

  private problem(problem: string): void {
    if (problem !== this.lastProblem) {
      this.lastProblem = problem;
      this.note(problem === '' ? 'database_back' : 'database_away', { problem });
    }
  }
}
