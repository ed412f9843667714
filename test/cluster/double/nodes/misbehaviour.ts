import { loseDatabase } from '../storage/connections';
import { Order } from '../storage/journal';
import { log } from '../support/log';

/** Orders that hold for as long as they are armed, against those that are carried out once. */
const STANDING = ['slow-start', 'slow-take-over', 'slow-shutdown', 'slow-operation'];

/** What a test has ordered this instance to do wrong. */
export class Misbehaviour {
  private standing: Order[] = [];
  private readonly done = new Set<number>();

  /** @param disarm called before an order for this instance alone is carried out */
  public constructor(private readonly disarm: (order: Order) => Promise<void>) {}

  public readonly take = (orders: Order[]): void => {
    this.standing = orders.filter(({ kind }) => STANDING.includes(kind));
    for (const order of orders.filter(({ id, kind, fresh }) => fresh && !STANDING.includes(kind) && !this.done.has(id))) {
      this.done.add(order.id);
      const before = order.instance === '*' ? Promise.resolve() : this.disarm(order).catch(() => undefined);
      void before.then(() => carryOut(order));
    }
  };

  /** Milliseconds of a standing order; nothing without one. */
  public millis(kind: string): number | undefined {
    const order = this.standing.find((candidate) => candidate.kind === kind);
    return order && order.seconds * 1000;
  }
}

function carryOut({ kind, seconds }: Order): void {
  log('misbehaving', { kind, seconds });
  switch (kind) {
    case 'hang':
      // Nothing runs any more, but the kernel keeps all connections.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
      break;
    case 'lose-database':
      loseDatabase(seconds * 1000);
      break;
    default:
      log('unknown misbehaviour', { kind, known: ['hang', 'lose-database', ...STANDING] });
  }
}
