import { LEDGER, Mutations, mutation } from './mutation';

export const MANIFESTS: Mutations = {
  'images-pinned': {
    'latest': mutation(/got 'haproxy:latest'/, (draft) => { draft.container('Deployment', 'ledger-router').image = 'haproxy:latest'; }),
    'no tag': mutation(/got 'registry:5000\/haproxy'/, (draft) => { draft.container('Deployment', 'ledger-router').image = 'registry:5000/haproxy'; }),
  },
  'stable-selectors': {
    'a version': mutation(/app.kubernetes.io\/version/, (draft) => {
      const { spec } = draft.object('Deployment', 'sequencer');
      spec.selector = { matchLabels: { ...spec.selector.matchLabels, 'app.kubernetes.io/version': '2.10.4' } };
      spec.template.metadata.labels = spec.selector.matchLabels;
    }),
  },
  'disjoint-selectors': {
    'a selector of several workloads': mutation(/also selects pods of .*Deployment bank\/ledger-1/, (draft) => {
      draft.object('Deployment', 'ledger-0').spec.selector.matchLabels = LEDGER;
    }),
  },
  'no-dangling-selectors': {
    'a Service': mutation(/selects no pod/, (draft) => { draft.add('Service', 'lost', { spec: { selector: { app: 'lost' }, ports: [{ port: 80 }] } }); }),
    'a policy': mutation(/selects no pod/, (draft) => { draft.add('NetworkPolicy', 'lost', { spec: { podSelector: { matchLabels: { app: 'lost' } } } }); }),
  },
  'jobs-can-be-applied-again': {
    'a plain name': mutation(/hash of the content/, (draft) => { draft.object('Job', 'bootstrap-0123456789').metadata.name = 'bootstrap'; }),
    'a time to live': mutation(/ttlSecondsAfterFinished/, (draft) => { draft.object('Job', 'bootstrap-0123456789').spec.ttlSecondsAfterFinished = 60; }),
    'pods that restart': mutation(/restartPolicy must be Never/, (draft) => { draft.pod('Job', 'bootstrap-0123456789').restartPolicy = 'OnFailure'; }),
  },
  'config-change-rolls-pods': {
    'a ConfigMap that can change': mutation(/ConfigMap router can change/, (draft) => {
      draft.pod('Deployment', 'ledger-router').volumes = [{ name: 'config', configMap: { name: 'router' } }];
    }),
  },
};
