import { IConstruct } from 'constructs';
import { refuse } from '../model/validation';

/** What is taken, by whom: one table an app, kept with the app's root construct so that two apps in one process do not meet. */
const TABLES = new WeakMap<IConstruct, Map<string, string>>();

/**
 * Takes something that only one service of an app may have: a name, a database, a domain, a trigger rule.
 *
 * @param thing what is taken, in words: it is the key and begins the error message
 * @param owner who takes it: "participant 'p1'"
 * @param remedy what to do when somebody else has it
 */
export function claim(scope: IConstruct, thing: string, owner: string, remedy: string): void {
  const root = scope.node.root;
  const table = TABLES.get(root) ?? new Map<string, string>();
  TABLES.set(root, table);
  const other = table.get(thing);
  if (other !== undefined) {
    refuse(`${owner}: ${thing} belongs to ${other} already; ${remedy}`);
  }
  table.set(thing, owner);
}
