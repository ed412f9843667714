import { Edge, GROUP_HEAD, GROUP_PADDING, Node, place, Placed, Port, Rectangle } from './graph';
import { Point } from './marks';
import { Figure, OutsiderFigure, ServiceFigure } from './service-figure';
import { distinct, groupBy, sum } from '../../lib/checks/read';
import { Connection, Service, Topology } from '../topology/model';
import { compare } from '../topology/parts';
import { componentName } from '../topology/words';

/** Everything that is drawn, with its place. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly Group[];
  readonly figures: readonly PlacedFigure[];
  readonly lines: readonly (readonly Point[])[];
  readonly junctions: readonly Point[];
  /** Whom a line that ends at the border of all shards is about. */
  readonly notes: readonly Note[];
}

export interface Group extends Rectangle {
  readonly kind: string;
  readonly name: string;
}

export interface PlacedFigure extends Point {
  readonly figure: Figure;
}

export interface Note extends Point {
  readonly words: string;
}

/** All shards together: lines from outside end at their border, and say whom they are about. */
const SHARDS = 'shards';
/** How wide all shards together are, for their height, as nearly as rows allow. */
const PROPORTION = 1.4;
const MARGIN = 16;

/** Finds a place for everything. */
export async function layoutOf(topology: Topology): Promise<Layout> {
  const homes = homesOf(topology);
  const shards = distinct([...homes.values()]).sort(compare);
  return shards.length < 2 ? layoutWhole(topology) : layoutSharded(topology, homes, shards);
}

/** A line to be: from a node or a border to a node or a border. */
interface Link {
  readonly from: string;
  readonly to: string;
}

function figuresOf({ services, outsiders }: Topology, links: readonly Link[]): Map<string, Figure> {
  const ends = (id: string) => ({ comes: links.some(({ to }) => to === id), goes: targetsOf(id, links).length });
  return new Map<string, Figure>([
    ...services.map((service): [string, Figure] => [service.id, new ServiceFigure(service, ends(service.id))]),
    ...outsiders.map(({ id, name, kind }): [string, Figure] => [id, new OutsiderFigure(name, kind, ends(id))]),
  ]);
}

/** Lines to different targets never run together, or nobody could tell them apart; those to one target do. */
function targetsOf(id: string, links: readonly Link[]): string[] {
  return distinct(links.filter(({ from }) => from === id).map(({ to }) => to));
}

/** The shard beside which each service is drawn, by id. What has none and talks to one shard's services only is drawn beside them. */
type Homes = ReadonlyMap<string, string>;
type HomeOf = (id: string) => string | undefined;

function homesOf({ services, connections }: Topology): Homes {
  const shardOf = new Map(services.map(({ id, shard }) => [id, shard]));
  return new Map(services.flatMap(({ id, shard, domain }): [string, string][] => {
    const others = connections.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : [])).filter((other) => shardOf.has(other));
    const [home, ...more] = distinct(others.map((other) => shardOf.get(other)));
    const own = shard ?? (domain === undefined && more.length === 0 ? home : undefined);
    return own === undefined ? [] : [[id, own]];
  }));
}

async function layoutWhole(topology: Topology): Promise<Layout> {
  const { services, outsiders, connections } = topology;
  const figures = figuresOf(topology, connections);
  const drawing = new Drawing(figures, connections);
  const placed = await place([...outsiders.map(({ id }) => drawing.leaf(id)), ...drawing.grouped(services)], drawing.edges(connections), MARGIN);
  return { ...placed, groups: groupsOf(services, placed), figures: placedFigures(placed, figures), notes: [] };
}

