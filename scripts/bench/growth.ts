import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { buildSync } from 'esbuild';

/** How synthesis grows with the number of shards. Each measurement is a process of its own, so that peak memory is its own too. */

/** What one process measured. */
interface Measurement {
  readonly objects: number;
  readonly seconds: number;
  /** What it costs where other processes want the cores too. */
  readonly cpuSeconds: number;
  readonly mebibytes: number;
  /** Hash of all files. */
  readonly output: string;
}

/** The same objects, written in several ways. */
const WAYS = {
  'cdk8s-canton': 'one chart, with all checks',
  'cdk8s, one chart': 'the same objects without a check',
  'cdk8s, one chart a shard': 'as examples of cdk8s do it',
} as const;

type Way = keyof typeof WAYS;

/** cdk8s is quadratic in the number of charts: more would take hours. */
const MOST_CHARTS = 100;

/** Bundled beforehand, so that no compiler is in what is measured. */
const PROBE = path.resolve('.cache', 'bench', 'growth-probe.js');

/** Measures and prints a table. */
export function benchGrowth(shards: number[] = [1, 10, 100, 1000]): void {
  const entryPoints = [path.join(__dirname, 'growth-probe.ts')];
  buildSync({ entryPoints, outfile: PROBE, bundle: true, packages: 'external', platform: 'node', target: 'node20' });
  console.log(`Growth: ${os.cpus().length} cores (${os.cpus()[0].model}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`);
  console.log('| how | shards | objects | seconds | CPU seconds | objects/s | MiB at most | KiB an object | exponent |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  const outputs: { [way: string]: string } = {};
  for (const way of Object.keys(WAYS) as Way[]) {
    const measured = shards.filter((count) => way !== 'cdk8s, one chart a shard' || count <= MOST_CHARTS).map((count) => probe(way, count));
    measured.forEach((now, index) => console.log(row(way, shards[index], now, measured[index - 1])));
    outputs[way] = measured.map(({ output }) => output).join();
  }
  const same = outputs['cdk8s-canton'] === outputs['cdk8s, one chart'];
  console.log(`\nThe files of cdk8s-canton are ${same ? 'byte-identical to' : 'NOT'} those of plain cdk8s.`);
  console.log(`\n${Object.entries(WAYS).map(([way, text]) => `- ${way}: ${text}`).join('\n')}`);
  console.log('- exponent: 1 is linear, 2 is quadratic; from the row above to this one, by CPU seconds and objects\n');
  benchHelm(shards);
}

function probe(way: Way, shards: number): Measurement {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-bench-'));
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROBE, way, String(shards), folder], { encoding: 'utf8' });
    if (status !== 0) {
      throw new Error(`${way}, ${shards} shards: ${stderr}`);
    }
    return JSON.parse(stdout) as Measurement;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function row(way: string, shards: number, { objects, seconds, cpuSeconds, mebibytes }: Measurement, before: Measurement | undefined): string {
  const exponent = before === undefined ? '' : (Math.log(cpuSeconds / before.cpuSeconds) / Math.log(objects / before.objects)).toFixed(2);
  const whole = [objects / seconds, mebibytes, mebibytes * 1024 / objects].map(Math.round);
  return `| ${[way, shards, objects, seconds.toFixed(2), cpuSeconds.toFixed(2), ...whole, exponent].join(' | ')} |`;
}

/** The official charts make one stack a run. */
function benchHelm(shards: number[]): void {
  const charts = process.env.HELM_CHARTS?.split(',') ?? [];
  if (spawnSync('helm', ['version']).status !== 0) {
    console.log('helm template: helm not installed');
  } else if (charts.length === 0) {
    console.log('helm template: no charts; name those of a stack: HELM_CHARTS=<canton-participant>,<daml-http-json>');
  } else {
    const start = process.hrtime.bigint();
    for (const chart of charts) {
      const { status, stderr } = spawnSync('helm', ['template', 'stack', chart], { encoding: 'utf8' });
      if (status !== 0) {
        throw new Error(`helm template ${chart}: ${stderr}`);
      }
    }
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const all = shards.map((count) => `${count} stacks ${(seconds * count).toFixed(1)} s`);
    console.log(`helm template of ${charts.join(' and ')}: ${seconds.toFixed(2)} s a stack; ${all.join(', ')}`);
  }
}
