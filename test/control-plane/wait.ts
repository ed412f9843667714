export function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

export interface WaitOptions {
  readonly seconds: number;
  /** What to say beside "not within n seconds". */
  readonly otherwise?: () => string;
}

/** Waits until a question is answered with yes; it is asked every 100 ms. */
export async function waitUntil(what: string, isSo: () => boolean | Promise<boolean>, { seconds, otherwise = () => '' }: WaitOptions): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!await isSo()) {
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${seconds} s${otherwise() === '' ? '' : `\n${otherwise()}`}`);
    }
    await sleep(100);
  }
}
