/** Lets a while pass. */
export function sleep(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

/** A poll that runs on for ever with its own phase: whoever waits for it waits for its next beat. */
export class Beat {
  private readonly phase: number;

  public constructor(private readonly period: number) {
    this.phase = Math.random() * period;
  }

  public next(): Promise<void> {
    return sleep(this.period - ((Date.now() - this.phase) % this.period));
  }
}

/** Fails when a promise takes too long; what it was doing goes on. */
export async function within<T>(millis: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${millis} ms`)), millis);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
