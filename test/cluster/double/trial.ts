import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { sleep } from './support/time';
import { DOMAIN, SYNCHRONIZER, TRY, TrialSetup } from './trial/setups';
import { Site } from './trial/site';

/**
 * A whole domain on this machine, with the files of an app: its active nodes are killed while a client submits, and nothing may be lost or doubled. With
 * `--release=3.5` it is a synchronizer with a group of mediators, and with `--release=try` what a newcomer runs. Words on the command line pick the faults whose names they are part of.
 */

const CLIENT = 'http://127.0.0.1:18090';
const SETTLE = 20_000;
const SETUPS: { [release: string]: TrialSetup } = { '2.10': DOMAIN, '3.5': SYNCHRONIZER, 'try': TRY };

/** What happens to the domain, one after the other. */
const FAULTS: { [what: string]: (site: Site) => Promise<void> } = {
  'nothing': async () => undefined,
  'kill -9 participant': (site) => killActive(site, site.setup.participant),
  'kill -9 sequencer': (site) => killActive(site, site.setup.sequencer),
  'kill -9 mediator': (site) => killActive(site, site.setup.mediators[0]),
  'a mediator service of a group is away': serviceAway,
  'SIGTERM participant': (site) => stopActive(site, site.setup.participant),
  'restart of the database': async ({ postgres }) => {
    postgres.stop();
    postgres.start();
  },
  'hang of participant, 10 s': (site) => order(site, 'hang', 10),
  'participant loses its database, 30 s': (site) => order(site, 'lose-database', 30),
  'second process of a node that must stay active': secondProcess,
};

async function main(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'double-trial-'));
  fs.chmodSync(folder, 0o755);
  const words = process.argv.slice(2);
  const picked = words.filter((word) => !word.startsWith('--'));
  const release = words.find((word) => word.startsWith('--release='))?.split('=')[1] ?? '2.10';
  if (SETUPS[release] === undefined) {
    throw new Error(`no release '${release}'; there are ${Object.keys(SETUPS).join(', ')}`);
  }
  const site = new Site(folder, SETUPS[release]);
  try {
    site.setup.nodes.forEach((node) => site.startNode(node));
    for (const [job, script] of site.setup.scripts) {
      await timed(`${job}/${script}`, () => site.runScript(job, script));
    }
    const ledgers = [0, 1].flatMap((instance) => ['--ledger', `${site.address(`${site.setup.participant}-${instance}`)}:4001`]);
    await sleep(SETTLE);
    site.startClient([...ledgers, ...site.tls, '--rate', '50', '--run', 'trial', '--port', '18090']);
    await sleep(SETTLE / 2);
    for (const [what, work] of Object.entries(FAULTS).filter(([name]) => picked.length === 0 || picked.some((part) => name.includes(part)))) {
      await fault(what, site, () => work(site));
    }
    await judge(site);
  } finally {
    site.end();
    console.log(`logs: ${folder}`);
  }
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const began = Date.now();
  await work();
  console.log(`${what}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** Has the active participant misbehave. */
async function order(site: Site, kind: string, seconds: number): Promise<void> {
  const { participant } = site.setup;
  site.postgres.sql(participant, `insert into misbehaviour(instance, kind, seconds) values('${active(site, participant)}', '${kind}', ${seconds})`);
}

/** The instance that said last that it became active. */
function active(site: Site, service: string): string {
  return site.postgres.sql(site.setup.databaseOf[service] ?? service, "select instance from activity where event = 'became_active' order by at desc limit 1");
}

function restart(site: Site, name: string): void {
  site.startNode(site.setup.nodes.find(({ service, instance }) => `${service}-${instance}` === name)!);
}

/** The second one ends by itself, and the first one does not mind. */
async function secondProcess(site: Site): Promise<void> {
  for (const node of site.setup.lone ?? []) {
    site.startNode(node);
    await sleep(SETTLE / 2);
  }
  if (site.setup.lone !== undefined) {
    const [first, second] = site.setup.lone.map(({ service, instance }) => `${service}-${instance}`);
    const began = Date.now();
    const code = await site.ended(second);
    console.log(`${second} ended with ${code} after ${((Date.now() - began + SETTLE / 2) / 1000).toFixed(0)} s: ${site.log(second).trim().split('\n').pop()}`);
    site.kill(first, 'SIGTERM');
    console.log(`${first} ended with ${await site.ended(first)}`);
  }
}

/** The others agree without it; and when the active of another one is killed too, once its standby is there. */
async function serviceAway(site: Site): Promise<void> {
  const { nodes, mediators: [lost, struck] } = site.setup;
  if (struck === undefined) {
    return;
  }
  const instances = nodes.filter(({ service }) => service === lost);
  instances.forEach(({ service, instance }) => site.kill(`${service}-${instance}`, 'SIGKILL'));
  await sleep(SETTLE / 2);
  console.log(`without ${lost}: longest gap ${(await gap(Date.now() - SETTLE / 2)).toFixed(1)} s`);
  await killActive(site, struck);
  await sleep(SETTLE);
  instances.forEach((node) => site.startNode(node));
}

async function killActive(site: Site, service: string): Promise<void> {
  const name = active(site, service);
  site.kill(name, 'SIGKILL');
  await sleep(1000);
  restart(site, name);
}

async function stopActive(site: Site, service: string): Promise<void> {
  const name = active(site, service);
  site.kill(name, 'SIGTERM');
  await sleep(6000);
  restart(site, name);
}

/** Does something, and says how long nobody got an answer. */
async function fault(what: string, site: Site, work: () => Promise<void>): Promise<void> {
  const from = Date.now();
  await work();
  await sleep(2 * SETTLE);
  console.log(`${what}: in ${((Date.now() - from) / 1000).toFixed(0)} s the longest gap was ${(await gap(from)).toFixed(1)} s; active: ${active(site, site.setup.participant)}`);
}

/** The longest time without an acknowledgement, in seconds. */
async function gap(since: number): Promise<number> {
  const acks = await (await fetch(`${CLIENT}/acks?since=${since}`)).json() as [string, number][];
  const times = [since, ...acks.map(([, at]) => at), Date.now()];
  return Math.max(...times.slice(1).map((at, index) => at - times[index])) / 1000;
}

/** Every acknowledged command is stored once, and nothing twice. */
async function judge(site: Site): Promise<void> {
  const stats = await (await fetch(`${CLIENT}/stop`, { method: 'POST' })).json() as { acked: number };
  const acks = await (await fetch(`${CLIENT}/acks`)).json() as [string, number][];
  const stored = site.postgres.sql(site.setup.participant, 'select command_id from contracts').split('\n');
  const counts = new Map<string, number>();
  stored.forEach((id) => counts.set(id, (counts.get(id) ?? 0) + 1));
  const lost = acks.filter(([id]) => !counts.has(id));
  const doubled = [...counts].filter(([, count]) => count > 1);
  console.log(`client: ${JSON.stringify(stats)}`);
  console.log(`stored ${stored.length}, acknowledged ${acks.length}, lost ${lost.length}, doubled ${doubled.length}`);
  if (lost.length + doubled.length > 0) {
    throw new Error(`lost ${JSON.stringify(lost.slice(0, 5))}, doubled ${JSON.stringify(doubled.slice(0, 5))}`);
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
