import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import { metadata, namespaceOf, PodGroup, selectorLabels } from './identity';
import { unlessEmpty } from './list';
import { scrapersOf } from './scrapers';
import { workloadsOf } from './watched';
import { NetworkPeer } from '../model/network-peer';

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';
const DNS_PORT = 53;

/** All policies of an app: a client's way out follows from who lets it in. */
const POLICIES = new WeakMap<IConstruct, AccessPolicy[]>();

/**
 * Who may connect to a group of pods, and where: nobody but those who are let in. Where its pods' own connections are restricted too, they go to
 * the services of the app that let them in, to the peers that are named, and to any DNS server: policies know no host names.
 */
export class AccessPolicy {
  private readonly admitted = new Map<number, Map<string, NetworkPeer>>();
  private readonly namespace: string;
  private readonly self: NetworkPeer;

  /**
   * @param egress the only peers outside of the app that the pods may connect to; undefined where they may connect to anybody
   */
  public constructor(private readonly scope: Construct, group: PodGroup, name: string, egress?: NetworkPeer[]) {
    this.namespace = namespaceOf(scope);
    this.self = podsOf(scope, group);
    const { root } = scope.node;
    const policies = POLICIES.get(root) ?? [];
    POLICIES.set(root, policies);
    policies.push(this);
    new k8s.KubeNetworkPolicy(scope, 'NetworkPolicy', {
      metadata: metadata(scope, { kind: 'NetworkPolicy', name, group }),
      spec: {
        podSelector: { matchLabels: selectorLabels(group) },
        policyTypes: egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'],
        // Clients are made after the service that they connect to.
        ingress: Lazy.any({ produce: () => this.ingress() }) as k8s.NetworkPolicyIngressRule[],
        egress: egress && Lazy.any({ produce: () => this.egress(policies, egress) }) as k8s.NetworkPolicyEgressRule[],
      },
    });
  }

  /** Lets a peer in, on container ports. */
  public admit(peer: NetworkPeer, ...ports: number[]): void {
    for (const port of ports) {
      const peers = this.admitted.get(port) ?? new Map<string, NetworkPeer>();
      this.admitted.set(port, peers.set(keyOf(peer), peer));
    }
  }

  private ingress(): k8s.NetworkPolicyIngressRule[] | undefined {
    // Whoever watches over the app is made after what is watched.
    const metricsPort = workloadsOf(this.scope).find((workload) => workload.metricsPort !== undefined)?.metricsPort;
    if (metricsPort !== undefined) {
      scrapersOf(this.scope).forEach((peer) => this.admit(peer, metricsPort));
    }
    return unlessEmpty(this.ports().map((port) => ({ from: this.rendered([...this.admitted.get(port)!.values()]), ports: [tcp(port)] })));
  }

  private egress(policies: AccessPolicy[], named: NetworkPeer[]): k8s.NetworkPolicyEgressRule[] {
    const dns = { ports: ['UDP', 'TCP'].map((protocol) => ({ port: k8s.IntOrString.fromNumber(DNS_PORT), protocol })) };
    const known = policies.flatMap((server) => {
      const ports = server.portsFor(this.self);
      return ports.length === 0 ? [] : [{ to: this.rendered([server.self]), ports: ports.map(tcp) }];
    });
    const inOrder = known.map((rule) => ({ rule, key: JSON.stringify(rule) })).sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ rule }) => rule);
    return [dns, ...inOrder, ...(named.length === 0 ? [] : [{ to: this.rendered(named) }])];
  }

  private ports(): number[] {
    return [...this.admitted.keys()].sort((a, b) => a - b);
  }

  private portsFor(client: NetworkPeer): number[] {
    return this.ports().filter((port) => this.admitted.get(port)!.has(keyOf(client)));
  }

  private rendered(peers: NetworkPeer[]): k8s.NetworkPolicyPeer[] {
    return peers.map((peer) => ({ peer, key: keyOf(peer) })).sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ peer }) => this.render(peer));
  }

  private render({ _peer: { cidr, labels, namespace } }: NetworkPeer): k8s.NetworkPolicyPeer {
    if (cidr !== undefined) {
      return { ipBlock: { cidr } };
    }
    return {
      namespaceSelector: namespace === this.namespace && labels !== undefined ? undefined : { matchLabels: { [NAMESPACE_NAME]: namespace! } },
      podSelector: labels && { matchLabels: labels },
    };
  }
}

/** The pods of a group, as a peer of others. */
export function podsOf(scope: Construct, group: PodGroup): NetworkPeer {
  return NetworkPeer.pods(selectorLabels(group), namespaceOf(scope));
}

/** Equal for peers that are the same. */
function keyOf({ _peer: { cidr, labels = {}, namespace } }: NetworkPeer): string {
  return JSON.stringify([cidr ?? '', namespace ?? '', Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function tcp(port: number): k8s.NetworkPolicyPort {
  return { port: k8s.IntOrString.fromNumber(port), protocol: 'TCP' };
}
