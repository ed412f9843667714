import { PARTICIPANT, SERVICES } from './app';
import { Block, MARKS, stepsOf } from './page';
import { Runbook } from './runbook';
import { Site } from './site';
import { acknowledgements, clientApps, restartClients } from '../ledger/clients';
import { rolledOut } from '../trials/faults/rollouts';
import { breaks, steady } from '../trials/measure';
import { prove } from '../trials/proof';

/** What came of following a page. */
export interface Outcome {
  readonly runbook: string;
  /** Blocks of commands on the page, and those of them that were not run, each with the reason. */
  readonly blocks: number;
  readonly notRun: string[];
  /** From the first step to the last one. */
  readonly seconds: number;
  readonly acknowledged: number;
  /** Acknowledged, and not in the database; without those after a backup that was restored. */
  readonly lost: number;
  /** In the database more than once. */
  readonly doubled: number;
  /** How often two instances wrote in turns. */
  readonly interleaved?: number;
  /** The longest time without an acknowledgement, in seconds. */
  readonly gap: number;
}

/** Follows a page while a client uses the ledger. */
export async function attempt({ name, page, section, before, hands }: Runbook, site: Site): Promise<Outcome> {
  await restartClients(clientApps(site.ledger));
  await steady(site.ledger);
  site.turnPage();
  await before?.(site);

  const steps = stepsOf(page, section);
  const begin = Date.now();
  for (const step of steps) {
    const { does, sees } = hands[step.number] ?? {};
    await does?.(site);
    const printed = await site.follow(step);
    await sees?.(site, printed);
  }
  const seconds = (Date.now() - begin) / 1000;

  await rolledOut(SERVICES);
  await steady(site.ledger);
  const gap = Math.max(...breaks(await acknowledgements(PARTICIPANT, 0), begin, Date.now())) / 1000;
  const [{ acknowledged, lost, doubled, interleaved }] = await prove(site.ledger, site.database, site.forgotten);
  const blocks = steps.flatMap(step => step.blocks);
  return { runbook: name, blocks: blocks.length, notRun: blocks.flatMap(reasonsOf), seconds, acknowledged, lost, doubled, interleaved, gap };
}

function reasonsOf({ mark }: Block): string[] {
  return mark === undefined ? [] : [MARKS[mark]];
}
