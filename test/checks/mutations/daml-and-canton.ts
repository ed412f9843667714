import { Mutations, autoscaler, image, mutation } from './mutation';

export const DAML_AND_CANTON: Mutations = {
  'one-node-per-process': {
    'an embedded domain': mutation(/embedded domain 'd'/, (draft) => { draft.config('manager').canton.domains = { d: {} }; }),
  },
  'protocol-version': {
    'none': mutation(/must be 5 or 7, got none/, (draft) => { delete draft.node('domain-managers', 'manager').init; }),
    'one that was removed': mutation(/got 6/, (draft) => { draft.node('domain-managers', 'manager').init['domain-parameters']['protocol-version'] = 6; }),
  },
  'one-live-trigger-service': {
    'a rollout that overlaps': mutation(/must be Recreate, got RollingUpdate/, (draft) => { draft.object('StatefulSet', 'triggers').kind = 'Deployment'; }),
    'an autoscaler': mutation(/at most 1, got 3/, (draft) => {
      delete draft.object('StatefulSet', 'triggers').spec.replicas;
      draft.add('HorizontalPodAutoscaler', 'triggers', autoscaler('StatefulSet', 'triggers', 1, 3));
    }),
  },
  'one-live-sequencer': {
    'two processes of one identity': mutation(/sequencer 'sequencer': replicas must be at most 1, got 2\n.*which starts the new pod beside the old one/, (draft) => {
      draft.node('sequencers', 'sequencer').sequencer = { type: 'reference', config: {} };
      image(draft, 'sequencer', '3.5.9');
    }),
  },
  'json-api-start-mode': {
    'drops a shared store': mutation(/got create-and-start/, (draft) => { draft.config('json-api')['query-store']['start-mode'] = 'create-and-start'; }),
    'only drops': mutation(/got create-only/, (draft) => { draft.config('json-api')['query-store']['start-mode'] = 'create-only'; }),
  },
  'known-bad-release': {
    '23-033': mutation(/mediator .* 2.7.5.*23-033, fixed in 2.7.6/, (draft) => image(draft, 'mediator', '2.7.5')),
    '24-021': mutation(/24-021, fixed in 2.9.5/, (draft) => { image(draft, 'ledger-0', '2.9.4'); image(draft, 'ledger-1', '2.9.4'); }),
    '24-007': mutation(/24-007, fixed in 2.8.4/, (draft) => image(draft, 'ledger-0', '2.8.3')),
    '24-004': mutation(/24-004, fixed in 2.8.2/, (draft) => {
      image(draft, 'manager', '2.8.1');
      draft.node('domain-managers', 'manager').storage.config.properties.serverName = 'db.abc123.eu-central-1.rds.amazonaws.com';
    }),
  },
  'slow-failover-release': {
    'no keep-alive': mutation(/keep-alive, fixed in 2.10.4/, (draft) => image(draft, 'sequencer', '2.10.3')),
  },
};
