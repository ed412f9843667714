import { log, reason } from '../support/log';
import { sleep } from '../support/time';
import { HTTP_START } from '../timing';

/** Tries something at start until it works; fails when it takes too long. */
export async function waitFor<T>(what: string, patience: number, attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + patience;
  let last = '';
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      if (reason(error) !== last) {
        last = reason(error);
        log(`waiting for ${what}`, { why: last });
      }
      await sleep(HTTP_START.pause);
    }
  }
}
