import { Loss, lossesOf } from './losses';
import { Measured } from './measured';
import { Service, Topology } from '../topology/model';
import { kindOf } from '../topology/words';

const WIDTH = 110;
const STOPPED = '  stopped: it has no pods';

/** A deployment in words: for each service, what happens when something dies. */
export function explanationOf({ services }: Topology, measured = Measured.shipped()): string {
  return services.map((service) => [headOf(service), ...(isStopped(service) ? [STOPPED] : lossesOf(service, measured).map(lossText))].join('\n')).join('\n\n');
}

function isStopped({ instances }: Service): boolean {
  return instances.every(({ stopped }) => stopped);
}

function headOf(service: Service): string {
  const { name, namespace, instances, balancer, databases, shard, domain } = service;
  const facts = [
    `instances: ${instances.map((instance) => instance.name).join(', ')}`,
    balancer && `load balancer: ${balancer.name}${balancer.replicas === undefined ? '' : ` (${balancer.replicas} pods)`}`,
    ...databases.map((database) => `database ${database.name} (replication: ${database.replication ?? 'not stated'})`),
  ];
  const where = [shard && `shard ${shard}`, domain && `${domain.kind.toLowerCase()} ${domain.name}`].filter((place) => place !== undefined);
  return [`${name} (${[kindOf(service), `namespace ${namespace}`, ...where].join(', ')})`, wrapped(`  ${facts.filter((fact) => fact !== undefined).join('; ')}`)].join('\n');
}

function lossText({ what, then, takes, acts, measured }: Loss): string {
  const lines = [then, `takes: ${takes}`, ...(measured === undefined ? [] : [`measured: ${measured}`]), `who acts: ${acts}`];
  return [`  ${what}${what.endsWith('hangs') ? '' : ' is lost'}`, ...lines.map((line) => wrapped(`    ${line}`))].join('\n');
}

/** Lines that fit a terminal; what goes on is indented further. */
function wrapped(text: string): string {
  const margin = /^ */.exec(text)![0];
  return text.trim().split(' ').reduce((lines: string[], word) => {
    const last = lines[lines.length - 1];
    const longer = last === '' ? `${margin}${word}` : `${last} ${word}`;
    return longer.length <= WIDTH ? [...lines.slice(0, -1), longer] : [...lines, `${margin}  ${word}`];
  }, ['']).join('\n');
}
