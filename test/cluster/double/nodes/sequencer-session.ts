import { Client } from 'pg';
import { Message } from './messages';
import { goOffline, goOnline, Submission, write } from './sequencer-store';
import { Timestamps } from './timestamps';
import { NodeConfig, SequencerTiming } from '../config/node-config';
import { cut, openSession } from '../storage/connections';
import { lockId, LOCKS, tryLock } from '../storage/lock';

/** The session that holds a sequencer's index and writes all its events: when it is gone, so is the right to write. */
export class SequencerSession {
  /** Claims an index, the preferred one first. Nothing when all are taken. */
  public static async claim(
    config: NodeConfig, timing: SequencerTiming, preferred: number, onOnline: (index: number) => void,
  ): Promise<SequencerSession | undefined> {
    const { connectionTimeout, activeCheckTimeout } = config.timing;
    const session = await openSession(config.database, { connectTimeout: connectionTimeout, queryTimeout: activeCheckTimeout, purpose: 'sequencer writer' });
    const indexes = Array.from({ length: timing.totalNodeCount }, (_, offset) => (preferred + offset) % timing.totalNodeCount);
    for (const index of indexes) {
      if (await tryLock(session, lockId(config.database.database, LOCKS.sequencers + index))) {
        return new SequencerSession(session, index, timing.totalNodeCount, onOnline);
      }
    }
    cut(session);
    return undefined;
  }

  private readonly timestamps: Timestamps;
  /** What is done on the session, one after the other. */
  private queue: Promise<unknown> = Promise.resolve();
  private online = false;
  private alive = true;

  private constructor(
    private readonly session: Client,
    public readonly index: number,
    private readonly total: number,
    private readonly onOnline: (index: number) => void,
  ) {
    this.timestamps = new Timestamps(index, total);
    session.on('end', () => {
      this.alive = false;
    });
  }

  public get isAlive(): boolean {
    return this.alive;
  }

  /** Writes events, and the watermark in any case. A node that was marked offline comes back first. */
  public write(messages: { sender: string; message: Message }[]): Promise<void> {
    return this.next(async () => {
      for (;;) {
        await this.comeOnline();
        const events = messages.map(({ sender, message }): Submission => ({ ts: this.timestamps.next(), sender, ...message }));
        const watermark = events.length === 0 ? this.timestamps.next() : events[events.length - 1].ts;
        this.online = await write(this.session, this.index, watermark, events);
        if (this.online) {
          return;
        }
      }
    });
  }

  /** Tells the others not to wait, and gives the index back. */
  public async close(): Promise<void> {
    await this.next(() => goOffline(this.session, this.index)).catch(() => undefined);
    this.end();
  }

  public end(): void {
    this.alive = false;
    cut(this.session);
  }

  private async comeOnline(): Promise<void> {
    if (!this.online) {
      this.timestamps.startAfter(await goOnline(this.session, this.index, this.total));
      this.online = true;
      this.onOnline(this.index);
    }
  }

  private next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(() => {
      if (!this.alive) {
        throw new Error('the session with the database is gone');
      }
      return work();
    });
    this.queue = result.catch(() => undefined);
    return result;
  }
}
