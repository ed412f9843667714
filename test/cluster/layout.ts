import * as path from 'path';

/** Where the cluster keeps its state: disks and logs of the nodes, certificates, images. */
export const FOLDER = path.resolve(__dirname, '../../.cache/cluster');
export const KUBECONFIG = path.join(FOLDER, 'kubeconfig');
export const CONTROL_PLANE_FOLDER = path.join(FOLDER, 'control-plane');
/** Archives that every node imports when it boots. */
export const IMAGES = path.join(FOLDER, 'images');

/** First part of the name of everything that the cluster makes outside of its folder. */
export const PREFIX = 'cdk8s-canton';

/** A place on the cluster's network: a network namespace with one link, `eth0`, to the bridge in the control plane's. */
export interface Place {
  readonly name: string;
  readonly namespace: string;
  readonly address: string;
}

export interface Node extends Place {
  readonly pods: string;
  /** None: spreading over zones leaves the node out. */
  readonly zone?: string;
  readonly taint?: Taint;
  readonly folder: string;
}

/** Also the toleration of it. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: 'NoSchedule';
}

export const CONTROL_PLANE: Place = { name: 'cp', namespace: `${PREFIX}-cp`, address: '10.89.0.1' };
/** Where the database server runs: the faults of nodes do not touch it. */
export const DATABASE: Place = { name: 'db', namespace: `${PREFIX}-db`, address: '10.89.0.250' };
/** Where another server is reached, to which the databases move. */
export const SECOND_DATABASE_ADDRESS = '10.89.0.251';
/** This machine, which has no namespace of its own: one link joins it to the network. */
export const HOST = { link: `${PREFIX}0`, address: '10.89.0.254' };

export const POD_RANGE = '10.244.0.0/16';
export const REGION = 'r1';

/** The nodes that the deployment runs on and that faults befall. */
export const NODES: Node[] = [1, 2, 3].map(index => ({ ...node(`n${index}`, index), zone: `z${index}` }));

/** Where the clients of a trial run, and nothing else: they must outlive every fault. */
export const CLIENT_TAINT: Taint = { key: 'cdk8s-canton.test/only', value: 'clients', effect: 'NoSchedule' };
export const CLIENT_NODE: Node = { ...node('clients', 4), taint: CLIENT_TAINT };

export const ALL_NODES = [...NODES, CLIENT_NODE];

function node(name: string, index: number): Node {
  return {
    name,
    namespace: `${PREFIX}-${name}`,
    address: `10.89.0.1${index}`,
    pods: `10.244.${index}.0/24`,
    folder: path.join(FOLDER, 'nodes', name),
  };
}

export function nodeNamed(name: string): Node {
  const found = ALL_NODES.find(each => each.name === name);
  if (found === undefined) {
    throw new Error(`no node '${name}'; there are ${ALL_NODES.map(each => each.name).join(', ')}`);
  }
  return found;
}

/** What to write before a command so that it runs in a place's network. `ip netns exec` would mount another /sys, without the cgroups. */
export function inNetworkOf({ namespace }: Place): string[] {
  return ['nsenter', `--net=/run/netns/${namespace}`];
}
