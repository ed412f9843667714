import { isTree, listAt, mergeTrees, textAt, Tree } from './read';

/** Parsed configuration files by `<namespace>/<ConfigMap>/<file>`; a substitution `${X}` is the text `${X}`. */
export type Configs = ReadonlyMap<string, Tree>;

/**
 * The configuration of a container: the parsed files among its mounted ConfigMaps, merged in the order of its `--config` arguments. A container
 * that names none of them (its image knows where they are) has them all.
 */
export function configOf(container: unknown, volumes: readonly unknown[], namespace: string, configs: Configs): Tree | undefined {
  const mounted = new Map(listAt(container, 'volumeMounts').flatMap((mount) => {
    const volume = volumes.find((candidate) => textAt(candidate, 'name') === textAt(mount, 'name'));
    const files = [volume, ...listAt(volume, 'projected', 'sources')].flatMap((source) => filesOf(source, namespace, configs));
    return files.flatMap(([file, tree]) => pathOf(mount, file).map((path): [string, Tree] => [path, tree]));
  }));
  const words = [...listAt(container, 'command'), ...listAt(container, 'args')].map(String);
  const named = words.join(' ').split(/[\s=,]+/).filter((word) => mounted.has(word));
  const paths = named.length > 0 ? named : [...mounted.keys()];
  const merged = paths.map((path) => mounted.get(path)).reduce<unknown>((all, tree) => (all === undefined ? tree : mergeTrees(all, tree)), undefined);
  return isTree(merged) ? merged : undefined;
}

/** The parsed files of a volume's ConfigMap, by the names that they have in the volume. */
function filesOf(source: unknown, namespace: string, configs: Configs): [string, Tree][] {
  const configMap = textAt(source, 'configMap', 'name');
  const prefix = `${namespace}/${configMap}/`;
  const items = listAt(source, 'configMap', 'items');
  return [...configs].filter(([key]) => configMap !== undefined && key.startsWith(prefix)).flatMap(([key, tree]): [string, Tree][] => {
    const file = key.slice(prefix.length);
    const item = items.find((candidate) => textAt(candidate, 'key') === file);
    return items.length > 0 && item === undefined ? [] : [[textAt(item, 'path') ?? file, tree]];
  });
}

function pathOf(mount: unknown, file: string): string[] {
  const mountPath = textAt(mount, 'mountPath') ?? '';
  const subPath = textAt(mount, 'subPath');
  return subPath === undefined ? [`${mountPath.replace(/\/$/, '')}/${file}`] : subPath === file ? [mountPath] : [];
}