async function layoutSharded(topology: Topology, homes: Homes, shards: string[]): Promise<Layout> {
  const { services, outsiders, connections } = topology;
  const homeOf = (id: string) => homes.get(id);
  const bundles = bundlesOf(topology, homeOf, shards);
  const inner = shards.map((shard) => innerLinks(connections, homeOf, shard));
  const outer = [...connections.filter(({ from, to }) => homeOf(from) === undefined && homeOf(to) === undefined), ...bundles.map(({ link }) => link)];
  const links = [...outer, ...inner.flat()];
  const figures = figuresOf(topology, links);
  const drawing = new Drawing(figures, links);

  const inside = await Promise.all(shards.map((shard, index) => {
    const children = services.filter(({ id }) => homeOf(id) === shard).map(({ id }) => drawing.leaf(id));
    return place([{ id: shardId(shard), children, ports: bordersOf(inner[index]) }], drawing.edges(inner[index]));
  }));
  const grid = gridOf(inside);
  const others = services.filter(({ id }) => homeOf(id) === undefined);
  const container: Node = { id: SHARDS, width: grid.width, height: grid.height, ports: bundles.map(({ port }) => port) };
  const nodes = [...outsiders.map(({ id }) => drawing.leaf(id)), ...drawing.grouped(others), container];
  const placed = await place(nodes, drawing.edges(outer), MARGIN);

  const corner = placed.nodes.get(SHARDS)!;
  const cells = inside.map((cell, index) => moved(cell, { x: corner.x + grid.cells[index].x, y: corner.y + grid.cells[index].y }));
  const boxes = shards.map((shard, index): Group => ({ ...cells[index].nodes.get(shardId(shard))!, kind: 'shard', name: `Shard: ${shard}` }));
  return {
    ...placed,
    groups: [...groupsOf(others, placed), { ...corner, kind: 'shards', name: `${shards.length} shards` }, ...boxes],
    figures: [placed, ...cells].flatMap((part) => placedFigures(part, figures)),
    lines: [placed, ...cells].flatMap(({ lines }) => lines),
    junctions: [placed, ...cells].flatMap(({ junctions, ports }) => [...junctions, ...[...ports].filter(([id]) => isBorder(id)).map(([, at]) => at)]),
    notes: bundles.map(({ port, words }) => {
      const { x, y } = placed.ports.get(port.id)!;
      return { words, x: x + 8, y: port.side === 'NORTH' ? y + 17 : y - 9 };
    }),
  };
}

function shardId(shard: string): string {
  return `shard ${shard}`;
}

/** Lines within a shard, and those that end at its border. */
function innerLinks(connections: readonly Connection[], homeOf: HomeOf, shard: string): Link[] {
  const border = (id: string, way: string) => (homeOf(id) === shard ? id : borderId(`${shardId(shard)} ${way} ${homeOf(id) ?? id}`));
  const theirs = connections.filter(({ from, to }) => homeOf(from) === shard || homeOf(to) === shard);
  return theirs.map(({ from, to }) => ({ from: border(from, 'in'), to: border(to, 'out') }));
}

function borderId(name: string): string {
  return `border ${name}`;
}

function isBorder(id: string): boolean {
  return id.startsWith('border ');
}

function bordersOf(links: readonly Link[]): Port[] {
  const [from, to] = [links.map((link) => link.from), links.map((link) => link.to)].map((ends) => distinct(ends.filter(isBorder)));
  return [...from.map((id): Port => ({ id, side: 'NORTH' })), ...to.map((id): Port => ({ id, side: 'SOUTH' }))];
}

/** Room at both borders of all shards, for what lines are about. */
const BORDER = 30;

/** Rows of cells, about as wide together as they are high. */
function gridOf(inside: readonly Placed[]): Grid {
  const widths = inside.map(({ width }) => width + GROUP_PADDING);
  const ends = widths.flatMap((_, index) => [sum(widths.slice(0, index + 1)), (index + 1) * Math.max(...widths)]);
  const grids = ends.map((end) => rowsOf(inside, end + GROUP_PADDING));
  const far = ({ width, height }: Grid) => Math.abs(Math.log(width / height / PROPORTION));
  return grids.sort((a, b) => far(a) - far(b))[0];
}

interface Grid {
  readonly width: number;
  readonly height: number;
  readonly cells: readonly Point[];
}

/** Cells one after the other; a row ends where the next cell would make it wider than that. */
function rowsOf(inside: readonly Placed[], widest: number): Grid {
  const cells: Point[] = [];
  let [x, y, height, right] = [GROUP_PADDING, GROUP_HEAD, 0, 0];
  for (const cell of inside) {
    if (x > GROUP_PADDING && x + cell.width > widest) {
      [x, y, height] = [GROUP_PADDING, y + height + GROUP_PADDING, 0];
    }
    cells.push({ x, y });
    x += cell.width + GROUP_PADDING;
    height = Math.max(height, cell.height);
    right = Math.max(right, x);
  }
  return { cells, width: right, height: y + height + BORDER };
}

/** A line between all shards and somebody else, and whom it is about. */
interface Bundle {
  readonly link: Link;
  readonly port: Port;
  readonly words: string;
}

