import * as os from 'os';
import { Count, Measurement } from './measure';
import { KUBERNETES } from '../../control-plane/binaries';
import { OPERATOR_IMAGE } from '../images/cloud-native-pg';
import { table } from '../page';
import { medianOf } from '../trials/summary';

/** Everything that a run found. */
export interface Found {
  readonly date: string;
  readonly measurements: Measurement[];
  readonly counts: Count[];
}

/** The part of the page on CloudNativePG that a run writes. */
export function report({ date, measurements, counts }: Found): string {
  const names = [...new Set(measurements.map(({ fault }) => fault))];
  const rows = names.map(name => {
    const own = measurements.filter(({ fault }) => fault === name);
    const gap = (client: string) => range(own.map(({ gaps }) => gaps[client]));
    const moved = own.filter(each => each.moved).length;
    return [name, String(own.length), gap('sql'), gap('ledger'), `${moved} of ${own.length}`, range(own.map(({ whole }) => whole))];
  });
  const head = ['fault', 'times', 'a client that writes rows', 'a client of the ledger on it', 'another server took over', 'three servers again'];
  return [
    `Written by \`npm run test:cluster:cnpg -- --report\` on ${date}: the operator ${OPERATOR_IMAGE.split(':')[1]} and PostgreSQL 15 as they are, Kubernetes ${KUBERNETES} with its`,
    `defaults, three nodes on one machine of ${os.cpus().length} cores, disks that are the nodes' own; the ledger is the double of [failover](failover.md). Seconds without an`,
    'acknowledgement, median and worst. Lost and drained nodes came back as soon as both clients were served again; what of the ledger was on them was hit too.',
    '',
    ...table(head, rows),
    '',
    ...counts.map(({ client, acknowledged, lost }) => (
      `${client === 'sql' ? 'Rows' : 'Commands'} acknowledged: ${acknowledged}; of these lost: ${lost === 0 ? 'none' : lost}.`
    )),
  ].join('\n');
}

function range(seconds: number[]): string {
  const text = (value: number) => value.toFixed(1);
  return seconds.length === 1 ? text(seconds[0]) : `${text(medianOf(seconds))}, ${text(Math.max(...seconds))}`;
}
