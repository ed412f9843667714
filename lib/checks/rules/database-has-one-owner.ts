import { Check } from '../check';
import { databaseKey } from '../database';
import { databasesOf } from '../database-uses';
import { distinct, groupBy } from '../read';

export const DATABASE_HAS_ONE_OWNER: Check = {
  id: 'database-has-one-owner',
  severity: 'error',
  sentence: 'A database, by its name on a server, belongs to one service.',
  why: 'Canton\'s lock is keyed by the name of the database: the second service on it stands by for ever, or both write into each other\'s tables (rule R14).',
  fix: 'Give each service a database of its own.',
  find: (deployment) => groupBy(databasesOf(deployment), ({ database }) => databaseKey(database))
    .filter((uses) => distinct(uses.map(({ owner }) => owner)).length > 1)
    .flatMap((uses) => uses.map(({ workload, database, text, owner }) => ({
      object: workload.id,
      message: `${text} shares database '${database.name}' on '${database.server}' with ${others(uses.filter((use) => use.owner !== owner))}`,
    }))),
};

function others(uses: readonly { readonly text: string }[]): string {
  return distinct(uses.map(({ text }) => text)).join(', ');
}
