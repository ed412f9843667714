import { contentHash } from '../../kubernetes/content-hash';
import { ownLabel } from '../rules';
import { WANTED } from '../series';

/** A query, and what its series are called. */
export interface Query {
  readonly expression: string;
  readonly legend?: string;
}

/** A panel, in what differs from one to the next. */
export interface Panel {
  readonly title: string;
  /** What to think of what is seen. */
  readonly description: string;
  readonly type: 'timeseries' | 'stat' | 'state-timeline';
  /** Grafana's name of the unit: `short`, `s`, `ms`, `bytes`, `percentunit`, `reqps`. */
  readonly unit: string;
  readonly queries: Query[];
  /** From which value on it is red. @default - it is never */
  readonly redFrom?: number;
}

/** A dashboard: rows of panels that share the width. */
export interface Dashboard {
  readonly name: string;
  readonly origin: string;
  readonly rows: Panel[][];
}

/** What restricts a series to the services that the reader has picked. */
export const PICKED = 'namespace=~"$namespace", canton_service=~"$service"';

const WIDTH = 24;
const HEIGHT = 8;
const DATA_SOURCE = { type: 'prometheus', uid: '${datasource}' };

/** The JSON that Grafana imports. Its uid has the app in it: several apps may have their dashboards in one Grafana. */
export function dashboard({ name, origin, rows }: Dashboard): object {
  const own = `${WANTED}{${ownLabel(origin)}}`;
  return {
    uid: `canton-${name}-${contentHash(origin)}`,
    title: `Canton ${name} (${origin})`,
    tags: ['canton'],
    schemaVersion: 39,
    editable: false,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: {
      list: [
        { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' },
        variable('namespace', 'Namespace', `label_values(${own}, namespace)`),
        variable('service', 'Service', `label_values(${own.replace('}', ', namespace=~"$namespace"}')}, canton_service)`),
      ],
    },
    panels: rows.flatMap((row, y) => row.map((panel, x) => render(panel, {
      h: HEIGHT, w: WIDTH / row.length, x: x * WIDTH / row.length, y: y * HEIGHT,
    }))).map((panel, index) => ({ id: index + 1, ...panel })),
  };
}

function variable(name: string, label: string, query: string): object {
  return {
    name, label, query, type: 'query', datasource: DATA_SOURCE, refresh: 2, sort: 1, multi: true, includeAll: true, current: { text: ['All'], value: ['$__all'] },
  };
}

function render({ title, description, type, unit, queries, redFrom }: Panel, gridPos: object): object {
  return {
    title,
    description,
    type,
    gridPos,
    datasource: DATA_SOURCE,
    fieldConfig: { defaults: { unit, min: 0, thresholds: { mode: 'absolute', steps: steps(redFrom) } }, overrides: [] },
    targets: queries.map(({ expression, legend }, index) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + index), datasource: DATA_SOURCE, expr: expression, legendFormat: legend ?? '__auto',
    })),
  };
}

/** Colours by value: the first holds from the least value on. */
function steps(redFrom: number | undefined): object[] {
  return [{ color: 'green', value: null }, ...(redFrom === undefined ? [] : [{ color: 'red', value: redFrom }])];
}
