import { NodeKind, PRELUDE, seq, text } from './scala';
import { ConfigFile } from '../../model/config-file';
import { textFile } from '../config-file';

/** A node whose database is migrated. */
export interface MigrateDatabase {
  readonly kind: NodeKind;
  /** Names of its instances' Services: none of them may lead to a pod. */
  readonly hosts: string[];
}

/**
 * The script that migrates a node's database (facts A.16). It runs in a process that has the node's own configuration and does not start it. While an
 * instance is left, its Service has an address: the script waits for that to end, and fails if it does not.
 */
export function migrateDatabaseScript({ kind, hosts }: MigrateDatabase): ConfigFile {
  return textFile('migrate.canton', `// Migrates the node's database. Safe to run again.
${PRELUDE}
// Without DNS every name would seem to lead nowhere: this one exists in every cluster, and the script ends where it does not answer.
java.net.InetAddress.getByName("kubernetes.default.svc")
${seq(hosts.map(text))}.foreach { host =>
  waitUntil("no instance is left at " + host)(scala.util.Try(java.net.InetAddress.getAllByName(host)).isFailure)
}
${kind}.local.foreach { node =>
  println("migrating the database of " + node.name)
  node.db.migrate()
}
println("the database is migrated")
`);
}
