import { isTree, Tree } from './hocon';
import { block, flag, text, whole } from './read-tree';

/** What Canton 3.5 refuses in files whose keys are all known (facts of Canton 3, B, B1, B2). */
export function canton3Rules(config: Tree): string[] {
  return [
    ...nodes(config, 'participants').flatMap(([path, node]) => jsonApiProblems(path, node)),
    ...nodes(config, 'sequencers').flatMap(([path, node]) => sequencerProblems(path, node)),
  ];
}

/** It is on unless it is turned off, has no certificate of its own, and makes its trust from the Ledger API's. */
function jsonApiProblems(path: string, node: Tree): string[] {
  if (flag(node, 'http-ledger-api', 'enabled') === false) {
    return [];
  }
  const tls = block(node, 'ledger-api', 'tls');
  return [
    ...(whole(node, 'http-ledger-api', 'port') === undefined ? [`missing key: ${path}.http-ledger-api.port; or set ${path}.http-ledger-api.enabled = false`] : []),
    ...(tls !== undefined && text(tls, 'trust-collection-file') === undefined ? [`missing key: ${path}.ledger-api.tls.trust-collection-file, which http-ledger-api needs`] : []),
  ];
}

function sequencerProblems(path: string, node: Tree): string[] {
  switch (text(node, 'sequencer', 'type')) {
    case 'database':
      return [`${path}.sequencer.type = database needs canton.parameters.non-standard-config = yes, and is not supported`];
    case 'reference':
      return block(node, 'sequencer', 'config', 'storage') === undefined ? [`missing key: ${path}.sequencer.config.storage`] : [];
    default:
      return [];
  }
}

function nodes(config: Tree, kind: string): [path: string, node: Tree][] {
  return Object.entries(block(config, 'canton', kind) ?? {}).flatMap(([name, node]): [string, Tree][] => (isTree(node) ? [[`canton.${kind}.${name}`, node]] : []));
}
