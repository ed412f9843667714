import { RemoteNode } from './remote-node';
import { log, reason } from '../support/log';
import { sleep } from '../support/time';
import { CONSOLE } from '../timing';

/** As the scripts' function of that name: a call that fails means "not yet", and a node that must be active and is passive ends the script. */
export async function waitUntil(what: string, condition: () => Promise<boolean>, mustBeActive: RemoteNode[] = []): Promise<void> {
  const deadline = Date.now() + CONSOLE.patience;
  log(`waiting until ${what}`);
  let last = '';
  while (!await condition().catch((error) => {
    last = reason(error);
    return false;
  })) {
    const stillActive = await Promise.all(mustBeActive.map((node) => node.status().then((status) => status.active, () => true)));
    if (stillActive.includes(false)) {
      throw new Error(`failed over: not yet ${what}`);
    }
    if (Date.now() > deadline) {
      throw new Error(`gave up after ${CONSOLE.patience / 60_000} minutes: not yet ${what}; ${last}`);
    }
    await sleep(CONSOLE.pause);
  }
}

/** As the scripts' function of that name. */
export async function active(service: string, instances: RemoteNode[]): Promise<RemoteNode> {
  let found: RemoteNode | undefined;
  await waitUntil(`an instance of ${service} is active`, async () => {
    const states = await Promise.all(instances.map((instance) => instance.status().then((status) => status.active, () => false)));
    found = instances[states.indexOf(true)];
    return found !== undefined;
  });
  return found!;
}
