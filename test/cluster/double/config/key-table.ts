import { isTree, Tree } from './hocon';

/**
 * The keys that a process knows, one path each. `*` is a name of the user's, `[]` an item of a list, `**` anything below; a path that ends in `!` must be
 * there where its parent is.
 */
export class KeyTable {
  public static of(paths: string): KeyTable {
    return new KeyTable(paths.split(/\s+/).filter((path) => path !== ''));
  }

  private readonly known: string[][];
  private readonly mandatory: string[][];

  private constructor(paths: string[]) {
    this.known = paths.map((path) => parts(path.replace(/!$/, '')));
    this.mandatory = paths.filter((path) => path.endsWith('!')).map((path) => parts(path.slice(0, -1)));
  }

  /** Paths in a tree that nobody knows. */
  public unknown(tree: Tree): string[] {
    return leaves(tree).filter((leaf) => !this.known.some((path) => matches(path, leaf))).map((leaf) => leaf.join('.'));
  }

  /** Paths that must be in a tree and are not. */
  public missing(tree: Tree): string[] {
    return this.mandatory.flatMap((path) => lacking(tree, path, []));
  }
}

/** Paths under a place. */
export function below(place: string, paths: string): string {
  return paths.split(/\s+/).filter((path) => path !== '').map((path) => `${place}.${path}`).join(' ');
}

function parts(path: string): string[] {
  return path.split('.').flatMap((part) => (part.endsWith('[]') ? [part.slice(0, -2), '[]'] : [part]));
}

/** Paths to all values; a list counts by its items, and what is empty by itself. */
function leaves(value: unknown, path: string[] = []): string[][] {
  const entries = Array.isArray(value) ? value.map((item): [string, unknown] => ['[]', item]) : isTree(value) ? Object.entries(value) : [];
  return entries.length === 0 ? [path].filter((leaf) => leaf.length > 0) : entries.flatMap(([key, item]) => leaves(item, [...path, key]));
}

function matches(known: string[], leaf: string[]): boolean {
  if (known[known.length - 1] === '**') {
    return known.slice(0, -1).every((part, index) => same(part, leaf[index]));
  }
  // An empty object or list stands where its content would.
  return leaf.length <= known.length && leaf.every((part, index) => same(known[index], part));
}

function same(known: string, part: string | undefined): boolean {
  return part !== undefined && (known === part || (known === '*' && part !== '[]'));
}

function lacking(value: unknown, [part, ...rest]: string[], path: string[]): string[] {
  if (part === '[]') {
    return Array.isArray(value) ? value.flatMap((item) => lacking(item, rest, [...path, '[]'])) : [];
  }
  if (!isTree(value)) {
    return [];
  }
  const names = part === '*' ? Object.keys(value) : [part];
  return names.flatMap((name) => {
    if (rest.length > 0) {
      return lacking(value[name], rest, [...path, name]);
    }
    return value[name] === undefined || value[name] === null ? [[...path, name].join('.')] : [];
  });
}
