import { Check } from '../check';
import { databasesOf } from '../database-uses';
import { distinct, groupBy } from '../read';

export const DATABASE_USER: Check = {
  id: 'database-user',
  severity: 'warning',
  sentence: 'Every database has a user of its own.',
  why: 'Whoever gets hold of one service\'s password reads and writes the databases of all the others (rule R24).',
  fix: 'Create a PostgreSQL role for each database.',
  find: (deployment) => {
    const named = databasesOf(deployment).filter(({ database: { user } }) => user !== '');
    return groupBy(named, ({ database: { server, user } }) => `${server} ${user}`).flatMap((uses) => {
      const names = distinct(uses.map(({ database }) => database.name));
      return names.length === 1 ? [] : uses.map(({ workload, text, database }) => ({
        object: workload.id,
        message: `${text} uses user '${database.user}', who also owns ${names.filter((name) => name !== database.name).map((name) => `'${name}'`).join(', ')}`,
      }));
    });
  },
};
