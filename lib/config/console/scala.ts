/** Pieces of console scripts. A console script is Scala, compiled when the Job runs; everything below is the console's own vocabulary (facts B, C.4). */

/** What the console calls its lists of nodes. */
export type NodeKind = 'participants' | 'sequencers' | 'mediators' | 'domainManagers';

/** A Scala string literal. */
export function text(value: string): string {
  return JSON.stringify(value).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A Scala sequence. */
export function seq(items: string[]): string {
  return `Seq(${items.join(', ')})`;
}

/** Minutes that a script waits for one thing before it fails; Kubernetes then runs it again. */
const PATIENCE_MINUTES = 5;

/**
 * How a script begins. The time-out of commands must be set before the first of them. A command against a node that is away throws; waiting
 * treats that as "not yet". What only an active instance can become, a passive one never does: after a failover the script fails at once, and
 * Kubernetes runs it again with the new one.
 */
export const PRELUDE = `console.set_command_timeout(2.minutes)

def waitUntil(what: String, isActive: => Boolean = true)(condition: => Boolean): Unit = {
  val deadline = System.nanoTime() + ${PATIENCE_MINUTES}.minutes.toNanos
  println("waiting until " + what)
  while (!scala.util.Try(condition).getOrElse(false)) {
    if (!scala.util.Try(isActive).getOrElse(true)) sys.error("failed over: not yet " + what)
    if (System.nanoTime() > deadline) sys.error("gave up after ${PATIENCE_MINUTES} minutes: not yet " + what)
    Thread.sleep(2000)
  }
}

def active[A](service: String, instances: Seq[A])(isActive: A => Boolean): A = {
  waitUntil("an instance of " + service + " is active")(instances.exists(instance => scala.util.Try(isActive(instance)).getOrElse(false)))
  instances.find(instance => scala.util.Try(isActive(instance)).getOrElse(false)).getOrElse(sys.error("no instance of " + service + " stayed active"))
}
`;

/** One remote node by the name that the console's configuration gives it. */
export function remote(kind: NodeKind, name: string): string {
  return `${kind}.remote.find(_.name == ${text(name)}).getOrElse(sys.error(${text(`no remote node ${name}`)}))`;
}

/**
 * Scala value: the active one of several instances. A single name is taken as it stands where it leads to whichever is active.
 *
 * @param ask whether even a single instance is asked
 */
export function activeOf(service: string, kind: NodeKind, names: string[], ask = false): string {
  return names.length === 1 && !ask ? remote(kind, names[0]) : `active(${text(service)}, ${remotes(kind, names)})(_.health.active)`;
}

/** Remote nodes by the names that the console's configuration gives them. */
export function remotes(kind: NodeKind, names: string[]): string {
  return `Seq(\n${names.map((name) => `  ${remote(kind, name)},\n`).join('')})`;
}
