import { Tree } from './hocon';
import { KeyTable } from './key-table';
import { log } from '../support/log';

/** Ends the process as one does that cannot start: one line that says all that is wrong, and exit code 1. */
export function refuseToStart(problem: string, details: object = {}, code = 1): never {
  log('refused to start', { level: 'ERROR', problem, ...details });
  return process.exit(code);
}

/** What is wrong with a file's keys; nothing where all is well. */
export function keyProblems(table: KeyTable, tree: Tree, strict: boolean): string[] {
  return [
    ...(strict ? table.unknown(tree).map((path) => `unknown key: ${path}`) : []),
    ...table.missing(tree).map((path) => `missing key: ${path}`),
  ];
}

/** Ends the process where keys are wrong. */
export function checkKeys(table: KeyTable, tree: Tree, strict: boolean): void {
  refuseProblems(keyProblems(table, tree, strict));
}

/** Ends the process where there are any. */
export function refuseProblems(problems: string[]): void {
  if (problems.length > 0) {
    refuseToStart('bad configuration', { problems });
  }
}
