import * as fs from 'fs';
import { CONTROL_PLANE, DATABASE, HOST, inNetworkOf, Node, ALL_NODES, Place, PREFIX } from './layout';
import { run, succeeds } from '../control-plane/command';

const BRIDGE = 'br0';
const NAMESPACES = '/run/netns';

/** The control plane's place with the bridge, this machine's link to it, and the database's place. */
export function createNetwork(): void {
  const cp = CONTROL_PLANE.namespace;
  run(['ip', 'netns', 'add', cp]);
  // With an address of its own: else it takes one of its links', and another when that goes, and nobody reaches the API server for a minute.
  const bridge = `link add ${BRIDGE} address ${hardwareAddress(CONTROL_PLANE)} type bridge`;
  ip(CONTROL_PLANE, ['link set lo up', bridge, `addr add ${CONTROL_PLANE.address}/24 dev ${BRIDGE}`, `link set ${BRIDGE} up`]);
  run(['ip', 'link', 'add', 'host', 'netns', cp, 'type', 'veth', 'peer', 'name', HOST.link]);
  ip(CONTROL_PLANE, [`link set host master ${BRIDGE} up`, ...routes(ALL_NODES)]);
  run(['ip', '-batch', '-'], { input: [`addr add ${HOST.address}/24 dev ${HOST.link}`, `link set ${HOST.link} up`, ...routes(ALL_NODES)].join('\n') });
  connect(DATABASE);
}

/** Gives a place its namespace and link, anew where it had one: as after a boot, no rule, connection or route of earlier is there. */
export function connect(place: Place): void {
  disconnect(place);
  run(['ip', 'netns', 'add', place.namespace]);
  run([
    'ip', 'link', 'add', place.name, 'netns', CONTROL_PLANE.namespace, 'type', 'veth',
    'peer', 'name', 'eth0', 'address', hardwareAddress(place), 'netns', place.namespace,
  ]);
  join(place);
  ip(place, [
    'link set lo up', `addr add ${place.address}/24 dev eth0`, 'link set eth0 up', `route add default via ${CONTROL_PLANE.address}`,
    ...routes(ALL_NODES.filter(node => node.name !== place.name)),
  ]);
}

/** Gives a place one more address, where it has not got it. */
export function addAddress(place: Place, address: string): void {
  ip(place, [`addr replace ${address}/24 dev eth0`]);
}

/** Takes a place's link away from the bridge: nothing reaches it nor leaves it, and its own end does not notice. */
export function cut(place: Place): void {
  ip(CONTROL_PLANE, [`link set ${place.name} nomaster`]);
}

export function join(place: Place): void {
  ip(CONTROL_PLANE, [`link set ${place.name} master ${BRIDGE} up`]);
}

/** Drops, on the bridge and so unnoticed by both, what goes between a node or its pods and the database. */
export function cutFromDatabase(node: Node): void {
  joinDatabase(node);
  databaseRules(node).forEach(rule => run([...EBTABLES, '-A', 'FORWARD', ...rule]));
}

export function joinDatabase(node: Node): void {
  databaseRules(node).forEach(rule => succeeds([...EBTABLES, '-D', 'FORWARD', ...rule]));
}

/** Takes everything away that `createNetwork` and `connect` made. */
export function removeNetwork(): void {
  ALL_NODES.forEach(disconnect);
  [DATABASE, CONTROL_PLANE].forEach(place => removeNamespace(place.namespace));
  if (fs.existsSync(`/sys/class/net/${HOST.link}`)) {
    run(['ip', 'link', 'delete', HOST.link]);
  }
  // `ip netns` makes the folder and a mount on it at the first use: gone with the last namespace, of whomever.
  if (fs.existsSync(NAMESPACES) && fs.readdirSync(NAMESPACES).length === 0) {
    while (succeeds(['umount', NAMESPACES]));
    fs.rmdirSync(NAMESPACES);
  }
}

export function namespaces(): string[] {
  return fs.existsSync(NAMESPACES) ? fs.readdirSync(NAMESPACES).filter(name => name.startsWith(`${PREFIX}-`)) : [];
}

const EBTABLES = [...inNetworkOf(CONTROL_PLANE), 'ebtables'];

function databaseRules({ address, pods }: Node): string[][] {
  return [address, pods].flatMap(own => [
    ['-p', 'IPv4', '--ip-src', own, '--ip-dst', DATABASE.address, '-j', 'DROP'],
    ['-p', 'IPv4', '--ip-src', DATABASE.address, '--ip-dst', own, '-j', 'DROP'],
  ]);
}

/** Stays over boots, as a real one does: else the neighbours ask the old one for half a minute. */
function hardwareAddress({ address }: Place): string {
  return ['02', '00', ...address.split('.').map(part => Number(part).toString(16).padStart(2, '0'))].join(':');
}

/** The pods of a node are behind the node. */
function routes(nodes: Node[]): string[] {
  return nodes.map(({ pods, address }) => `route add ${pods} via ${address}`);
}

function ip({ namespace }: Place, commands: string[]): void {
  run(['ip', '-n', namespace, '-batch', '-'], { input: commands.join('\n') });
}

function disconnect({ name, namespace }: Place): void {
  // The namespace lives on while a process is in it, so the link goes by itself.
  succeeds(['ip', '-n', CONTROL_PLANE.namespace, 'link', 'delete', name]);
  removeNamespace(namespace);
}

function removeNamespace(name: string): void {
  if (namespaces().includes(name)) {
    run(['ip', 'netns', 'delete', name]);
  }
}
