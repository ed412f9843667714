import { ConfigFile, EnvBinding, SecretFile } from '../model/config-file';
import { refuse } from '../model/validation';
import { Hocon } from './hocon/hocon';
import { plainOf } from './hocon/plain';
import { renderHocon } from './hocon/render';

/** Renders a tree and collects what it refers to, each reference once, in order. */
export function hoconFile(name: string, tree: Hocon): ConfigFile {
  const env = new Map<string, EnvBinding>();
  const files = new Map<string, SecretFile>();
  tree._walk((node) => {
    if (node.kind === 'env' && node.binding !== undefined) {
      const { secret } = node.binding;
      const other = env.get(node.name)?.secret;
      if (other !== undefined && String(other) !== String(secret)) {
        refuse(`${name}: environment variable ${node.name} would be both ${other} and ${secret}; give one of them another name`);
      }
      env.set(node.name, node.binding);
    } else if (node.kind === 'file') {
      files.set(`${node.file.secret} ${node.file.purpose}`, node.file);
    }
  });
  return { name, text: renderHocon(tree), tree: plainOf(tree) as object, env: sortedValues(env), files: sortedValues(files) };
}

/** A file whose text is no HOCON: a console script, a proxy's configuration. */
export function textFile(name: string, text: string, files: SecretFile[] = []): ConfigFile {
  return { name, text, env: [], files };
}

function sortedValues<T>(map: Map<string, T>): T[] {
  return [...map.keys()].sort().map((key) => map.get(key)!);
}
