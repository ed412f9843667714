import { activeOf, PRELUDE, remotes, seq, text } from './scala';
import { ownersOf, restrict, SynchronizerAdmission } from './synchronizer-admission';
import { amplification, positive, SETTINGS, withQuorum } from './synchronizer-connections';
import { ConfigFile } from '../../model/config-file';
import { SequencerQuorum } from '../../model/sequencer-quorum';
import { textFile } from '../config-file';

/** A synchronizer to bootstrap, by the names that the console's configuration gives its nodes. */
export interface BootstrapSynchronizer extends SynchronizerAdmission {
  readonly synchronizer: string;
  /** Sequencers: their names are the aliases that members know them by. Those that found the synchronizer own it. */
  readonly sequencers: string[];
  /** Whether they agree among themselves. */
  readonly bft: boolean;
  /** How many of the owners must sign a change. */
  readonly ownerThreshold: number;
  /** Instances of each mediator service. */
  readonly mediators: { readonly service: string; readonly replicas: string[] }[];
  /** How many mediators must say the same. */
  readonly mediatorThreshold: number;
  /** What mediators demand of sequencers. */
  readonly quorum: SequencerQuorum;
  readonly protocolVersion: number;
  /** Whether members may keep their keys in a key management service. */
  readonly kms: boolean;
}

/** Half for the participants' answers, half for the mediators': both defaults of a synchronizer (facts F.8). */
const MAXIMUM_DECISION_SECONDS = 60;

/**
 * The script that bootstraps a synchronizer (facts F.8), takes in sequencers and mediators that came later, and says who may join. What is done already is
 * left as it is.
 *
 * - Only active mediators are spoken to; the others learn from their database.
 * - A bootstrap that died half-way is gone on with. It may have left a temporary store with each owner, on which Canton's own bootstrap would fail until
 *   the owner is restarted: the script drops it.
 *
 * @param imports what the release does not import by itself
 */
export function bootstrapSynchronizerScript(spec: BootstrapSynchronizer, imports: string): ConfigFile {
  const mediators = spec.mediators.map(({ service, replicas }) => activeOf(`mediator service ${service}`, 'mediators', replicas, true));
  return textFile('bootstrap.canton', `// Bootstraps synchronizer ${spec.synchronizer}. Safe to run again.
${imports}${PRELUDE}
${SETTINGS}
val orderers = ${remotes('sequencers', spec.sequencers)}
orderers.foreach { orderer =>
  waitUntil("sequencer " + orderer.name + " waits for its synchronizer, or has one")(orderer.health.initialized() || orderer.health.is_ready_for_initialization())
}
val members = ${seq(mediators)}
members.foreach { mediator =>
  waitUntil("mediator " + mediator.name + " waits for its synchronizer, or has one", mediator.health.active) {
    mediator.health.initialized() || mediator.health.is_ready_for_initialization()
  }
}

val (established, joining) = orderers.partition(_.health.initialized())
val newcomers = members.filterNot(_.health.initialized())
val wanted = ${withQuorum('orderers.map(orderer => orderer.sequencerConnection.withAlias(SequencerAlias.tryCreate(orderer.name)))', spec.quorum)}
if (established.isEmpty || newcomers.size == members.size) {
${found(spec)}} else {
${onboard(spec)}}
orderers.foreach(orderer => waitUntil("sequencer " + orderer.name + " is initialized")(orderer.health.initialized()))
waitUntil("every mediator service is initialized", members.forall(_.health.active))(members.forall(_.health.initialized()))

val outdated = members.filter(_.sequencer_connection.get().map(settings) != Some(settings(wanted)))
if (outdated.nonEmpty && established.nonEmpty) {
  println("waiting for ${MAXIMUM_DECISION_SECONDS} seconds, until all transactions are decided that began before")
  Thread.sleep(${MAXIMUM_DECISION_SECONDS}.seconds.toMillis)
}
outdated.foreach(_.sequencer_connection.set(wanted, SequencerConnectionValidation.ThresholdActive))

${ownersOf('orderers')}${restrict(spec)}
println("synchronizer " + synchronizer.toProtoPrimitive + " is ready")
`);
}

