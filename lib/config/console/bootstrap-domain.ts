import { ConfigFile, SecretFile } from '../../model/config-file';
import { textFile } from '../config-file';
import { admit, participantId } from './admission';
import { PRELUDE, remote, remotes, seq, text } from './scala';
import { IMPORT_FILES, sequencerConnection } from './sequencer-connection';

/** A domain to bootstrap, by the names that the console's configuration gives its nodes. */
export interface BootstrapDomain {
  readonly domain: string;
  /** Instances of the domain manager. */
  readonly managers: string[];
  /** The one endpoint that stands for all sequencers of the database. */
  readonly sequencer: string;
  /** Instances of each mediator service. */
  readonly mediators: { readonly service: string; readonly replicas: string[] }[];
  /** URLs of the sequencers that mediators and manager connect to. */
  readonly sequencerUrls: string[];
  /** Root certificate of the sequencers, where public authorities do not sign them. */
  readonly rootCertificate?: SecretFile;
  /** Ids of participants to admit. */
  readonly admit: string[];
}

/**
 * The script that bootstraps a domain (facts B), and takes in mediators and participants that came later. What is done already is left as it is.
 *
 * - Only active instances are spoken to; the others learn from the database (rules R51, R55).
 * - A bootstrap that died before its first mediator was ready is repeated, which Canton allows; afterwards mediators are onboarded one by one.
 */
export function bootstrapDomainScript(spec: BootstrapDomain): ConfigFile {
  const mediators = spec.mediators.map(({ service, replicas }) => `active(${text(`mediator service ${service}`)}, ${remotes('mediators', replicas)})(_.health.active)`);
  return textFile('bootstrap.canton', `// Bootstraps domain ${spec.domain}. Safe to run again.
${IMPORT_FILES}${PRELUDE}
val manager = active("the domain manager", ${remotes('domainManagers', spec.managers)})(_.health.active)
waitUntil("the domain manager has its identity", manager.health.active)(manager.health.has_identity())

val sequencer = ${remote('sequencers', spec.sequencer)}
waitUntil("the sequencer runs")(sequencer.health.running())

val members = Seq(${mediators.join(', ')})
val newcomers = members.filterNot(_.health.initialized())
if (!manager.health.initialized() || !sequencer.health.initialized() || newcomers.size == members.size) {
  println("bootstrapping domain " + ${text(spec.domain)})
  manager.setup.bootstrap_domain(Seq(sequencer), members)
} else {
  newcomers.foreach { mediator =>
    println("onboarding mediator " + mediator.name)
    manager.setup.onboard_mediator(mediator, Seq(sequencer))
  }
}
waitUntil("the domain manager is initialized", manager.health.active)(manager.health.initialized())
waitUntil("the sequencer is initialized")(sequencer.health.initialized())
waitUntil("every mediator service is initialized", members.forall(_.health.active))(members.forall(_.health.initialized()))
${connections(spec)}${admissions(spec.admit)}
println("domain " + ${text(spec.domain)} + " is ready")
`, spec.rootCertificate === undefined ? [] : [spec.rootCertificate]);
}

/**
 * Mediators and manager keep their connection in their databases: it is compared with what is wanted, and changed where a name, a certificate or the
 * number of sequencers has changed (facts B).
 */
function connections({ sequencerUrls, rootCertificate }: BootstrapDomain): string {
  return `
val wanted = SequencerConnections.single(${sequencerConnection(sequencerUrls, rootCertificate)})
if (manager.sequencer_connection.get() != Some(wanted)) manager.sequencer_connection.set(wanted)
members.filter(_.sequencer_connection.get() != Some(wanted)).foreach(_.sequencer_connection.set(wanted))
`;
}

function admissions(ids: string[]): string {
  return ids.length === 0 ? '' : `
${seq(ids.map(participantId))}.foreach { participant =>
${admit('manager', 'participant', '  ')}
}
`;
}
