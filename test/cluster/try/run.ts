import * as fs from 'fs';
import { parseArgs } from 'util';
import { lose, losses, Lost } from './losses';
import { broken, report } from './report';
import { stepsOf } from './steps';
import { Terminal } from './terminal';
import { command } from '../command';
import { makeDisks } from '../disks';
import { newCluster } from '../grounds';
import { startClients, ClientApp } from '../ledger/clients';
import { waitForLedger } from '../ledger/deploy';
import { down } from '../lifecycle';
import { writeReport } from '../page';
import { PodSql } from '../pod-sql';
import { endOnInterrupt, inRounds, say } from '../rounds';
import { Proof, proofOf } from '../trials/proof';

const USAGE = `npm run test:cluster:try -- [options]: what docs/try-it.md says, typed on three nodes, and what two clients see of it
  --report    write the figures into docs/try-it.md
  --keep      leave cluster and ledger up for a look; npm run cluster:down ends them
  --install   install Debian packages that are missing
`;

const PAGE = 'docs/try-it.md';
const IMAGES = ['pause', 'coredns', 'busybox', 'haproxy', 'postgres', 'double'];
/** GiB of the disk on each node, of which TrialPostgres claims one. */
const DISKS = { trial: 8 };
const NAMESPACE = 'canton-try';
const PARTICIPANT = 'participant';
const HOST = `${PARTICIPANT}.${NAMESPACE}.svc.cluster.local`;
const SECONDS = 600;

/** They are where the page's own network policy lets applications in. */
const CLIENTS: ClientApp[] = [
  { name: 'json', args: ['--json', `http://${HOST}:7575`, '--json-path', '/v2/commands/submit-and-wait', '--rate', '10'] },
  { name: 'ledger', args: ['--ledger', `${HOST}:4001`, '--rate', '20'] },
];

const { values: options } = parseArgs({
  options: { report: { type: 'boolean' }, keep: { type: 'boolean' }, install: { type: 'boolean', default: false }, help: { type: 'boolean' } },
});

async function main(): Promise<void> {
  await newCluster({ install: options.install!, images: IMAGES });
  makeDisks(DISKS);

  const terminal = new Terminal();
  const steps = stepsOf(terminal.type('npm run --silent synth:try'), fs.readFileSync(PAGE, 'utf8'));
  const times = await make(terminal, steps.make);
  await terminal.beside(steps.forward, 'http://localhost:7575/livez', async () => steps.ask.forEach(line => say(answer(terminal, line))));

  const database = new PodSql(NAMESPACE, 'postgres-0');
  await startClients(CLIENTS, undefined, true, NAMESPACE);
  endOnInterrupt();
  const found: Lost[] = [];
  for (const loss of inRounds(losses(steps.lose, NAMESPACE))) {
    const lost = await lose(loss, { terminal, database, namespace: NAMESPACE, clients: CLIENTS.map(({ name }) => name) });
    say(JSON.stringify(lost));
    found.push(lost);
  }
  const proofs: Proof[] = [];
  for (const { name } of CLIENTS) {
    proofs.push(await proofOf(name, PARTICIPANT, database));
  }

  const text = report({ date: new Date().toISOString().slice(0, 10), times, losses: found, proofs });
  const failures = broken({ losses: found, proofs });
  console.log([text, ...failures].join('\n'));
  if (options.report) {
    writeReport(PAGE, text);
  }
  process.exitCode = failures.length === 0 ? 0 : 1;
  if (!options.keep) {
    terminal.type(steps.remove);
    await down();
  }
}

/** Makes all of it. @returns the seconds from `kubectl apply` on */
async function make(terminal: Terminal, lines: string[]): Promise<Record<string, number>> {
  let applied = 0;
  for (const line of lines) {
    applied = line.startsWith('kubectl apply') ? Date.now() : applied;
    terminal.type(line);
  }
  const jobs = (Date.now() - applied) / 1000;
  await waitForLedger(SECONDS, NAMESPACE);
  return { 'both Jobs were done': jobs, 'all pods were Ready': (Date.now() - applied) / 1000 };
}

/** What the JSON API says, which must not be an error. */
function answer(terminal: Terminal, line: string): string {
  const said = terminal.type(line);
  if ((JSON.parse(said) as { cause?: string }).cause !== undefined) {
    throw new Error(`${line}\n${said}`);
  }
  return said;
}

command(USAGE, options.help, main);
