import { GATHER } from '../timing';

interface Waiting<T> {
  readonly item: T;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Gathers items for a moment and hands them on together. */
export class Gatherer<T> {
  private waiting: Waiting<T>[] = [];
  private busy = false;

  /** @param overlapping whether a hand-over begins before the last one is done */
  public constructor(private readonly handOver: (items: T[]) => Promise<void>, private readonly overlapping = false) {}

  public add(item: T): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      if (!this.busy) {
        this.busy = true;
        setTimeout(() => void this.flush(), GATHER);
      }
    });
  }

  private async flush(): Promise<void> {
    const batch = this.waiting.splice(0);
    const handedOver = this.settle(batch);
    if (!this.overlapping) {
      await handedOver;
    }
    if (this.waiting.length > 0) {
      setTimeout(() => void this.flush(), GATHER);
    } else {
      this.busy = false;
    }
  }

  private async settle(batch: Waiting<T>[]): Promise<void> {
    try {
      await this.handOver(batch.map(({ item }) => item));
      batch.forEach(({ done }) => done());
    } catch (error) {
      batch.forEach(({ failed }) => failed(error));
    }
  }
}
