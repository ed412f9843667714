import { Hocon } from './hocon/hocon';

/**
 * A node's configuration, where one environment serves the nodes of several pods: the variables that Secrets fill end in the node's number, as the
 * same name stands for another Secret in another node.
 */
export function withNumberedSecrets(tree: Hocon, number: number): Hocon {
  const filled = new Set<string>();
  tree._walk((node) => {
    if (node.kind === 'env' && node.binding !== undefined) {
      filled.add(node.name);
    }
  });
  return tree._renameVariables((name) => (filled.has(name) ? `${name}_${number}` : name));
}
