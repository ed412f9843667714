import { groupBy, isTree, listAt, mergeTrees, textAt, Tree } from './read';

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

/** All volumes of a deployment are looked up here: their number times that of the files would be too much. */
const INDEXES = new WeakMap<Configs, Map<string, [string, Tree][]>>();

/** Parsed files by `<namespace>/<ConfigMap>/`. */
function byConfigMap(configs: Configs): Map<string, [string, Tree][]> {
  const known = INDEXES.get(configs);
  if (known !== undefined) {
    return known;
  }
  const folders = groupBy([...configs], ([key]) => folderOf(key));
  const named = (files: [string, Tree][]) => files.map(([key, tree]): [string, Tree] => [key.slice(folderOf(key).length), tree]);
  const index = new Map(folders.map((files) => [folderOf(files[0][0]), named(files)]));
  INDEXES.set(configs, index);
  return index;
}

function folderOf(key: string): string {
  return key.slice(0, key.indexOf('/', key.indexOf('/') + 1) + 1);
}

/** The parsed files of a volume's ConfigMap, by the names that they have in the volume. */
function filesOf(source: unknown, namespace: string, configs: Configs): [string, Tree][] {
  const configMap = textAt(source, 'configMap', 'name');
  const prefix = `${namespace}/${configMap}/`;
  const items = listAt(source, 'configMap', 'items');
  return (configMap === undefined ? [] : byConfigMap(configs).get(prefix) ?? []).flatMap(([file, tree]): [string, Tree][] => {
    const item = items.find((candidate) => textAt(candidate, 'key') === file);
    return items.length > 0 && item === undefined ? [] : [[textAt(item, 'path') ?? file, tree]];
  });
}

function pathOf(mount: unknown, file: string): string[] {
  const mountPath = textAt(mount, 'mountPath') ?? '';
  const subPath = textAt(mount, 'subPath');
  return subPath === undefined ? [`${mountPath.replace(/\/$/, '')}/${file}`] : subPath === file ? [mountPath] : [];
}
