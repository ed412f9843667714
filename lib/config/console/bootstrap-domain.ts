import { ConfigFile, SecretFile } from '../../model/config-file';
import { textFile } from '../config-file';
import { admit, participantId } from './admission';
import { activeOf, PRELUDE, remote, remotes, seq, text } from './scala';
import { IMPORT_FILES, sequencerConnection } from './sequencer-connection';

/** A domain to bootstrap, by the names that the console's configuration gives its nodes. */
export interface BootstrapDomain {
  readonly domain: string;
  /** Instances of the domain manager. */
  readonly managers: string[];
  /** Sequencers with an identity of their own; those of a database are one, behind one endpoint. */
  readonly sequencers: string[];
  /** Instances of each mediator service. */
  readonly mediators: { readonly service: string; readonly replicas: string[] }[];
  /** URLs of the sequencers that mediators and manager connect to. */
  readonly sequencerUrls: string[];
  /** Root certificate of the sequencers, where public authorities do not sign them. */
  readonly rootCertificate?: SecretFile;
  /** Ids of participants to admit. */
  readonly admit: string[];
}

/** Half for the participants' answers, half for the mediator's: both defaults of a domain (rule R47). */
const MAXIMUM_DECISION_SECONDS = 60;

/**
 * The script that bootstraps a domain (facts B), and takes in sequencers, mediators and participants that came later. What is done already is left as it is.
 *
 * - Only active instances are spoken to; the others learn from the database (rules R51, R55).
 * - A bootstrap that died before its first mediator was ready is repeated, which Canton allows; afterwards sequencers and mediators are onboarded one
 *   by one.
 */
export function bootstrapDomainScript(spec: BootstrapDomain): ConfigFile {
  const mediators = spec.mediators.map(({ service, replicas }) => activeOf(`mediator service ${service}`, 'mediators', replicas, true));
  const ordering = spec.sequencers.length === 1 ? one(spec.sequencers[0]) : several(spec.sequencers);
  return textFile('bootstrap.canton', `// Bootstraps domain ${spec.domain}. Safe to run again.
${IMPORT_FILES}${PRELUDE}
val manager = active("the domain manager", ${remotes('domainManagers', spec.managers)})(_.health.active)
waitUntil("the domain manager has its identity", manager.health.active)(manager.health.has_identity())

${ordering.start}

val members = Seq(${mediators.join(', ')})
val newcomers = members.filterNot(_.health.initialized())
if (!manager.health.initialized() || ${ordering.unknown} || newcomers.size == members.size) {
  println("bootstrapping domain " + ${text(spec.domain)})
  manager.setup.bootstrap_domain(${ordering.all}, members)
} else {
${ordering.onboard}  newcomers.foreach { mediator =>
    println("onboarding mediator " + mediator.name)
    manager.setup.onboard_mediator(mediator, Seq(${ordering.first}))
  }
}
waitUntil("the domain manager is initialized", manager.health.active)(manager.health.initialized())
${ordering.done}
waitUntil("every mediator service is initialized", members.forall(_.health.active))(members.forall(_.health.initialized()))
${connections(spec, ordering.change)}${admissions(spec.admit)}
println("domain " + ${text(spec.domain)} + " is ready")
`, spec.rootCertificate === undefined ? [] : [spec.rootCertificate]);
}

/** What a script says of the sequencers. */
interface Ordering {
  /** Waits until they run. */
  readonly start: string;
  /** Scala condition: none is initialized. */
  readonly unknown: string;
  /** Scala value of all of them. */
  readonly all: string;
  /** Takes in those that came later. */
  readonly onboard: string;
  /** Scala value of one that is initialized. */
  readonly first: string;
  /** Waits until they are initialized. */
  readonly done: string;
  /** Tells manager and mediators what they are to know. */
  readonly change: string;
}

/** One node, on a database, however many instances it has. */
function one(name: string): Ordering {
  return {
    start: `val sequencer = ${remote('sequencers', name)}
waitUntil("the sequencer runs")(sequencer.health.running())`,
    unknown: '!sequencer.health.initialized()',
    all: 'Seq(sequencer)',
    onboard: '',
    first: 'sequencer',
    done: 'waitUntil("the sequencer is initialized")(sequencer.health.initialized())',
    change: `if (manager.sequencer_connection.get() != Some(wanted)) manager.sequencer_connection.set(wanted)
members.filter(_.sequencer_connection.get() != Some(wanted)).foreach(_.sequencer_connection.set(wanted))`,
  };
}

/**
 * Nodes on a blockchain. A new one cannot serve what belongs to older transactions: members are told of it when those are decided. The manager is told
 * last, because participants follow it; a script that died before it waits again.
 */
function several(names: string[]): Ordering {
  return {
    start: `val orderers = ${remotes('sequencers', names)}
orderers.foreach(orderer => waitUntil("sequencer " + orderer.name + " runs")(orderer.health.running()))
val (established, joining) = orderers.partition(_.health.initialized())`,
    unknown: 'established.isEmpty',
    all: 'orderers',
    onboard: `  joining.foreach { orderer =>
    println("onboarding sequencer " + orderer.name)
    manager.setup.onboard_new_sequencer(initialSequencer = established.head, newSequencer = orderer)
  }
`,
    first: 'established.head',
    done: 'orderers.foreach(orderer => waitUntil("sequencer " + orderer.name + " is initialized")(orderer.health.initialized()))',
    change: `if (manager.sequencer_connection.get() != Some(wanted)) {
  println("waiting for ${MAXIMUM_DECISION_SECONDS} seconds, until all transactions are decided that began without the new sequencers")
  Thread.sleep(${MAXIMUM_DECISION_SECONDS}.seconds.toMillis)
}
members.filter(_.sequencer_connection.get() != Some(wanted)).foreach(_.sequencer_connection.set(wanted))
if (manager.sequencer_connection.get() != Some(wanted)) manager.sequencer_connection.set(wanted)`,
  };
}

/**
 * Mediators and manager keep their connection in their databases: it is compared with what is wanted, and changed where a name, a certificate or the
 * number of sequencers has changed (facts B).
 */
function connections({ sequencerUrls, rootCertificate }: BootstrapDomain, change: string): string {
  return `
val wanted = SequencerConnections.single(${sequencerConnection(sequencerUrls, rootCertificate)})
${change}
`;
}

function admissions(ids: string[]): string {
  return ids.length === 0 ? '' : `
${seq(ids.map(participantId))}.foreach { participant =>
${admit('manager', 'participant', '  ')}
}
`;
}
