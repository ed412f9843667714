import { box, circle, disk, group, line, Point, text } from './marks';
import { widthOf } from './text';
import { Database, Instance, Mode, Service } from '../topology/model';
import { databaseWords, instanceWords, balancerWords, kindOf, serviceWords } from '../topology/words';

/** What is drawn of a node of the layout: its size, where lines meet it, and its marks. */
export interface Figure {
  readonly width: number;
  readonly height: number;
  /** Where connections arrive at its upper edge. */
  readonly entry: number;
  /** Where connections leave its lower edge: one place for each whom they lead to. */
  readonly exits: readonly number[];
  /** Its marks, with its upper left corner at the origin. */
  readonly marks: readonly string[];
}

/** The lines that a node has outside. */
export interface Ends {
  readonly comes: boolean;
  /** To how many others. */
  readonly goes: number;
}

const PAD = 18;
const GAP = 22;
const BOX_HEIGHT = 40;
const DISK_HEIGHT = 48;
/** The load balancer is the door in the service's upper edge. */
const DOOR = 20;
const EDGE = 38;
/** More instances than this are counted instead of drawn. */
const MANY = 4;
/** Between lines that run side by side. */
const LANE = 9;

/** A column of the figure: an instance with the databases that only it has. */
interface Column {
  readonly instance?: Instance;
  readonly label: string;
  readonly note: string;
  readonly kind: string;
  /** The middle. */
  readonly x: number;
}

/** A service in the notation of Daml's documentation. */
export class ServiceFigure implements Figure {
  public readonly width: number;
  public readonly height: number;
  public readonly entry: number;
  public readonly exits: readonly number[];
  public readonly marks: readonly string[];
  private readonly columns: readonly Column[];
  private readonly boxWidth: number;
  private readonly boxTop: number;
  /** Of databases that one instance has, and of those that all share. */
  private readonly diskTop: number;
  private readonly sharedTop: number;

  public constructor(private readonly service: Service, private readonly ends: Ends) {
    const { balancer, databases, instances, name } = service;
    const shown = columnsOf(service);
    const own = instances.flatMap((instance) => instance.databases);
    this.boxWidth = Math.max(104, ...shown.map(({ label }) => widthOf(label, 12) + 20), ...own.map((database) => diskWidth(database) + 34));
    const row = shown.length * this.boxWidth + (shown.length - 1) * GAP;
    const head = Math.max(widthOf(name, 14), widthOf(kindOf(service), 11)) + (this.hasDoor ? DOOR : 4) + 14;
    const door = balancer === undefined ? 0 : widthOf(balancer.name, 11) + DOOR + 14;
    const names = this.hasDoor ? 2 * Math.max(head, door) : head + PAD;
    this.width = Math.max(row + 2 * PAD, names, ...databases.map((database) => diskWidth(database) + 110));
    this.entry = this.hasDoor ? this.width / 2 : Math.max(this.width / 2, head);
    const left = (this.width - row) / 2;
    this.columns = shown.map((column, index) => ({ ...column, x: left + index * (this.boxWidth + GAP) + this.boxWidth / 2 }));
    this.boxTop = EDGE + (this.hasDoor || ends.comes ? 54 : 20);
    this.diskTop = this.boxTop + BOX_HEIGHT + 34;
    this.sharedTop = this.diskTop + (own.length > 0 ? DISK_HEIGHT + 18 : 0);
    const top = databases.length > 0 ? this.sharedTop : this.diskTop;
    const bottom = databases.length + own.length > 0 ? top + DISK_HEIGHT : this.boxTop + BOX_HEIGHT;
    this.height = bottom + (ends.goes > 0 ? 22 : 16);
    this.exits = lanes(ends.goes, this.width / 2 - (ends.goes - 1) * LANE / 2);
    this.marks = this.draw();
  }

  private get hasDoor(): boolean {
    return this.service.balancer !== undefined;
  }

  private draw(): string[] {
    const { service } = this;
    return [
      group('service', serviceWords(service), [box({ x: 0.5, y: EDGE }, this.width - 1, this.height - EDGE - 0.5, 'service-box', 8), ...this.names()]),
      ...this.columns.flatMap((column, index) => this.wayOut(column, index)),
      ...this.columns.flatMap((column, index) => [...this.wayIn(column, index), ...this.ownDatabases(column)]),
      ...this.sharedDatabases(),
      ...this.columns.map((column) => this.instance(column)),
      ...this.door(),
    ];
  }

