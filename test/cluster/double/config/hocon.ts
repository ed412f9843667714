import * as fs from 'fs';
import { parse } from '@pushcorn/hocon-parser';

/** Configuration as data: what is left of a file when substitutions are done. */
export type Tree = { [key: string]: unknown };

/** Texts of HOCON, each over the ones before it, with what the environment fills in. */
export async function parseAll(texts: string[], env: NodeJS.ProcessEnv): Promise<Tree> {
  const trees = await Promise.all(texts.map((text) => parse({ text, strict: true, env: false, scope: env })));
  // To the parser an empty file is nothing.
  return trees.reduce<Tree>((merged, tree) => over(merged, (tree ?? {}) as Tree), {});
}

/** The files and overrides that a command line names. */
export async function readConfig(files: string[], overrides: string[], env: NodeJS.ProcessEnv): Promise<Tree> {
  return parseAll([...files.map((file) => fs.readFileSync(file, 'utf8')), ...overrides], env);
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function over(below: Tree, above: Tree): Tree {
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const old = merged[key];
    merged[key] = isTree(old) && isTree(value) ? over(old, value) : value;
  }
  return merged;
}
