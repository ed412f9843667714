import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { Example, nameOf, ROOT } from './examples';

/** A program, and the folder that it runs in. */
export interface Program {
  readonly file: string;
  readonly folder: string;
  /** Whether what it wrote is drawn. */
  readonly drawn: boolean;
}

/** What came of a program: its picture, or what went wrong. */
export interface Outcome {
  readonly picture?: string;
  readonly failure?: string;
}

/** An example as a program, which writes to a folder of its own. */
export function programOf(example: Example, folder: string): Program {
  const file = path.join(folder, `${nameOf(example)}.js`);
  fs.writeFileSync(file, ts.transpile(example.code, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2020, esModuleInterop: true }));
  return { file, folder: path.join(folder, nameOf(example)), drawn: true };
}

/**
 * Runs programs as a user would, with the library taken from `lib/`. One process runs them all, because loading the library takes longer than using it.
 *
 * @param folder where files may be left
 * @returns what came of each, in their order
 */
export function runPrograms(folder: string, programs: Program[]): Outcome[] {
  const modules = path.join(folder, 'modules');
  fs.mkdirSync(path.join(modules, 'cdk8s-canton'), { recursive: true });
  fs.writeFileSync(path.join(modules, 'cdk8s-canton', 'index.js'), `module.exports = require(${JSON.stringify(path.join(ROOT, 'lib'))});`);
  const [questions, answers] = ['programs.json', 'outcomes.json'].map(name => path.join(folder, name));
  fs.writeFileSync(questions, JSON.stringify(programs));
  const env = { ...process.env, NODE_PATH: [modules, path.join(ROOT, 'node_modules')].join(path.delimiter) };
  const runner = ['-r', 'ts-node/register/transpile-only', path.join(__dirname, 'runner.ts'), questions, answers];
  const { status, stderr } = spawnSync(process.execPath, runner, { cwd: ROOT, env, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`the examples could not be run:\n${stderr}`);
  }
  return JSON.parse(fs.readFileSync(answers, 'utf8'));
}