function found(spec: BootstrapSynchronizer): string {
  const { synchronizer, ownerThreshold, mediatorThreshold, quorum, protocolVersion, kms } = spec;
  const version = `ProtocolVersion.tryCreate(${text(String(protocolVersion))})`;
  const parameters = kms
    ? `StaticSynchronizerParameters.defaults(CryptoConfig(provider = CryptoProvider.Kms), ${version})`
    : `StaticSynchronizerParameters.defaultsWithoutKMS(${version})`;
  return `  println("bootstrapping synchronizer " + ${text(synchronizer)})
  if (established.nonEmpty) println("a bootstrap before this one ended half-way: going on with it")
  orderers.foreach { owner =>
    owner.topology.stores.list().foreach {
      case left: TopologyStoreId.Temporary if left.name.unwrap == ${text(`${synchronizer}-setup`)} => owner.topology.stores.drop_temporary_topology_store(left)
      case _ => ()
    }
  }
  try {
    bootstrap.synchronizer(
      ${text(synchronizer)},
      sequencers = orderers,
      mediatorsToSequencers = members.map(mediator => (mediator, (orderers, wanted.sequencerTrustThreshold, wanted.sequencerLivenessMargin))).toMap,
      synchronizerOwners = orderers,
      synchronizerThreshold = ${positive(ownerThreshold)},
      staticSynchronizerParameters = ${parameters},
      mediatorRequestAmplification = ${amplification(quorum)},
      mediatorThreshold = ${positive(mediatorThreshold)}
    )
  } catch {
    case failure: Throwable =>
      println("the bootstrap failed half-way; if every further try fails too, restart the sequencers' pods, which forget what it left, and let it run again")
      throw failure
  }
`;
}

const LISTED = 'state.exists(_.active.contains(orderer.id))';
const ORDERS = `${LISTED} && existing.bft.get_ordering_topology().sequencerIds.contains(orderer.id)`;

/**
 * Each owner proposes; what enough of them have proposed is the case. These are the steps of Canton's own `onboard_new_sequencer`, which fails for ever once it
 * died half-way: to propose again what is the case is an error.
 */
function onboard({ bft }: BootstrapSynchronizer): string {
  return `${ownersOf('established', '  ')}  joining.foreach { orderer =>
    println("onboarding sequencer " + orderer.name)
    def state = existing.topology.sequencers.list(store = synchronizer.logical).map(_.item)
    if (!state.exists(_.active.contains(orderer.id))) {
      existing.topology.transactions.load(orderer.topology.transactions.identity_transactions(), synchronizer, ForceFlag.AlienMember)
      val active = state.flatMap(_.active) :+ orderer.id
      owners.foreach(_.topology.sequencers.propose(synchronizer.logical, state.head.threshold, active, synchronize = None))
    }
    waitUntil("sequencer " + orderer.name + " is one of the synchronizer")(${bft ? ORDERS : LISTED})
    orderer.setup.assign_from_onboarding_stateV2(existing.setup.onboarding_state_for_sequencerV2(orderer.id))
  }
  newcomers.foreach { mediator =>
    println("onboarding mediator " + mediator.name)
    def group = existing.topology.mediators.list(Some(synchronizer.logical), group = Some(NonNegativeInt.zero)).map(_.item)
    if (!group.exists(_.active.contains(mediator.id))) {
      existing.topology.transactions.load(mediator.topology.transactions.identity_transactions(), synchronizer, ForceFlag.AlienMember)
      val active = group.flatMap(_.active) :+ mediator.id
      owners.foreach(_.topology.mediators.propose(synchronizer.logical, group.head.threshold, active, group = NonNegativeInt.zero, synchronize = None))
      waitUntil("mediator " + mediator.name + " is one of the synchronizer")(group.exists(_.active.contains(mediator.id)))
    }
    mediator.setup.assign(synchronizer, wanted, SequencerConnectionValidation.ThresholdActive)
  }
`;
}
