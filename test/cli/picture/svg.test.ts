import { Rectangle } from '../../../cli/picture/graph';
import { Layout, layoutOf } from '../../../cli/picture/layout';
import { svgOf } from '../../../cli/picture/svg';
import { Mode, Topology } from '../../../cli/topology/model';
import { ledger, readApp, readTopology, sharded } from '../support/topology';

describe.each([
  ['a ledger', () => readTopology(ledger())], ['twelve shards', () => readTopology(sharded(12))], ['apps/reference.ts', () => readApp('reference')],
])('%s', (_, read) => {
  let topology: Topology;
  let layout: Layout;
  let svg: string;
  beforeAll(async () => {
    topology = read();
    layout = await layoutOf(topology);
    svg = await svgOf(topology);
  }, 60_000);

  test('shows every service, instance, database and load balancer', () => {
    const count = (mark: string) => svg.split(`<g class="${mark}">`).length - 1;
    const { services, outsiders } = topology;
    const databases = services.flatMap((service) => [...service.databases, ...service.instances.flatMap((instance) => instance.databases)]);
    expect(count('service')).toBe(services.length);
    const comingBack = services.filter(({ mode }) => mode === Mode.SINGLE); // shown a second time, as started when lost
    expect(count('instance')).toBe([...services.flatMap(({ instances }) => instances), ...comingBack].length);
    expect(count('database')).toBe(databases.length);
    expect(count('balancer')).toBe(services.filter(({ balancer }) => balancer !== undefined).length);
    expect(count('outsider')).toBe(outsiders.length);
  });

  test('lays nothing over anything else, and nothing outside', () => {
    const boxes = layout.figures.map(({ x, y, figure: { width, height } }): Rectangle => ({ x, y, width, height }));
    expect(boxes.flatMap((box, index) => boxes.slice(index + 1).filter((other) => overlap(box, other)))).toEqual([]);
    expect(boxes.filter(({ x, y, width, height }) => x < 0 || y < 0 || x + width > layout.width || y + height > layout.height)).toEqual([]);
  });

  test('draws each line to its end, and none through a service', () => {
    expect(layout.lines.length).toBeGreaterThanOrEqual(layout.figures.length - 1);
    const inner = layout.figures.map(({ x, y, figure }): Rectangle => ({ x: x + 1, y: y + 1, width: figure.width - 2, height: figure.height - 2 }));
    const pieces = layout.lines.flatMap((points) => points.slice(1).map((end, index) => spanned(points[index], end)));
    expect(pieces.filter((piece) => inner.some((box) => overlap(piece, box)))).toEqual([]);
  });

  test('is the same picture every time', async () => {
    expect(await svgOf(topology)).toBe(svg);
  });

  test('is an image about as wide as high', () => {
    expect(layout.width / layout.height).toBeGreaterThan(0.5);
    expect(layout.width / layout.height).toBeLessThan(2);
  });
});

test('says what marks mean, and what an object is', async () => {
  const svg = await svgOf(readTopology(ledger()));
  expect(svg).toContain('becomes active on failover');
  expect(svg).toContain('<title>participant test/participant: active-passive\n2 replicas: Deployment test/participant-0, Deployment test/participant-1\n'
    + 'database participant on pg.db.svc:5432\nreplication: synchronous</title>');
  expect(svg).toContain('<title>load balancer: Deployment test/participant-router\n2 replicas</title>');
});

test('no name can leave its text', async () => {
  const topology = readTopology(ledger());
  const [outsider] = topology.outsiders;
  const svg = await svgOf({ ...topology, outsiders: [{ ...outsider, name: '<b>&"' }] });
  expect(svg).toContain('&#60;b&#62;&#38;&#34;');
  expect(svg).not.toContain('<b>');
});

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function spanned(a: { x: number; y: number }, b: { x: number; y: number }): Rectangle {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}
