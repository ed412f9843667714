import { unlessEmpty } from '../kubernetes/list';
import { Placement, ToleratedTaint } from '../model/placement';

/** Where the instances of a cluster run, as its `affinity` and `topologySpreadConstraints` say it. */
export function clusterScheduling(cluster: string, { distinctNodes, _options: { nodeSelector, tolerations } }: Placement): object {
  return {
    affinity: {
      enablePodAntiAffinity: true,
      topologyKey: 'kubernetes.io/hostname',
      podAntiAffinityType: distinctNodes ? 'required' : 'preferred',
      nodeSelector,
      tolerations: unlessEmpty(tolerations?.map(tolerated)),
    },
    topologySpreadConstraints: distinctNodes ? [overZones(cluster)] : undefined,
  };
}

function tolerated({ key, value, effect }: ToleratedTaint): object {
  return { key, operator: value === undefined ? 'Exists' : 'Equal', value, effect };
}

function overZones(cluster: string): object {
  return {
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { 'cnpg.io/cluster': cluster, 'cnpg.io/podRole': 'instance' } },
    nodeTaintsPolicy: 'Honor',
  };
}
