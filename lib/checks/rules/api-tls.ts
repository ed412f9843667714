import { NodeKind } from '../canton-node';
import { Check } from '../check';
import { treeAt } from '../read';

const APIS: { readonly [kind in NodeKind]: readonly string[] } = {
  'participant': ['ledger-api', 'admin-api'],
  'sequencer': ['public-api', 'admin-api'],
  'mediator': ['admin-api'],
  'domain manager': ['admin-api'],
};

export const API_TLS: Check = {
  id: 'api-tls',
  severity: 'warning',
  sentence: 'Ledger API, public API and admin APIs are served over TLS.',
  why: 'Tokens and contracts cross the cluster\'s network in the clear otherwise (facts A.9).',
  fix: 'Set tls.cert-chain-file and tls.private-key-file of the API.',
  find: (deployment) => deployment.nodes.flatMap(({ workload, node }) => {
    const plain = APIS[node.kind].filter((api) => Object.keys(treeAt(node.tree, api, 'tls')).length === 0);
    return plain.length === 0 ? [] : [{ object: workload.id, message: `${plain.join(' and ')} of ${node.text} must have tls, got none` }];
  }),
};
