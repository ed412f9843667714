import { Client } from 'pg';
import { NodeConfig } from '../config/node-config';
import { refuseToStart } from '../config/refuse';
import { cut, openSession } from '../storage/connections';
import { backendPid, holdsLock, lockId, LOCKS, tryLock } from '../storage/lock';
import { reason } from '../support/log';
import { sleep, within } from '../support/time';

const RETRY = 1000;

/**
 * The lock of a sequencer that must stay active (facts of Canton 3, B2): no hot standby, but the promise that one process alone works on a database. Who does not
 * get it in time ends; so does who loses it to another process. Who loses no more than its database stays, and is fatal only after long.
 */
export class MustStayActive {
  private readonly id: number;
  private session?: Client;
  private pid = 0;
  private awaySince?: number;

  public constructor(private readonly config: NodeConfig, private readonly note: (event: string, details?: object) => void) {
    this.id = lockId(config.database.database, LOCKS.sequencers);
  }

  /** Whether the database was away for too long: what liveness says. */
  public get isFatal(): boolean {
    return this.awaySince !== undefined && Date.now() - this.awaySince > this.config.timing.failedToFatal;
  }

  /** Waits for the lock, as long as another pod of this sequencer may take to go. */
  public async acquire(): Promise<void> {
    const { mustStayActiveTimeout } = this.config.timing;
    if (!await this.acquireWithin(mustStayActiveTimeout)) {
      refuseToStart(`the lock of database ${this.config.database.database} was not free for ${mustStayActiveTimeout / 1000} s: another process of this sequencer runs`);
    }
    this.note('lock_gained', { lock: this.id });
  }

  /** Looks after the lock for as long as the process lives. */
  public async keep(): Promise<never> {
    const { activeCheck, activeCheckTimeout } = this.config.timing;
    for (;;) {
      await sleep(activeCheck);
      if (await this.isHeld()) {
        this.awaySince = undefined;
      } else if (!await this.acquireWithin(activeCheckTimeout) && this.awaySince === undefined) {
        refuseToStart('the lock was lost to another process');
      }
    }
  }

  private async isHeld(): Promise<boolean> {
    const { session } = this;
    return session !== undefined
      && within(this.config.timing.activeCheckTimeout, 'the check of the lock', holdsLock(session, this.id, this.pid)).catch(() => false);
  }

  private async acquireWithin(millis: number): Promise<boolean> {
    const { connectionTimeout, activeCheckTimeout } = this.config.timing;
    const deadline = Date.now() + millis;
    this.release();
    do {
      try {
        this.session ??= await openSession(this.config.database, { connectTimeout: connectionTimeout, queryTimeout: activeCheckTimeout, purpose: 'main lock' });
        this.awaySince = undefined;
        if (await tryLock(this.session, this.id)) {
          this.pid = await backendPid(this.session);
          return true;
        }
      } catch (error) {
        this.release();
        if (this.awaySince === undefined) {
          this.awaySince = Date.now();
          this.note('database_away', { problem: reason(error) });
        }
      }
      await sleep(RETRY);
    } while (Date.now() < deadline);
    return false;
  }

  private release(): void {
    if (this.session !== undefined) {
      cut(this.session);
      this.session = undefined;
    }
  }
}
