import { refuse, requireDnsLabel } from './validation';

const CIDR = /^(\d{1,3}(\.\d{1,3}){3}\/\d{1,2}|[0-9a-fA-F:]+\/\d{1,3})$/;

/** Somebody who may connect, in the terms of a NetworkPolicy. */
export class NetworkPeer {
  /** The pods with these labels. */
  public static pods(labels: { [label: string]: string }, namespace: string): NetworkPeer {
    if (Object.keys(labels).length === 0) {
      refuse('network peer: at least one label is needed; use NetworkPeer.namespace for all pods of a namespace');
    }
    return new NetworkPeer({ labels, namespace: requireDnsLabel('namespace of network peer', namespace) });
  }

  /** All pods of a namespace, such as the ingress controller's or the monitoring system's. */
  public static namespace(namespace: string): NetworkPeer {
    return new NetworkPeer({ namespace: requireDnsLabel('namespace of network peer', namespace) });
  }

  /** Addresses outside the cluster's pod network, such as `10.20.0.0/16`. */
  public static cidr(cidr: string): NetworkPeer {
    if (!CIDR.test(cidr)) {
      refuse(`network peer: CIDR must look like 10.20.0.0/16, got '${cidr}'`);
    }
    return new NetworkPeer({ cidr });
  }

  private constructor(/** @internal */ public readonly _peer: { labels?: { [label: string]: string }; namespace?: string; cidr?: string }) {}
}
