import { Pool } from 'pg';
import { openPool } from './connections';
import { DatabaseAddress } from './database-address';
import { INSTANCE, podIp } from '../support/instance';
import { log } from '../support/log';
import { MISBEHAVIOUR_POLL, REPLICATION } from '../timing';

/** An order of a test, from the table `misbehaviour`. */
export interface Order {
  readonly id: number;
  readonly instance: string;
  readonly kind: string;
  readonly seconds: number;
  /** Whether it was given after this process began. */
  readonly fresh: boolean;
}

/**
 * The node's own session for what is not Canton's: it writes down what happens to this instance, and reads the orders to misbehave. Both wait while the
 * database is away.
 */
export class Journal {
  private readonly pool: Pool;
  private readonly unwritten: { event: string; at: number }[] = [];
  private readonly began = Date.now();
  private busy = false;

  public constructor(address: DatabaseAddress, private readonly onOrders: (orders: Order[]) => void) {
    this.pool = openPool(address, { connectTimeout: REPLICATION.connectionTimeout, queryTimeout: REPLICATION.activeCheckTimeout, purpose: 'journal' }, 1);
  }

  public async start(): Promise<void> {
    await this.beat();
    setInterval(() => void this.beat(), MISBEHAVIOUR_POLL).unref();
  }

  /** Notes something, in the log and in the database. */
  public note(event: string, details: object = {}): void {
    log(event, details);
    this.unwritten.push({ event, at: Date.now() });
    void this.flush();
  }

  /** Writes what is not written yet. */
  public async flush(): Promise<void> {
    const lines = this.unwritten.splice(0);
    try {
      for (const { event, at } of lines) {
        await this.pool.query('insert into activity(instance, pod_ip, event, at) values($1, $2, $3, to_timestamp($4 / 1000.0))', [INSTANCE, podIp(), event, at]);
      }
    } catch {
      this.unwritten.unshift(...lines);
    }
  }

  /** Says that an order was carried out. */
  public async disarm({ id }: Order): Promise<void> {
    await this.pool.query('update misbehaviour set armed = false where id = $1', [id]);
  }

  private async beat(): Promise<void> {
    if (this.busy) {
      return;
    }
    this.busy = true;
    try {
      const { rows } = await this.pool.query(
        "select id, instance, kind, seconds, armed_at > to_timestamp($2 / 1000.0) as fresh from misbehaviour where armed and instance in ($1, '*') order by id",
        [INSTANCE, this.began]);
      this.onOrders(rows);
      await this.flush();
    } catch {
      // The database is away: the next beat asks again.
    } finally {
      this.busy = false;
    }
  }
}
