import { connectEnding } from './connect-ending';
import { ConnectParticipant } from './connect-participant';
import { activeOf, PRELUDE, remotes, text } from './scala';
import { ownersOf, permit } from './synchronizer-admission';
import { grpcConnections, SETTINGS, SynchronizerConnection, withQuorum } from './synchronizer-connections';
import { ConfigFile } from '../../model/config-file';
import { textFile } from '../config-file';

/**
 * The script that connects a participant of Canton 3 to its synchronizers and uploads DARs (facts F.8). What is done already is left as it is; a changed
 * connection is changed.
 *
 * - `manualConnect = false`, the default: without it a standby that takes over stays disconnected.
 * - One sequencer that is away holds nothing up: `ThresholdActive`.
 * - A connection that never came about cannot be cut: then the command fails, and there is nothing to cut.
 * - A DAR is vetted on each synchronizer, which it must be connected to for that.
 *
 * @param imports what the release does not import by itself
 */
export function connectSynchronizersScript(spec: ConnectParticipant, imports: string): ConfigFile {
  const { participants, synchronizers = [], dars } = spec;
  const certificates = synchronizers.flatMap(({ sequencers }) => sequencers.flatMap(({ rootCertificate }) => rootCertificate ?? []));
  return textFile('connect.canton', `// Connects a participant to its synchronizers. Safe to run again.
${imports}import com.digitalasset.canton.util.BinaryFileUtil

${PRELUDE}
${SETTINGS}
val participant = ${activeOf('the participant', 'participants', participants)}
waitUntil("the participant runs")(participant.health.is_running())
waitUntil("the participant is initialized", participant.health.active)(participant.health.initialized())
${synchronizers.map((synchronizer) => connect(synchronizer, dars)).join('')}${synchronizers.length > 0 ? '' : dars.map(upload).join('')}${connectEnding(spec)}`, certificates);
}

/** Without a synchronizer there is none to vet a DAR on. */
function upload(path: string): string {
  return `
println("uploading " + ${text(path)})
participant.dars.upload(${text(path)}, vetAllPackages = false, synchronizeVetting = false)
`;
}

/** Braces keep the names of one synchronizer from those of the next. */
function connect({ alias, synchronizerId, sequencers, quorum, admittedBy = [] }: SynchronizerConnection, dars: string[]): string {
  const id = synchronizerId === undefined ? 'None' : `Some(PhysicalSynchronizerId.tryFromString(${text(synchronizerId)}))`;
  return `
locally {
  val alias = ${text(alias)}
${admission(admittedBy)}  val connections = ${grpcConnections(sequencers)}
  val wanted = ${withQuorum('connections', quorum)}
  waitUntil("synchronizer " + alias + " is registered", participant.health.active) {
    if (!participant.synchronizers.is_registered(alias)) participant.synchronizers.connect_bft(
      connections, alias, physicalSynchronizerId = ${id}, synchronize = None,
      sequencerTrustThreshold = wanted.sequencerTrustThreshold, sequencerLivenessMargin = wanted.sequencerLivenessMargin,
      submissionRequestAmplification = wanted.submissionRequestAmplification, validation = SequencerConnectionValidation.ThresholdActive
    )
    participant.synchronizers.is_registered(alias)
  }
  if (participant.synchronizers.config(alias).map(config => settings(config.sequencerConnections)) != Some(settings(wanted))) {
    println("changing the connection to synchronizer " + alias)
    scala.util.Try(participant.synchronizers.disconnect(alias))
    participant.synchronizers.modify(alias, _.copy(sequencerConnections = wanted), SequencerConnectionValidation.ThresholdActive)
  }
  def connected = participant.synchronizers.list_connected().exists(synchronizer => synchronizer.synchronizerAlias.unwrap == alias && synchronizer.healthy)
  waitUntil("synchronizer " + alias + " is connected", participant.health.active) {
    connected || { participant.synchronizers.reconnect(alias, retry = false, synchronize = None); connected }
  }
${dars.map(vet).join('')}}
`;
}

/** One of the sequencers is enough for a participant that is admitted already: those that are away hold nothing up. */
function admission(orderers: string[]): string {
  return orderers.length === 0 ? '' : `  def bootstrapped = ${remotes('sequencers', orderers)}.filter(orderer => scala.util.Try(orderer.health.initialized()).getOrElse(false))
  waitUntil("synchronizer " + alias + " is bootstrapped", participant.health.active)(bootstrapped.nonEmpty)
  val orderers = bootstrapped
${ownersOf('orderers', '  ')}${permit('participant.id', '  ')}`;
}

function vet(path: string): string {
  return `  println("uploading " + ${text(path)})
  participant.dars.upload(${text(path)}, synchronizerId = Some(participant.synchronizers.id_of(alias)), synchronizeVetting = false)
`;
}
