import { parsed } from './parse';
import { Plain } from './trees';
import { hoconFile } from '../../../lib/config/config-file';
import { Hocon } from '../../../lib/config/hocon/hocon';

/** The text of a configuration. */
export function textOf(tree: Hocon): string {
  return hoconFile('test.conf', tree).text;
}

/** What a process reads: every environment variable that the configuration binds holds `<its name>`. */
export async function read(tree: Hocon): Promise<any> {
  const { text, env } = hoconFile('test.conf', tree);
  return parsed({ text, env: Object.fromEntries(env.map((binding) => [binding.env, `<${binding.env}>`])) });
}

/** Every path of keys that leads to a value, with what is there. Node names are `<n>`, items of a list `[]`. */
export function leaves(value: Plain, path = ''): [string, Plain][] {
  if (Array.isArray(value)) {
    return value.length === 0 ? [[path, value]] : value.flatMap((item) => leaves(item, `${path}[]`));
  }
  if (typeof value !== 'object' || value === null) {
    return [[path, value]];
  }
  return Object.entries(value).flatMap(([key, entry]) => leaves(entry, path === '' ? key : `${path}.${isNodes(path) ? '<n>' : key}`));
}

/** All paths of keys, each once. */
export function paths(value: Plain): string[] {
  return [...new Set(leaves(value).map(([path]) => path))];
}

function isNodes(path: string): boolean {
  return /^canton\.(remote-)?(participants|sequencers|mediators|domain-managers)$/.test(path);
}
