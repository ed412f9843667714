/** Reading what came from YAML or HOCON: its shape is whatever its author wrote. */

/** An object whose fields are not known. */
export interface Tree {
  readonly [key: string]: unknown;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is found below a value by going down its fields, or nothing. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((found, key) => (isTree(found) ? found[key] : undefined), value);
}

/** An object below a value; an empty one where there is none. */
export function treeAt(value: unknown, ...path: string[]): Tree {
  const found = at(value, ...path);
  return isTree(found) ? found : {};
}

/** A list below a value; an empty one where there is none. */
export function listAt(value: unknown, ...path: string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** Text below a value. Numbers and booleans count as what they are written as. */
export function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path);
  return found === undefined || found === null || typeof found === 'object' ? undefined : String(found);
}

/** A number below a value, also one that is written as text. */
export function numberAt(value: unknown, ...path: string[]): number | undefined {
  const text = textAt(value, ...path);
  return text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** The texts of an object below a value: labels, annotations, the data of a ConfigMap. */
export function textsAt(value: unknown, ...path: string[]): { readonly [key: string]: string } {
  const entries = Object.keys(treeAt(value, ...path)).map((key): [string, string | undefined] => [key, textAt(treeAt(value, ...path), key)]);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A switch below a value, in all the spellings of HOCON, or nothing. */
export function switchAt(value: unknown, ...path: string[]): boolean | undefined {
  const text = textAt(value, ...path)?.toLowerCase();
  return text === undefined ? undefined : ['true', 'yes', 'on'].includes(text);
}

/** All leaves of a tree, each with the path to it. Items of lists are numbered. */
export function leavesOf(value: unknown, path: readonly string[] = []): { readonly path: readonly string[]; readonly value: unknown }[] {
  if (typeof value !== 'object' || value === null) {
    return [{ path, value }];
  }
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...path, key]));
}

/** Two configurations of one process: what the later one says holds (Canton merges its `--config` files so). */
export function mergeTrees(first: unknown, second: unknown): unknown {
  if (!isTree(first) || !isTree(second)) {
    return second;
  }
  const keys = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return Object.fromEntries(keys.map((key) => [key, key in second ? mergeTrees(first[key], second[key]) : first[key]]));
}

/** Without doubles, in their order. */
export function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

/** Items that have the same key, in the order in which the keys appear. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  return [...indexed(items, (item) => [keyOf(item)]).values()];
}

/** Items by all their keys, in their order. */
export function indexed<T>(items: readonly T[], keysOf: (item: T) => string[]): Map<string, T[]> {
  const index = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const known = index.get(key);
      if (known === undefined) {
        index.set(key, [item]);
      } else {
        known.push(item);
      }
    }
  }
  return index;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
