import type { default as ElkConstructor, ELK, ElkEdgeSection, ElkNode } from 'elkjs/lib/elk.bundled.js';
import { Point } from './marks';
import { sum } from '../../lib/checks/read';

/** A node of the picture: something that is drawn, or a group of such. */
export interface Node {
  readonly id: string;
  readonly width?: number;
  readonly height?: number;
  readonly ports?: readonly Port[];
  /** Of a group. */
  readonly children?: readonly Node[];
}

/** Where lines meet a node. */
export interface Port {
  readonly id: string;
  readonly side: 'NORTH' | 'SOUTH';
  /** How far from the left; where the layout likes, if it is not said. */
  readonly x?: number;
}

/** A line from a port to a port. */
export interface Edge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where everything is, seen from the upper left corner. */
export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Rectangle>;
  readonly ports: ReadonlyMap<string, Point>;
  readonly lines: readonly (readonly Point[])[];
  /** Where lines that run together part. */
  readonly junctions: readonly Point[];
}

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.randomSeed': '1',
  'elk.spacing.nodeNode': '34',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '12',
  'elk.layered.spacing.nodeNodeBetweenLayers': '44',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
};

/** No way to lay out is best for every graph. */
const VARIANTS = ['NODES_AND_EDGES', 'NONE'].flatMap((order) => ['NETWORK_SIMPLEX', 'BRANDES_KOEPF'].map((placement) => (
  { 'elk.layered.considerModelOrder.strategy': order, 'elk.layered.nodePlacement.strategy': placement }
)));

/** Finds a place for every node and a way for every line: clients above those they talk to, and lines as short as may be. */
export async function place(children: readonly Node[], edges: readonly Edge[], padding = 0): Promise<Placed> {
  const all = await Promise.all(VARIANTS.map((variant) => layOut(children, edges, { ...OPTIONS, ...variant, 'elk.padding': paddingOf(padding) })));
  return all.sort((a, b) => lengthOf(a) - lengthOf(b))[0];
}

function lengthOf({ width, height, lines }: Placed): number {
  const lengths = lines.flatMap((points) => points.slice(1).map(({ x, y }, index) => Math.abs(x - points[index].x) + Math.abs(y - points[index].y)));
  return Math.round(sum(lengths) + width + height);
}

async function layOut(children: readonly Node[], edges: readonly Edge[], layoutOptions: { [option: string]: string }): Promise<Placed> {
  const graph: ElkNode = {
    id: 'root',
    layoutOptions,
    children: children.map(elkNode),
    edges: edges.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  };
  const root = await elk().layout(JSON.parse(JSON.stringify(graph)) as ElkNode); // it takes undefined for a value
  const all = flatten(root);
  const placedEdges = all.flatMap(({ edges: own = [] }) => own);
  return {
    width: root.width!,
    height: root.height!,
    nodes: new Map(all.map(({ id, x, y, width, height }) => [id, { x: x!, y: y!, width: width!, height: height! }])),
    ports: new Map(all.flatMap(({ ports = [] }) => ports.map((port): [string, Point] => [port.id, { x: port.x!, y: port.y! }]))),
    lines: placedEdges.flatMap(({ sections = [] }) => sections.map(pointsOf)),
    junctions: placedEdges.flatMap(({ junctionPoints = [] }) => junctionPoints),
  };
}

/** The library is large, and loaded when there is a picture to make, not when the program starts. */
function elk(): ELK {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return new (require('elkjs/lib/elk.bundled.js') as typeof ElkConstructor)();
}

function pointsOf({ startPoint, bendPoints = [], endPoint }: ElkEdgeSection): Point[] {
  return [startPoint, ...bendPoints, endPoint];
}

function elkNode({ id, width, height, ports = [], children }: Node): ElkNode {
  const fixed = ports.every(({ x }) => x !== undefined);
  return {
    id,
    width,
    height,
    children: children?.map(elkNode),
    layoutOptions: {
      'elk.padding': paddingOf(GROUP_PADDING, GROUP_HEAD),
      ...(ports.length === 0 ? {} : {
        'elk.portConstraints': fixed ? 'FIXED_POS' : 'FIXED_SIDE',
        'elk.portAlignment.default': 'DISTRIBUTED',
        'elk.spacing.portPort': children === undefined ? NOTE_WIDTH : '20',
      }),
    },
    ports: ports.map(({ id: port, side, x }) => ({
      id: port, width: 0, height: 0, x, y: side === 'NORTH' ? 0 : height, layoutOptions: { 'elk.port.side': side },
    })),
  };
}

/** Lines at the border of all shards leave room for what they are about. */
const NOTE_WIDTH = '230';

/** The room around what is in a group, and above it, for its name. */
export const GROUP_PADDING = 18;
export const GROUP_HEAD = 40;

function paddingOf(around: number, above = around): string {
  return `[top=${above},left=${around},bottom=${around},right=${around}]`;
}

function flatten(node: ElkNode): ElkNode[] {
  return [node, ...(node.children ?? []).flatMap(flatten)];
}
