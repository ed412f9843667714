import { isTree, Tree } from './hocon';

/** What stands at a path; nothing where the path ends early. */
export function at(tree: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((value, key) => (isTree(value) ? value[key] : undefined), tree);
}

export function block(tree: unknown, ...path: string[]): Tree | undefined {
  const value = at(tree, ...path);
  return isTree(value) ? value : undefined;
}

export function text(tree: unknown, ...path: string[]): string | undefined {
  const value = at(tree, ...path);
  return value === undefined || value === null ? undefined : String(value);
}

export function whole(tree: unknown, ...path: string[]): number | undefined {
  const value = text(tree, ...path);
  if (value !== undefined && !/^\d+$/.test(value)) {
    throw new Error(`${path.join('.')} must be a whole number, got '${value}'`);
  }
  return value === undefined ? undefined : Number(value);
}

/** HOCON's booleans, also as text, which is how an environment gives them. */
export function flag(tree: unknown, ...path: string[]): boolean | undefined {
  const value = text(tree, ...path);
  return value === undefined ? undefined : ['true', 'yes', 'on'].includes(value);
}
