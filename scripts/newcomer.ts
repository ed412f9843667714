import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

// `npm run newcomer`: does what the first page says, word by word, from a fresh clone to the picture, with nothing downloaded before, and says how long
// each step takes; and how long processors worked for it, which does not depend on the network and on what else the machine does.

const PAGE = 'docs/getting-started.md';
/** What comes after this needs a cluster. */
const END = '\n## 5. A cluster\n';
/** A block of code, and the file that the line above says it is. */
const BLOCK = /(?:^`([\w.]+)` [^\n]*\n\n)?^```(\w+)\n([^]*?)^```$/gm;

interface Step {
  readonly command: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-newcomer-'));
const env = { ...process.env, npm_config_cache: path.join(folder, 'cache'), npm_config_update_notifier: 'false' };
try {
  report([...makePackage(), ...usePackage()]);
} finally {
  fs.rmSync(folder, { recursive: true });
}

/** In a clone: the commands of the block that packs the library, as long as it is not published. */
function makePackage(): Step[] {
  const commands = blocks().flatMap(({ language, text }) => (language === 'sh' && text.includes('npm pack') ? text.split(' && ') : []));
  return [`git clone --quiet ${JSON.stringify(process.cwd())} clone`, ...commands].map((command, index) => step(command, index === 0 ? folder : cloned()));
}

/** In an empty folder: its files and its other commands, in their order. */
function usePackage(): Step[] {
  let place = folder;
  return blocks().flatMap(({ file, language, text }): Step[] => {
    if (file !== undefined) {
      fs.writeFileSync(path.join(place, file), text);
      return [];
    }
    return language !== 'sh' || text.includes('npm pack') ? [] : text.trim().split('\n').map((line) => {
      const done = step(`${line.replace(/(?<=npm install.*) cdk8s-canton(?= )/, ` ${tarball()}`)}\npwd > ${path.join(folder, 'place')}`, place);
      place = fs.readFileSync(path.join(folder, 'place'), 'utf8').trim();
      return { ...done, command: line };
    });
  });
}

function blocks(): { file: string | undefined; language: string; text: string }[] {
  const page = fs.readFileSync(PAGE, 'utf8');
  if (!page.includes(END)) {
    throw new Error(`${PAGE} has no heading "${END.trim()}": say in this script where its commands begin to need a cluster`);
  }
  return [...page.slice(0, page.indexOf(END)).matchAll(BLOCK)].map(([, file, language, text]) => ({ file, language, text }));
}

function cloned(): string {
  return path.join(folder, 'clone');
}

/** What `npm pack` left in the clone; the published package, where nothing was packed. */
function tarball(): string {
  const file = fs.readdirSync(cloned()).find((name) => name.endsWith('.tgz'));
  return file === undefined ? 'cdk8s-canton' : path.join(cloned(), file);
}

function step(command: string, cwd: string): Step {
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync('bash', ['-ec', `TIMEFORMAT='%U %S'; time {\n${command}\n}`], { cwd, env, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${command}\nended with ${status}:\n${stdout}${stderr}`);
  }
  const [, user, system] = /([\d.]+) ([\d.]+)\s*$/.exec(stderr)!;
  return { command: command.trim(), seconds: (performance.now() - begin) / 1000, cpuSeconds: Number(user) + Number(system) };
}

function report(steps: Step[]): void {
  const column = (value: number) => value.toFixed(1).padStart(9);
  const sum = (key: 'seconds' | 'cpuSeconds') => steps.reduce((total, one) => total + one[key], 0);
  console.log(`${os.cpus().length} cores (${os.cpus()[0].model}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`);
  console.log('  seconds  CPU seconds');
  for (const { seconds, cpuSeconds, command } of [...steps, { seconds: sum('seconds'), cpuSeconds: sum('cpuSeconds'), command: 'in all' }]) {
    console.log(`${column(seconds)}    ${column(cpuSeconds)}  ${command}`);
  }
}