/** Lines between shards and the rest: one for all that lead to the same, or come from the same. */
function bundlesOf({ services, connections }: Topology, homeOf: HomeOf, shards: string[]): Bundle[] {
  const crossing = connections.filter(({ from, to }) => (homeOf(from) === undefined) !== (homeOf(to) === undefined));
  const partner = ({ from, to }: Connection) => (homeOf(from) === undefined ? `in ${from}` : `out ${to}`);
  return groupBy(crossing, partner).map((same): Bundle => {
    const [{ from, to }] = same;
    const comes = homeOf(from) === undefined;
    const members = same.map((connection) => services.find(({ id }) => id === (comes ? connection.to : connection.from))!);
    const id = borderId(`${SHARDS} ${partner(same[0])}`);
    const link = comes ? { from, to: id } : { from: id, to };
    return { link, port: { id, side: comes ? 'NORTH' : 'SOUTH' }, words: membersWords(members, homeOf, shards) };
  });
}

function membersWords(members: readonly Service[], homeOf: HomeOf, shards: string[]): string {
  return groupBy(members, ({ component }) => component).map((same) => {
    const theirs = distinct(same.map(({ id }) => homeOf(id)!)).sort(compare);
    const whose = theirs.length === shards.length ? 'each shard' : theirs.length < 4 ? `shard ${theirs.join(', ')}` : `${theirs.length} shards`;
    return `${componentName(same[0])} of ${whose}`;
  }).join(', ');
}

/** Nodes and edges for the layout, of what is drawn. */
class Drawing {
  public constructor(private readonly figures: ReadonlyMap<string, Figure>, private readonly links: readonly Link[]) {}

  public leaf(id: string): Node {
    const { width, height, entry, exits } = this.figures.get(id)!;
    const targets = targetsOf(id, this.links);
    const ways = exits.map((x, index): Port => ({ id: exitOf(id, targets[index]), side: 'SOUTH', x }));
    return { id, width, height, ports: [{ id: entryOf(id), side: 'NORTH', x: entry }, ...ways] };
  }

  /** Nodes of services, within those of the zones, domains and shards that they belong to. */
  public grouped(services: readonly Service[], depth = 0): Node[] {
    return groupBy(services, (service) => pathOf(service)[depth]?.id ?? '').flatMap((same) => {
      const group = pathOf(same[0])[depth];
      return group === undefined ? same.map(({ id }) => this.leaf(id)) : [{ id: group.id, children: this.grouped(same, depth + 1) }];
    });
  }

  public edges(links: readonly Link[]): Edge[] {
    return links.map(({ from, to }) => ({ id: `${from} to ${to}`, from: isBorder(from) ? from : exitOf(from, to), to: isBorder(to) ? to : entryOf(to) }));
  }
}

/** The groups around a service, from the outermost one. */
function pathOf({ zone, domain, shard, namespace }: Service): { id: string; kind: string; name: string }[] {
  const names: [string, string | undefined][] = [
    ['zone', zone && `Zone: ${zone}`], ['domain', domain && `${domain.kind}: ${domain.name}`], ['shard', shard && `Shard: ${shard}`],
  ];
  const groups = names.flatMap(([kind, name]) => (name === undefined ? [] : [{ kind, name }]));
  return groups.map((group, index) => ({ ...group, id: ['group', namespace, ...groups.slice(0, index + 1).map(({ name }) => name)].join(' ') }));
}

function groupsOf(services: readonly Service[], placed: Placed): Group[] {
  const groups = new Map(services.flatMap((service) => pathOf(service).map((group) => [group.id, group] as const)));
  return [...groups.values()].sort((a, b) => a.id.length - b.id.length).map(({ id, kind, name }) => ({ ...placed.nodes.get(id)!, kind, name }));
}

function entryOf(id: string): string {
  return `entry ${id}`;
}

function exitOf(id: string, to: string): string {
  return `exit ${id} to ${to}`;
}

function placedFigures({ nodes }: Placed, figures: Map<string, Figure>): PlacedFigure[] {
  return [...nodes].flatMap(([id, { x, y }]) => (figures.has(id) ? [{ x, y, figure: figures.get(id)! }] : []));
}

function moved(placed: Placed, by: Point): Placed {
  const move = <T extends Point>(point: T): T => ({ ...point, x: point.x + by.x, y: point.y + by.y });
  const all = <T extends Point>(points: ReadonlyMap<string, T>) => new Map([...points].map(([id, point]) => [id, move(point)]));
  const lines = placed.lines.map((points) => points.map(move));
  return { ...placed, lines, nodes: all(placed.nodes), ports: all(placed.ports), junctions: placed.junctions.map(move) };
}