  private names(): string[] {
    const { name } = this.service;
    return [text({ x: 2, y: EDGE - 21 }, name, 'name'), text({ x: 2, y: EDGE - 6 }, kindOf(this.service), 'kind')];
  }

  /** The load balancer, or where clients that need none come in. */
  private door(): string[] {
    const { service: { balancer }, ends } = this;
    const middle = this.entry;
    const top = balancer === undefined ? EDGE : EDGE - DOOR;
    const arrival = ends.comes ? [line([{ x: middle, y: 0 }, { x: middle, y: top }], 'active', balancer !== undefined)] : [];
    if (balancer === undefined) {
      return arrival;
    }
    return [...arrival, group('balancer', balancerWords(balancer), [
      circle({ x: middle, y: EDGE }, DOOR, 'balancer-circle'),
      text({ x: middle, y: EDGE + 4 }, 'LB', 'balancer-sign'),
      text({ x: middle + DOOR + 8, y: EDGE - 21 }, balancer.name, 'balancer-name'),
      ...(balancer.replicas === undefined ? [] : [text({ x: middle + DOOR + 8, y: EDGE - 6 }, `${balancer.replicas} pods`, 'kind')]),
    ])];
  }

  /** From the door to an instance, and the instance's word of how it is. */
  private wayIn({ instance, x, kind }: Column, index: number): string[] {
    const { service: { balancer }, ends } = this;
    if (instance === undefined || instance.stopped || kind === 'spare' || !(ends.comes || this.hasDoor)) {
      return [];
    }
    const middle = this.entry;
    const side = Math.abs(x - middle) < 1 ? -1 : Math.sign(middle - x);
    const inner = { x: x + side * 8, y: this.boxTop };
    if (balancer === undefined) {
      return [line([{ x: middle, y: EDGE }, inner], this.kindOfWay(index), true)];
    }
    const outer = { x: x - side * 24, y: this.boxTop };
    const centred = Math.abs(x - middle) < 1;
    return [
      line([{ x: middle - side * (centred ? -6 : 9), y: EDGE + 19 }, inner], this.kindOfWay(index), true),
      line([outer, { x: middle - side * (centred ? 10 : 18), y: EDGE + (centred ? 18 : 10) }], 'health', true),
    ];
  }

  /** What leaves an instance goes down, and along the lower edge to where the service is left. */
  private wayOut({ instance, x, kind }: Column, index: number): string[] {
    if (this.ends.goes === 0 || instance === undefined || instance.stopped || kind === 'spare') {
      return [];
    }
    const bottom = this.boxTop + BOX_HEIGHT;
    const side = index === 0 ? -1 : 1;
    const [from, lane] = [x + side * (this.boxWidth / 2 - 12), this.height - 10];
    const [first, last] = [this.exits[0], this.exits[this.exits.length - 1]];
    const down = index === 0 ? this.exits.map((exit) => line([{ x: exit, y: lane }, { x: exit, y: this.height }], 'active')) : [];
    const along = [{ x: from, y: bottom }, { x: from, y: lane }, { x: side < 0 ? last : Math.min(first, from), y: lane }];
    return [line(along, this.kindOfWay(index)), ...down];
  }

  private instance({ instance, label, note, kind, x }: Column): string {
    const words = `${instance === undefined ? label : instanceWords(instance)}\n${serviceWords(this.service)}`;
    return group('instance', words, [
      box({ x: x - this.boxWidth / 2, y: this.boxTop }, this.boxWidth, BOX_HEIGHT, kind),
      text({ x, y: this.boxTop + (note === '' ? 24 : 17) }, label, 'instance-name'),
      ...(note === '' ? [] : [text({ x, y: this.boxTop + 32 }, note, 'note')]),
    ]);
  }

  private sharedDatabases(): string[] {
    const { databases } = this.service;
    const widths = databases.map(diskWidth);
    const total = widths.reduce((sum, width) => sum + width, 0) + (databases.length - 1) * GAP;
    return databases.flatMap((database, position) => {
      const before = widths.slice(0, position).reduce((sum, width) => sum + width + GAP, 0);
      const x = this.width / 2 - total / 2 + before + widths[position] / 2;
      const ways = this.columns.flatMap(({ instance, x: from, kind }, index) => {
        const lean = within(x - from, instance?.databases.length ? this.boxWidth / 2 - 10 : 12); // beside a database of its own
        const way = [{ x: from + lean, y: this.boxTop + BOX_HEIGHT }, { x: x + within(from - x, widths[position] / 2 - 16), y: this.sharedTop + 2 }];
        return instance === undefined || instance.stopped || kind === 'spare' ? [] : [line(way, this.kindOfWay(index))];
      });
      return [...ways, databaseFigure(database, { x, y: this.sharedTop })];
    });
  }

