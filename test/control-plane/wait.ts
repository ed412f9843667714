export function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

export interface WaitOptions {
  readonly seconds: number;
  /** Milliseconds between two questions. @default 100 */
  readonly every?: number;
  /** What to say beside "not within n seconds". */
  readonly otherwise?: () => string;
}

/** Waits until a question is answered with yes. */
export async function waitUntil(what: string, isSo: () => boolean | Promise<boolean>, { seconds, every = 100, otherwise = () => '' }: WaitOptions): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!await isSo()) {
    if (Date.now() > end) {
      throw new Error([`${what}: not within ${seconds} s`, otherwise()].filter(line => line !== '').join('\n'));
    }
    await sleep(every);
  }
}
