import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { blocks, Example, firstExamples, nameOf, PAGE_PICTURES, pictureOfPage, ROOT } from '../scripts/docs/examples';
import { Outcome, programOf, runPrograms } from '../scripts/docs/run';
import { readManifests } from '../scripts/manifests';

// Every TypeScript block of the documentation compiles; the first block of each page synthesizes manifests, and below it is their picture. What runbooks
// name is there.

/** The apps whose names the runbooks use. */
const APPS = ['reference', 'sharded'];
const RUNBOOKS = 'docs/runbooks/';

const firsts = firstExamples();

test('all examples compile', () => {
  expect(typeErrors(blocks(/ts|typescript/))).toEqual([]);
}, 60_000);

describe('what runs', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-docs-'));
  const apps = path.join(folder, 'apps');
  const examples = firsts.map((example) => ({ ...example, program: programOf(example, folder) }));
  const outcomes = new Map<string, Outcome>();
  let deployed: any[];

  beforeAll(() => {
    const programs = [
      ...APPS.map((name) => ({ folder: path.join(apps, name), file: path.join(ROOT, 'apps', `${name}.ts`), drawn: false })),
      ...examples.map(({ program }) => program),
    ];
    runPrograms(folder, programs).forEach((outcome, index) => outcomes.set(programs[index].folder, outcome));
    const runbooks = examples.filter(({ page }) => page.startsWith(RUNBOOKS)).map(({ program }) => program.folder);
    deployed = [apps, ...runbooks].flatMap((of) => readManifests(of)).flatMap(({ objects }) => objects);
  }, 120_000);
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  test.each(examples)('the example at $page:$line writes manifests', ({ program }) => {
    expect(outcomes.get(program.folder)!.failure).toBeUndefined();
    expect(readManifests(program.folder)).not.toEqual([]);
  });

  test.each(examples)('the picture of the example at $page:$line stands below it as it is; npm run docs:pictures draws it anew', ({ page, program, below }) => {
    const file = pictureOfPage(page);
    expect(outcomes.get(program.folder)!.picture).toBe(fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');
    expect(/^\n!\[[^\]]+\]\((\S+)\)\n/.exec(below)?.[1]).toBe(path.relative(path.dirname(path.join(ROOT, page)), file));
  });

  test.each(commands(/\b(cronjob|deployment|statefulset|service)\/([-a-z0-9]+)/g))('$page names $text, which there is', ({ match: [name] }) => {
    expect(deployed.map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`)).toContain(name);
  });

  test.each(commands(/ -l ([^\s$]+)(?!\S)/g))('$page selects pods by $text, and there are such', ({ match: [, selector] }) => {
    const wanted = selector.split(',').map((pair) => pair.split('='));
    const pods = deployed.map(({ spec }) => spec?.template?.metadata.labels ?? {});
    expect(pods.filter((labels) => wanted.every(([label, value]) => labels[label] === value))).not.toEqual([]);
  });
});

test('there is a picture for each of these pages, and no other', () => {
  expect(fs.readdirSync(PAGE_PICTURES).sort()).toEqual(firsts.map(({ page }) => path.basename(pictureOfPage(page))).sort());
});

test.each(blocks(/yaml|yml/))('the YAML at $page:$line is YAML', ({ code }) => {
  expect(parseAllDocuments(code).flatMap(({ errors }) => errors)).toEqual([]);
});

describe('what the first page says of failovers is what was measured', () => {
  const page = fs.readFileSync(path.join(ROOT, 'docs/failover.md'), 'utf8');
  const measured = [...page.matchAll(/^\| ([^|]+) \| proxy\(\) \| \d+ \| [\d.]+ \| ([\d.]+) \|/gm)].map(([, fault, worst]) => ({ fault, worst: Number(worst) }));
  const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');

  test.each([...readme.matchAll(/^\| ([^|]+) \| [^|]+ \| (\d+) \|$/gm)].map(([, fault, seconds]) => [fault, Number(seconds)]))('%s: %d s', (fault, seconds) => {
    expect(seconds).toBe(Math.ceil(Math.max(...measured.filter((row) => row.fault.startsWith(fault as string)).map(({ worst }) => worst))));
  });

  test('no command lost, none doubled', () => {
    const sums = [...page.matchAll(/^\| all \| (\d+) \| [\d.]+ \| ([\d |]+) \|$/gm)].map(([, sent, bad]) => ({ sent: Number(sent) > 0, bad: bad.split(' | ').filter((count) => count !== '0') }));
    expect(sums).toEqual(sums.map(() => ({ sent: true, bad: [] })));
    expect(sums).not.toEqual([]);
  });
});

describe('what keeps out the defects that the cluster found', () => {
  const page = fs.readFileSync(path.join(ROOT, 'docs/cluster-defects.md'), 'utf8');
  const named = [...page.matchAll(/\]\(\.\.\/(test\/[^)]+)\)(?:: | \()"([^"]+)"/g)].map(([, file, name]) => [file, name]);

  test.each(named)('%s: "%s"', (file, name) => {
    expect(fs.readFileSync(path.join(ROOT, file), 'utf8')).toContain(name);
  });

  test('each has a test', () => {
    expect(page.match(/^\| .*\(decisions\/.* \|$/gm)!.filter((row) => !named.some(([file]) => row.includes(file)))).toEqual([]);
  });
});

test('the verdicts of the parity page are counted right', () => {
  const [summary, ...parts] = fs.readFileSync(path.join(ROOT, 'docs/parity.md'), 'utf8').split(/^## (?:Features of the charts|What the charts do not do|Defects that .*)$/m);
  const counts = parts.slice(0, 2).map((part) => [...part.matchAll(/ \| (has|has \(configOverrides\)|better|not yet|refused)(?:: [^|]*)? \|$/gm)].map(([, verdict]) => verdict));
  const said = [...summary.matchAll(/^\| (`(.*)`|all) \|.* \| (\d+|-) \| (\d+|-) \|$/gm)].map(([, , verdict, ...numbers]) => [verdict, numbers.map((number) => (number === '-' ? 0 : Number(number)))]);
  expect(said).toEqual(['has', 'has (configOverrides)', 'better', 'not yet', 'refused', undefined].map((verdict) => (
    [verdict, counts.map((all) => all.filter((one) => verdict === undefined || one === verdict).length)]
  )));
});

/** What the commands of the runbooks name: they are typed at night, as they stand. */
function commands(pattern: RegExp): { page: string; text: string; match: RegExpMatchArray }[] {
  const found = blocks(/sh/).filter(({ page }) => page.startsWith(RUNBOOKS)).flatMap(({ page, code }) => (
    [...code.matchAll(pattern)].map((match) => ({ page, text: match[0].trim(), match }))
  ));
  return found.filter(({ page, text }, index) => found.findIndex((other) => other.page === page && other.text === text) === index);
}

/** The examples as files at the root of the repository, which exist only in the memory of one compiler run. */
function typeErrors(all: Example[]): string[] {
  const sources = new Map(all.map(example => [path.join(ROOT, `${nameOf(example)}.ts`), example]));
  const options: ts.CompilerOptions = {
    ...compilerOptions(),
    moduleDetection: ts.ModuleDetectionKind.Force,
    noUnusedLocals: false,
    noUnusedParameters: false,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = name => sources.has(path.normalize(name)) || fileExists(name);
  host.readFile = name => sources.get(path.normalize(name))?.code ?? readFile(name);
  return ts.getPreEmitDiagnostics(ts.createProgram([...sources.keys()], options, host)).map(diagnostic => {
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
    const example = diagnostic.file && sources.get(path.normalize(diagnostic.file.fileName));
    if (!diagnostic.file || !example) {
      return `${diagnostic.file?.fileName ?? ''}: ${message}`;
    }
    const { line } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
    return `${example.page}:${example.line + line}: ${message}`;
  });
}

function compilerOptions(): ts.CompilerOptions {
  const file = path.join(ROOT, 'tsconfig.json');
  return ts.parseJsonConfigFileContent(ts.readConfigFile(file, ts.sys.readFile).config, ts.sys, ROOT).options;
}
