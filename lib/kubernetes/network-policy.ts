import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { metadata, namespaceOf, PodGroup, selectorLabels } from './identity';
import { NetworkPeer } from '../model/network-peer';

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** Who may connect to a group of pods, and where: nobody but those who are let in. */
export class IngressPolicy {
  private readonly peersByPort = new Map<number, Map<string, k8s.NetworkPolicyPeer>>();
  private readonly namespace: string;

  public constructor(scope: Construct, group: PodGroup, name: string) {
    this.namespace = namespaceOf(scope);
    new k8s.KubeNetworkPolicy(scope, 'NetworkPolicy', {
      metadata: metadata(scope, { kind: 'NetworkPolicy', name, group }),
      spec: {
        podSelector: { matchLabels: selectorLabels(group) },
        policyTypes: ['Ingress'],
        // Clients are made after the service that they connect to.
        ingress: Lazy.any({ produce: () => this.rules() }) as k8s.NetworkPolicyIngressRule[],
      },
    });
  }

  /** Lets a peer in, on container ports. */
  public admit(peer: NetworkPeer, ...ports: number[]): void {
    const rendered = this.render(peer);
    for (const port of ports) {
      const peers = this.peersByPort.get(port) ?? new Map<string, k8s.NetworkPolicyPeer>();
      this.peersByPort.set(port, peers.set(JSON.stringify(rendered), rendered));
    }
  }

  private rules(): k8s.NetworkPolicyIngressRule[] {
    return [...this.peersByPort.keys()].sort((a, b) => a - b).map((port) => {
      const peers = this.peersByPort.get(port)!;
      return { from: [...peers.keys()].sort().map((key) => peers.get(key)!), ports: [{ port: k8s.IntOrString.fromNumber(port), protocol: 'TCP' }] };
    });
  }

  private render({ _peer: { cidr, labels, namespace } }: NetworkPeer): k8s.NetworkPolicyPeer {
    if (cidr !== undefined) {
      return { ipBlock: { cidr } };
    }
    return {
      namespaceSelector: namespace === this.namespace && labels !== undefined ? undefined : { matchLabels: { [NAMESPACE_NAME]: namespace! } },
      podSelector: labels && { matchLabels: Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))) },
    };
  }
}

/** The pods of a group, as a peer of others. */
export function podsOf(scope: Construct, group: PodGroup): NetworkPeer {
  return NetworkPeer.pods(selectorLabels(group), namespaceOf(scope));
}
