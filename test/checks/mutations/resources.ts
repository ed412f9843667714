import { Mutations, autoscaler, mutation, variable } from './mutation';

export const RESOURCES: Mutations = {
  'heap-fits-memory': {
    'no room beside the heap': mutation(/at most 1536 MiB \(limit 2048 MiB less 512 MiB\), got 1600 MiB/, (draft) => {
      variable(draft, 'json-api', 'JDK_JAVA_OPTIONS').value = '-XX:+ExitOnOutOfMemoryError -Xmx1600m';
    }),
    'too large a part': mutation(/at most 80, got 90/, (draft) => { variable(draft, 'json-api', 'JDK_JAVA_OPTIONS').value = '-XX:MaxRAMPercentage=90'; }),
  },
  'memory-is-reserved': {
    'a lower request': mutation(/memory limit of 1Gi, as it requests, got 2Gi/, (draft) => { draft.container('Deployment', 'ledger-0').resources.requests.memory = '1Gi'; }),
    'no limit': mutation(/got none/, (draft) => { delete draft.container('Deployment', 'ledger-0').resources.limits.memory; }),
  },
  'resources-requested': {
    'no storage': mutation(/requests no ephemeral-storage/, (draft) => {
      const { resources } = draft.container('Job', 'bootstrap-0123456789');
      delete resources.requests['ephemeral-storage'];
      delete resources.limits['ephemeral-storage'];
    }),
  },
  'autoscaler-owns-replicas': {
    'a number beside an autoscaler': mutation(/as HorizontalPodAutoscaler bank\/json-api sets it, got 2/, (draft) => {
      draft.add('HorizontalPodAutoscaler', 'json-api', autoscaler('Deployment', 'json-api', 2, 3));
    }),
  },
};
