import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { readManifests } from '../scripts/manifests';

// Every TypeScript block of the documentation compiles, and the first block of each page synthesizes manifests. What runbooks name is there.

const ROOT = path.resolve(__dirname, '..');

interface Example {
  /** The page and the line of the first line of code. */
  readonly page: string;
  readonly line: number;
  readonly code: string;
}

/** The apps whose names the runbooks use. */
const APPS = ['reference', 'sharded'];

const examples = blocks(/ts|typescript/);
const firstExamples = examples.filter((example, index) => examples[index - 1]?.page !== example.page);

test('all examples compile', () => {
  expect(typeErrors(examples)).toEqual([]);
}, 60_000);

describe('what runs', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-docs-'));
  const output = (example: Example) => path.join(folder, nameOf(example));
  const apps = path.join(folder, 'apps');
  let failures: { [folder: string]: string };
  let deployed: any[];

  beforeAll(() => {
    failures = run(folder, [
      ...APPS.map((name) => ({ folder: path.join(apps, name), program: path.join(ROOT, 'apps', `${name}.ts`) })),
      ...firstExamples.map((example) => ({ folder: output(example), program: compiled(example, folder) })),
    ]);
    deployed = readManifests(apps).flatMap(({ objects }) => objects);
  }, 120_000);
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  test.each(firstExamples)('the example at $page:$line writes manifests', example => {
    expect(failures[output(example)]).toBeUndefined();
    expect(readManifests(output(example))).not.toEqual([]);
  });

  test.each(commands(/\b(deployment|statefulset|service)\/([-a-z0-9]+)/g))('$page names $text, which there is', ({ match: [name] }) => {
    expect(deployed.map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`)).toContain(name);
  });

  test.each(commands(/ -l ([^\s$]+)(?!\S)/g))('$page selects pods by $text, and there are such', ({ match: [, selector] }) => {
    const wanted = selector.split(',').map((pair) => pair.split('='));
    const pods = deployed.map(({ spec }) => spec?.template?.metadata.labels ?? {});
    expect(pods.filter((labels) => wanted.every(([label, value]) => labels[label] === value))).not.toEqual([]);
  });
});

test.each(blocks(/yaml|yml/))('the YAML at $page:$line is YAML', ({ code }) => {
  expect(parseAllDocuments(code).flatMap(({ errors }) => errors)).toEqual([]);
});

function pages(): string[] {
  const docs = path.join(ROOT, 'docs');
  const names = fs.existsSync(docs) ? fs.readdirSync(docs, { recursive: true, encoding: 'utf8' }) : [];
  return ['README.md', 'CONTRIBUTING.md', 'apps/starter/README.md', ...names.map(name => path.join('docs', name)).sort()]
    .filter(name => name.endsWith('.md') && fs.existsSync(path.join(ROOT, name)));
}

/** The blocks of code of all pages whose language is one of these. */
function blocks(language: RegExp): Example[] {
  return pages().flatMap((page) => {
    const text = fs.readFileSync(path.join(ROOT, page), 'utf8');
    return [...text.matchAll(new RegExp(`^( *)\`\`\`(?:${language.source})\\b.*\n([^]*?)^\\1\`\`\``, 'gm'))].map(match => ({
      page,
      line: text.slice(0, match.index).split('\n').length + 1,
      code: match[2],
    }));
  });
}

/** What the commands of the runbooks name: they are typed at night, as they stand. */
function commands(pattern: RegExp): { page: string; text: string; match: RegExpMatchArray }[] {
  const found = blocks(/sh/).filter(({ page }) => page.startsWith('docs/runbooks/')).flatMap(({ page, code }) => (
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

function nameOf({ page, line }: Example): string {
  return `${page.replace(/\W/g, '-')}-${line}`;
}

/** An example as a program of its own. */
function compiled(example: Example, folder: string): string {
  const program = path.join(folder, `${nameOf(example)}.js`);
  fs.writeFileSync(program, ts.transpile(example.code, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2020, esModuleInterop: true }));
  return program;
}

/**
 * Runs programs as a user would, each in a folder of its own, with the library taken from `lib/`. One process runs them all, because loading the library
 * takes longer than using it.
 *
 * @returns what went wrong, by folder
 */
function run(folder: string, programs: { folder: string; program: string }[]): { [folder: string]: string } {
  const modules = path.join(folder, 'modules');
  fs.mkdirSync(path.join(modules, 'cdk8s-canton'), { recursive: true });
  fs.writeFileSync(path.join(modules, 'cdk8s-canton', 'index.js'), `module.exports = require(${JSON.stringify(path.join(ROOT, 'lib'))});`);
  const runner = path.join(folder, 'runner.js');
  const report = path.join(folder, 'failures.json');
  fs.writeFileSync(runner, `
    require('ts-node').register({ cwd: ${JSON.stringify(ROOT)}, transpileOnly: true });
    const fs = require('fs');
    const failures = {};
    for (const { folder, program } of ${JSON.stringify(programs)}) {
      fs.mkdirSync(folder, { recursive: true });
      process.chdir(folder);
      try { require(program); } catch (error) { failures[folder] = String(error.stack); }
    }
    fs.writeFileSync(${JSON.stringify(report)}, JSON.stringify(failures));
  `);
  const env = { ...process.env, NODE_PATH: [modules, path.join(ROOT, 'node_modules')].join(path.delimiter) };
  const { status, stderr } = spawnSync(process.execPath, [runner], { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`the examples could not be run:\n${stderr}`);
  }
  return JSON.parse(fs.readFileSync(report, 'utf8'));
}
