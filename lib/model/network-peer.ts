import { refuse, requireCidr, requireDnsLabel } from './validation';

const LABEL_KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[a-zA-Z0-9]([-\w.]{0,61}[a-zA-Z0-9])?$/;
const LABEL_VALUE = /^([a-zA-Z0-9]([-\w.]{0,61}[a-zA-Z0-9])?)?$/;

/** Somebody who may connect, in the terms of a NetworkPolicy. */
export class NetworkPeer {
  /** The pods with these labels. */
  public static pods(labels: { [label: string]: string }, namespace: string): NetworkPeer {
    if (Object.keys(labels).length === 0) {
      refuse('network peer: at least one label is needed, got none; use NetworkPeer.namespace for all pods of a namespace');
    }
    for (const [key, value] of Object.entries(labels)) {
      if (!LABEL_KEY.test(key) || !LABEL_VALUE.test(value)) {
        refuse(`network peer: labels must be as Kubernetes writes them, got '${key}: ${value}'`);
      }
    }
    return new NetworkPeer({ labels, namespace: requireDnsLabel('namespace of network peer', namespace) });
  }

  /** All pods of a namespace, such as the ingress controller's or the monitoring system's. */
  public static namespace(namespace: string): NetworkPeer {
    return new NetworkPeer({ namespace: requireDnsLabel('namespace of network peer', namespace) });
  }

  /** Addresses outside the cluster's pod network, such as `10.20.0.0/16`. */
  public static cidr(cidr: string): NetworkPeer {
    return new NetworkPeer({ cidr: requireCidr('network peer: CIDR', cidr) });
  }

  private constructor(/** @internal */ public readonly _peer: { labels?: { [label: string]: string }; namespace?: string; cidr?: string }) {}
}
