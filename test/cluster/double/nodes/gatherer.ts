import { GATHER } from '../timing';

/** Gathers items for a moment and hands them on together; one hand-over at a time. */
export class Gatherer<T> {
  private waiting: { item: T; done: () => void; failed: (error: unknown) => void }[] = [];
  private busy = false;

  public constructor(private readonly handOver: (items: T[]) => Promise<void>) {}

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
    try {
      await this.handOver(batch.map(({ item }) => item));
      batch.forEach(({ done }) => done());
    } catch (error) {
      batch.forEach(({ failed }) => failed(error));
    }
    if (this.waiting.length > 0) {
      setTimeout(() => void this.flush(), GATHER);
    } else {
      this.busy = false;
    }
  }
}
