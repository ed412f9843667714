import * as fs from 'fs';
import * as http from 'http';
import { JsonPath } from './json-path';
import { LedgerPath, Path } from './ledger-path';
import { clientOptions } from './options';
import { Slots } from './slots';
import { SqlPath } from './sql-path';
import { Tally } from './tally';
import { reason } from '../support/log';
import { sleep } from '../support/time';

/** New commands at a time, and old ones at a time: what got stuck must not keep new ones from being sent, nor all of it together the ledger from working. */
const MAX_NEW = 128;
const MAX_AGAIN = 32;
const BACK_OFF = { first: 100, max: 5000 };

/** Submits commands at a rate, as an application should: each with an id of its own, and again and again under that id until it is acknowledged. */
export async function client(args: string[]): Promise<void> {
  const options = clientOptions(args);
  const paths: Path[] = [
    ...(options.ledgers.length > 0 ? [new LedgerPath(options)] : []),
    ...(options.jsonApis.length > 0 ? [new JsonPath(options)] : []),
    ...(options.database === undefined ? [] : [new SqlPath(options.database, options.timeout)]),
  ];
  const out = options.out === '-' ? process.stdout : fs.createWriteStream(options.out);
  const tally = new Tally();
  const again = new Slots(MAX_AGAIN);
  const state = { outstanding: 0, fresh: 0, number: 0, stopping: false };
  serve(options.port, tally, state);
  let terminated = false;
  process.once('SIGTERM', () => {
    terminated = true;
    state.stopping = true;
  });
  setInterval(() => out.write(`${JSON.stringify({ t: Date.now(), acked: tally.count, outstanding: state.outstanding, gapMs: tally.gapMs })}\n`), 1000).unref();

  let due = Date.now();
  while (!state.stopping) {
    due = Math.max(due + 1000 / options.rate, Date.now() - 1000);
    await sleep(Math.max(due - Date.now(), 0));
    if (state.fresh < MAX_NEW) {
      const number = ++state.number;
      state.outstanding++;
      state.fresh++;
      void untilAcknowledged(`${options.run}-${number}`, paths[number % paths.length], tally, again, () => { state.fresh--; }).then(() => {
        state.outstanding--;
      });
    }
  }
  while (state.outstanding > 0) {
    await sleep(BACK_OFF.first);
  }
  out.write(`${JSON.stringify({ t: Date.now(), finished: true, ...tally.stats() })}\n`);
  if (terminated) {
    process.exit(0); // stopped otherwise, it goes on to tell what it counted
  }
}

async function untilAcknowledged(commandId: string, path: Path, tally: Tally, again: Slots, tried: () => void): Promise<void> {
  let tries = 0;
  const attempt = async () => {
    tries++;
    tally.attempt();
    try {
      await path.submit(commandId);
      tally.acknowledged(commandId, tries);
      return true;
    } catch (error) {
      tally.failed(reason(error));
      return false;
    }
  };
  let done = await attempt();
  tried();
  for (let backOff = BACK_OFF.first; !done; backOff = Math.min(backOff * 2, BACK_OFF.max)) {
    await sleep(backOff * (0.5 + Math.random() / 2));
    done = await again.run(attempt);
  }
}

/** For the test that watches: acknowledgements, counts, and the end. */
function serve(port: number, tally: Tally, state: { outstanding: number; number: number; stopping: boolean }): void {
  http.createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://client');
    const reply = (body: object) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /acks':
        return void reply(tally.since(Number(url.searchParams.get('since') ?? 0)));
      case 'GET /stats':
        return void reply({ ...tally.stats(), submitted: state.number, outstanding: state.outstanding });
      case 'POST /stop':
        state.stopping = true;
        return void finished(state).then(() => reply({ ...tally.stats(), submitted: state.number, outstanding: state.outstanding }));
      default:
        return void response.writeHead(404).end();
    }
  }).listen(port);
}

async function finished(state: { outstanding: number }): Promise<void> {
  while (state.outstanding > 0) {
    await sleep(BACK_OFF.first);
  }
}
