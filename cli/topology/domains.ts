import { admissionsOf, workloadsOf } from './connections';
import { databaseKeysOf } from './databases';
import { Domain } from './model';
import { compare, Parts, serviceOf } from './parts';
import { Deployment } from '../../lib/checks';
import { groupBy } from '../../lib/checks/read';

/** A synchronizer has no pods but those of its Job. */
const SYNCHRONIZER = 'synchronizer-bootstrap';
/** What a domain consists of: what else talks to these only joins it. */
const MEMBERS = ['sequencer', 'mediator', 'domain-manager', SYNCHRONIZER];

/** The domain or synchronizer of each service that belongs to one, by id. */
export function domainsOf(deployment: Deployment, parts: readonly Parts[]): Map<string, Domain> {
  const members = new Map(parts.filter(({ component }) => MEMBERS.includes(component)).map((part): [string, Parts] => [part.id, part]));
  const leaders = new Map<string, string>();
  const leaderOf = (id: string): string => (leaders.has(id) ? leaderOf(leaders.get(id)!) : id);
  for (const [one, other] of pairsOf(deployment, parts).filter((pair) => pair.every((id) => members.has(id)))) {
    const [first, second] = [leaderOf(one), leaderOf(other)].map((id) => members.get(id)!).sort((a, b) => rank(a) - rank(b) || compare(a.id, b.id));
    if (first !== second) {
      leaders.set(second.id, first.id);
    }
  }
  return new Map([...members.keys()].map((id) => {
    const { name, component } = members.get(leaderOf(id))!;
    return [id, { name, kind: component === SYNCHRONIZER ? 'Synchronizer' : 'Domain' }];
  }));
}

/** Who is of one domain: those that talk to one another, those whose Jobs do, and sequencers on one database. */
function pairsOf(deployment: Deployment, parts: readonly Parts[]): [string, string][] {
  const talking = admissionsOf(deployment).flatMap((admission) => (
    workloadsOf(deployment, admission).map((client): [string, string] => [serviceOf(admission.server), serviceOf(client)])
  ));
  const keys = parts.flatMap((part) => databaseKeysOf(part).map((key) => ({ id: part.id, key })));
  const sharing = groupBy(keys, ({ key }) => key).flatMap(([first, ...others]) => others.map(({ id }): [string, string] => [first.id, id]));
  return [...talking, ...sharing];
}

/** Who gives the domain its name: what makes it one, else its sequencer. */
function rank({ component }: Parts): number {
  return ['sequencer', 'mediator'].indexOf(component); // -1: a domain manager, or the Job of a synchronizer
}