  private ownDatabases({ instance, x }: Column): string[] {
    return (instance?.databases ?? []).slice(0, 1).flatMap((database) => [
      line([{ x, y: this.boxTop + BOX_HEIGHT }, { x, y: this.diskTop }], 'active'),
      databaseFigure(database, { x, y: this.diskTop }),
    ]);
  }

  private kindOfWay(index: number): string {
    return index > 0 && this.service.mode === Mode.ACTIVE_PASSIVE ? 'standby' : 'active';
  }
}

/** Somebody who is not among the manifests. */
export class OutsiderFigure implements Figure {
  public readonly width: number;
  public readonly height = 44;
  public readonly entry: number;
  public readonly exits: readonly number[];
  public readonly marks: readonly string[];

  public constructor(name: string, kind: string, { comes, goes }: Ends) {
    this.width = Math.max(widthOf(name, 12), widthOf(kind, 11), goes * LANE) + 32;
    this.entry = this.width / 2;
    this.exits = lanes(goes, this.entry - (goes - 1) * LANE / 2);
    this.marks = [group('outsider', `${kind} ${name}, not in these manifests`, [
      box({ x: 0, y: 0 }, this.width, this.height, 'outsider-box', 22),
      text({ x: this.width / 2, y: 19 }, name, 'instance-name'),
      text({ x: this.width / 2, y: 34 }, kind, 'note'),
    ]), ...(comes ? [arrowDown({ x: this.entry, y: 0 })] : [])];
  }
}

/** How far to lean towards something, at most so far. */
function within(distance: number, reach: number): number {
  return Math.max(-1, Math.min(1, distance / 60)) * reach;
}

/** Places side by side, from the left. */
function lanes(count: number, first: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index * LANE);
}

/** The end of a line that arrives from above. */
function arrowDown({ x, y }: Point): string {
  return line([{ x, y: y - 8 }, { x, y }], 'active', true);
}

function databaseFigure(database: Database, top: Point): string {
  const height = database.cache ? DISK_HEIGHT - 8 : DISK_HEIGHT;
  const isHa = isHighlyAvailable(database);
  return group('database', databaseWords(database), [
    disk(top, diskWidth(database), height, database.cache ? 'disk cache' : 'disk'),
    text({ x: top.x, y: top.y + (isHa ? 27 : 31) }, diskLabel(database), 'database-name'),
    ...(isHa ? [text({ x: top.x, y: top.y + 41 }, 'HA', 'ha')] : []),
  ]);
}

/** Whether losing the server that it is on stops nothing for long. */
export function isHighlyAvailable({ replication }: Database): boolean {
  return replication === 'synchronous' || replication === 'asynchronous';
}

function diskLabel({ cache, name }: Database): string {
  return cache ? 'cache' : name;
}

function diskWidth(database: Database): number {
  return Math.max(database.cache ? 54 : 74, widthOf(diskLabel(database), 12) + 20);
}

/** The instances as boxes: those that there are, and those that come when they are needed. */
function columnsOf({ instances, mode, atMost, component }: Service): Omit<Column, 'x'>[] {
  const note = (index: number) => (mode === Mode.ACTIVE_PASSIVE ? (index === 0 ? 'active' : 'standby') : '');
  const all = instances.map((instance, index) => ({
    instance, label: instance.name, note: instance.stopped ? 'stopped' : note(index), kind: instance.stopped ? 'spare' : 'instance-box',
  }));
  const shown = all.length > MANY ? all.slice(0, MANY - 1) : all;
  const more = all.length > MANY ? [{ label: `${all.length - shown.length} more`, note: '', kind: 'instance-box' }] : [];
  const grows = atMost !== undefined && atMost > all.length ? [{ label: `up to ${atMost}`, note: 'under load', kind: 'spare' }] : [];
  const comesBack = mode === Mode.SINGLE && component !== 'database' && !all[0].instance.stopped;
  return [...shown, ...more, ...grows, ...(comesBack ? [{ label: all[0].label, note: 'started when lost', kind: 'spare' }] : [])];
}
