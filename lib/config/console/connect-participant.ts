import { ConfigFile, SecretFile } from '../../model/config-file';
import { PruningSchedule } from '../../model/pruning-schedule';
import { textFile } from '../config-file';
import { admit } from './admission';
import { connectEnding } from './connect-ending';
import { activeOf, PRELUDE, remotes, text } from './scala';
import { IMPORT_FILES, sequencerConnection } from './sequencer-connection';
import { SynchronizerConnection } from './synchronizer-connections';

/** A domain that a participant is connected to. */
export interface DomainConnection {
  readonly alias: string;
  /** Id that the domain must have, where it is known. */
  readonly domainId?: string;
  /** URLs of sequencers: several are one connection with several endpoints. */
  readonly sequencerUrls: string[];
  /** Root certificate of the sequencers, where public authorities do not sign them. */
  readonly rootCertificate?: SecretFile;
  /** Whether the managers need not admit the participant. */
  readonly open?: boolean;
  /** Whether the participant must not know the sequencers before the manager does (rule R47). */
  readonly followsManager?: boolean;
  /** Instances of the domain manager that is asked, by the names of the console's configuration; none where it is not at hand, or need not be asked. */
  readonly managers: string[];
}

/** What the Job does for a participant. */
export interface ConnectParticipant {
  /** The names that the console's configuration gives the participant: one that leads to its active instance, or those of all instances. */
  readonly participants: string[];
  /** What it joins in Canton 2. */
  readonly domains: DomainConnection[];
  /** What it joins in Canton 3. */
  readonly synchronizers?: SynchronizerConnection[];
  /** Paths of DAR files to upload. */
  readonly dars: string[];
  /** When it is pruned from now on, where that is said. */
  readonly pruning?: PruningSchedule;
  readonly ping: boolean;
}

/**
 * The script that uploads DARs and connects a participant to its domains (facts B). What is done already is left as it is; a changed connection
 * is changed.
 *
 * - `manualConnect = false`: without it a standby that takes over stays disconnected (rule R33).
 * - Registering stores a connection even when its domain cannot be reached, so it is looked up before each try. One that never came about, as its URL was
 *   wrong, cannot be cut: then the command fails, and there is nothing to cut.
 * - `synchronizeVetting = false`: waiting for vetting would ask the Ledger API, which may want a token that the Job does not have.
 */
export function connectParticipantScript(spec: ConnectParticipant): ConfigFile {
  const certificates = spec.domains.flatMap(({ rootCertificate }) => rootCertificate ?? []);
  return textFile('connect.canton', `// Connects a participant to its domains. Safe to run again.
${IMPORT_FILES}${PRELUDE}
val participant = ${activeOf('the participant', 'participants', spec.participants)}
waitUntil("the participant runs")(participant.health.running())
waitUntil("the participant is initialized", participant.health.active)(participant.health.initialized())
${spec.dars.map(upload).join('')}${spec.domains.map(connect).join('')}${connectEnding(spec)}`, certificates);
}

function upload(path: string): string {
  return `
println("uploading " + ${text(path)})
participant.dars.upload(${text(path)}, synchronizeVetting = false)
`;
}

/** Braces keep the names of one domain from those of the next. */
function connect({ alias, domainId, sequencerUrls, rootCertificate, open, followsManager, managers }: DomainConnection): string {
  return `
locally {
  val alias = ${text(alias)}
${admission(managers, open)}  val connection = ${sequencerConnection(sequencerUrls, rootCertificate)}
  val wanted = DomainConnectionConfig(alias, SequencerConnections.single(connection), manualConnect = false${domainId === undefined ? '' : `, domainId = Some(DomainId.tryFromString(${text(domainId)}))`})
${followsManager ? FOLLOW : ''}  waitUntil("domain " + alias + " is registered") {
    if (!participant.domains.is_registered(alias)) participant.domains.register(wanted)
    participant.domains.is_registered(alias)
  }
  if (participant.domains.config(alias) != Some(wanted)) {
    println("changing the connection to domain " + alias)
    scala.util.Try(participant.domains.disconnect(alias))
    participant.domains.modify(alias, _ => wanted)
  }
  def connected = participant.domains.list_connected().exists(domain => domain.domainAlias.unwrap == alias && domain.healthy)
  waitUntil("domain " + alias + " is connected")(connected || { participant.domains.reconnect(alias, retry = false, synchronize = None); connected })
}
`;
}

/** The bootstrap changes the manager's connection when new sequencers can be used. */
const FOLLOW = `  waitUntil("the manager of domain " + alias + " uses these sequencers", manager.health.active) {
    manager.sequencer_connection.get() == Some(SequencerConnections.single(connection))
  }
`;

function admission(managers: string[], open = false): string {
  return managers.length === 0 ? '' : `  val manager = active("the manager of domain " + alias, ${remotes('domainManagers', managers)})(_.health.active)
  waitUntil("domain " + alias + " is bootstrapped", manager.health.active)(manager.health.initialized())
${open ? '' : `${admit('manager', 'participant.id', '  ')}\n`}`;
}
