import { Check } from '../check';
import { Database } from '../database';

export const REPLICAS_SHARE_DATABASE: Check = {
  id: 'replicas-share-database',
  severity: 'error',
  sentence: 'All instances of a service use the same database and the same user.',
  why: 'Instances stand by for one another through one database; on two they are two ledgers that both believe to be active (rule R13).',
  fix: 'Give all instances the same storage.',
  find: (deployment) => deployment.groups.flatMap(({ workloads }) => {
    const stores = workloads.flatMap((workload) => workload.nodes.filter(({ sequencesInDatabase }) => sequencesInDatabase).flatMap(({ database }) => (
      database === undefined ? [] : [{ workload, text: described(database) }]
    )));
    return stores.filter(({ text }) => text !== stores[0].text).map(({ workload, text }) => ({
      object: workload.id,
      message: `storage must be ${stores[0].text} as in ${stores[0].workload.id}, got ${text}`,
    }));
  }),
};

function described({ server, name, user }: Database): string {
  return `database '${name}' on '${server}' as user '${user}'`;
}
