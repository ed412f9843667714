import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as ts from 'typescript';
import { readManifests } from '../scripts/manifests';

// Every TypeScript block of the documentation compiles, and the first block of each page synthesizes manifests.

const ROOT = path.resolve(__dirname, '..');

interface Example {
  /** The page and the line of the first line of code. */
  readonly page: string;
  readonly line: number;
  readonly code: string;
}

const examples = pages().flatMap(examplesOf);
const firstExamples = examples.filter((example, index) => examples[index - 1]?.page !== example.page);

test('all examples compile', () => {
  expect(typeErrors(examples)).toEqual([]);
}, 60_000);

if (firstExamples.length > 0) {
  test.each(firstExamples)('the example at $page:$line writes manifests', example => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-docs-'));
    try {
      run(example, folder);
      expect(readManifests(folder)).not.toEqual([]);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  }, 60_000);
}

function pages(): string[] {
  const docs = path.join(ROOT, 'docs');
  const names = fs.existsSync(docs) ? fs.readdirSync(docs, { recursive: true, encoding: 'utf8' }) : [];
  return ['README.md', 'CONTRIBUTING.md', ...names.map(name => path.join('docs', name)).sort()]
    .filter(name => name.endsWith('.md') && fs.existsSync(path.join(ROOT, name)));
}

function examplesOf(page: string): Example[] {
  const text = fs.readFileSync(path.join(ROOT, page), 'utf8');
  return [...text.matchAll(/^( *)```(?:ts|typescript)\b.*\n([^]*?)^\1```/gm)].map(match => ({
    page,
    line: text.slice(0, match.index).split('\n').length + 1,
    code: match[2],
  }));
}

/** The examples as files at the root of the repository, which exist only in the memory of one compiler run. */
function typeErrors(all: Example[]): string[] {
  const sources = new Map(all.map(example => [path.join(ROOT, `${example.page.replace(/\W/g, '-')}-${example.line}.ts`), example]));
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

/** Runs an example as a user would, in a folder of its own, with the library taken from `lib/`. */
function run(example: Example, folder: string): void {
  const modules = path.join(folder, 'modules');
  fs.mkdirSync(path.join(modules, 'cdk8s-canton'), { recursive: true });
  fs.writeFileSync(path.join(modules, 'cdk8s-canton', 'index.js'), `
    require('ts-node').register({ cwd: ${JSON.stringify(ROOT)}, transpileOnly: true });
    module.exports = require(${JSON.stringify(path.join(ROOT, 'lib'))});
  `);
  const script = path.join(folder, 'example.js');
  fs.writeFileSync(script, ts.transpile(example.code, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2020, esModuleInterop: true }));
  const env = { ...process.env, NODE_PATH: [modules, path.join(ROOT, 'node_modules')].join(path.delimiter) };
  const { status, stderr } = spawnSync(process.execPath, [script], { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`the example at ${example.page}:${example.line} failed:\n${stderr}`);
  }
}
