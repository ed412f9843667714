// The console of Canton 3.5 as far as the scripts use it: names and types only, with nothing behind them. Whatever a script says that is not here
// does not compile. Where the types were read: docs/facts.md, F.8 and F.10.

package com.google.protobuf {
  final class ByteString
}

package com.digitalasset.canton {
  final case class SynchronizerAlias(unwrap: String)

  final case class SequencerAlias(unwrap: String)

  object SequencerAlias {
    val Default: SequencerAlias = ???
    def tryCreate(str: String): SequencerAlias = ???
  }
}

package com.digitalasset.canton.util {
  import com.google.protobuf.ByteString

  object BinaryFileUtil {
    def tryReadByteStringFromFile(inputFile: String): ByteString = ???
  }
}

package com.digitalasset.canton.version {
  final class ProtocolVersion

  object ProtocolVersion {
    def tryCreate(rawVersion: String): ProtocolVersion = ???
    val forSynchronizer: ProtocolVersion = ???
  }
}

package com.digitalasset.canton.config {
  import scala.concurrent.duration.Duration

  final case class NonNegativeDuration(duration: Duration)

  final case class NonNegativeFiniteDuration(duration: Duration)

  final case class PositiveDurationSeconds(duration: Duration)

  sealed trait CryptoProvider

  object CryptoProvider {
    case object Jce extends CryptoProvider
    case object Kms extends CryptoProvider
  }

  final case class CryptoConfig(provider: CryptoProvider = CryptoProvider.Jce)

  object RequireTypes {
    final case class PositiveInt(value: Int)

    object PositiveInt {
      def tryCreate(n: Int): PositiveInt = ???
      val one: PositiveInt = ???
    }

    final case class NonNegativeInt(value: Int)

    object NonNegativeInt {
      def tryCreate(n: Int): NonNegativeInt = ???
      val zero: NonNegativeInt = ???
    }
  }

  object CantonRequireTypes {
    final case class String185(unwrap: String)
  }
}

package com.digitalasset.canton.topology {
  import com.digitalasset.canton.config.RequireTypes.NonNegativeInt
  import com.digitalasset.canton.version.ProtocolVersion
  import scala.language.implicitConversions

  final case class Namespace(filterString: String)

  final case class UniqueIdentifier(namespace: Namespace)

  sealed trait Synchronizer {
    def uid: UniqueIdentifier
    def toProtoPrimitive: String
  }

  final case class SynchronizerId(uid: UniqueIdentifier) extends Synchronizer {
    def toProtoPrimitive: String = ???
  }

  final case class PhysicalSynchronizerId(logical: SynchronizerId, serial: NonNegativeInt, protocolVersion: ProtocolVersion) extends Synchronizer {
    def uid: UniqueIdentifier = ???
    def toProtoPrimitive: String = ???
  }

  object PhysicalSynchronizerId {
    def tryFromString(raw: String): PhysicalSynchronizerId = ???
  }

  final case class ParticipantId(toProtoPrimitive: String)

  object ParticipantId {
    def tryFromProtoPrimitive(str: String): ParticipantId = ???
  }

  final case class MediatorId(toProtoPrimitive: String)
  final case class SequencerId(toProtoPrimitive: String)

  sealed trait ForceFlag

  object ForceFlag {
    case object AlienMember extends ForceFlag
    implicit def forceFlagIsForceFlags(forceFlag: ForceFlag): ForceFlags = ???
  }

  final class ForceFlags

  object ForceFlags {
    val none: ForceFlags = ???
  }
}

package com.digitalasset.canton.topology.transaction {
  import com.digitalasset.canton.config.RequireTypes.PositiveInt
  import com.digitalasset.canton.topology.{MediatorId, Namespace, ParticipantId, SequencerId, SynchronizerId}

  final class GenericSignedTopologyTransaction

  sealed trait ParticipantPermission

  object ParticipantPermission {
    case object Submission extends ParticipantPermission
    case object Confirmation extends ParticipantPermission
    case object Observation extends ParticipantPermission
  }

  final case class SynchronizerTrustCertificate(participantId: ParticipantId, synchronizerId: SynchronizerId)

  final case class ParticipantSynchronizerPermission(synchronizerId: SynchronizerId, participantId: ParticipantId, permission: ParticipantPermission)

  final case class DecentralizedNamespaceDefinition(namespace: Namespace, threshold: PositiveInt, owners: Set[Namespace])

  final case class MediatorSynchronizerState(threshold: PositiveInt, active: Seq[MediatorId], observers: Seq[MediatorId])

  final case class SequencerSynchronizerState(threshold: PositiveInt, active: Seq[SequencerId], observers: Seq[SequencerId])
}

package com.digitalasset.canton.topology.admin.grpc {
  import com.digitalasset.canton.config.CantonRequireTypes.String185
  import com.digitalasset.canton.topology.{PhysicalSynchronizerId, SynchronizerId}
  import scala.language.implicitConversions

  sealed trait TopologyStoreId

  object TopologyStoreId {
    implicit def synchronizerIdIsTopologyStoreId(synchronizerId: SynchronizerId): TopologyStoreId.Synchronizer = ???
    implicit def physicalSynchronizerIdIsTopologyStoreId(synchronizerId: PhysicalSynchronizerId): TopologyStoreId.Synchronizer = ???
    final case class Synchronizer(id: Either[SynchronizerId, PhysicalSynchronizerId]) extends TopologyStoreId
    final case class Temporary(name: String185) extends TopologyStoreId
    case object Authorized extends TopologyStoreId
  }
}

package com.digitalasset.canton.admin.api.client.data {
  import com.digitalasset.canton.{SequencerAlias, SynchronizerAlias}
  import com.digitalasset.canton.config.{CryptoConfig, NonNegativeFiniteDuration}
  import com.digitalasset.canton.config.RequireTypes.{NonNegativeInt, PositiveInt}
  import com.digitalasset.canton.console.ConsoleEnvironment
  import com.digitalasset.canton.topology.{PhysicalSynchronizerId, SequencerId}
  import com.digitalasset.canton.topology.transaction.{
    DecentralizedNamespaceDefinition, MediatorSynchronizerState, ParticipantSynchronizerPermission, SequencerSynchronizerState, SynchronizerTrustCertificate
  }
  import com.digitalasset.canton.version.ProtocolVersion
  import com.google.protobuf.ByteString

  sealed trait SequencerConnection {
    def withAlias(alias: SequencerAlias): SequencerConnection
    def sequencerAlias: SequencerAlias
  }

  final case class Endpoint(host: String, port: Int)

  final case class GrpcSequencerConnection(
      endpoints: Set[Endpoint],
      transportSecurity: Boolean,
      customTrustCertificates: Option[ByteString],
      sequencerAlias: SequencerAlias,
      sequencerId: Option[SequencerId]
  ) extends SequencerConnection {
    override def withAlias(alias: SequencerAlias): SequencerConnection = ???
  }

  object GrpcSequencerConnection {
    def tryCreate(
        connection: String,
        customTrustCertificates: Option[ByteString] = None,
        sequencerAlias: SequencerAlias = SequencerAlias.Default
    )(implicit consoleEnvironment: ConsoleEnvironment): GrpcSequencerConnection = ???
  }

  final case class SubmissionRequestAmplification(
      factor: PositiveInt,
      patience: NonNegativeFiniteDuration,
      confirmationResponseFactorO: Option[PositiveInt] = None,
      confirmationResponsePatienceO: Option[NonNegativeFiniteDuration] = None
  )

  object SubmissionRequestAmplification {
    val NoAmplification: SubmissionRequestAmplification = ???
  }

  final class SequencerConnectionPoolDelays

  object SequencerConnectionPoolDelays {
    val default: SequencerConnectionPoolDelays = ???
  }

  final case class SequencerConnections(
      aliasToConnection: Map[SequencerAlias, SequencerConnection],
      sequencerTrustThreshold: PositiveInt,
      sequencerLivenessMargin: NonNegativeInt,
      submissionRequestAmplification: SubmissionRequestAmplification,
      sequencerConnectionPoolDelays: SequencerConnectionPoolDelays
  ) {
    def connections: Seq[SequencerConnection] = ???
  }

  object SequencerConnections {
    def tryMany(
        connections: Seq[SequencerConnection],
        sequencerTrustThreshold: PositiveInt,
        sequencerLivenessMargin: NonNegativeInt,
        submissionRequestAmplification: SubmissionRequestAmplification,
        sequencerConnectionPoolDelays: SequencerConnectionPoolDelays
    )(implicit consoleEnvironment: ConsoleEnvironment): SequencerConnections = ???
  }

  sealed trait SequencerConnectionValidation

  object SequencerConnectionValidation {
    object Disabled extends SequencerConnectionValidation
    object All extends SequencerConnectionValidation
    object Active extends SequencerConnectionValidation
    object ThresholdActive extends SequencerConnectionValidation
  }

  final case class SynchronizerConnectionConfig(
      synchronizerAlias: SynchronizerAlias,
      sequencerConnections: SequencerConnections,
      manualConnect: Boolean = false,
      synchronizerId: Option[PhysicalSynchronizerId] = None,
      priority: Int = 0
  )

  final case class ListConnectedSynchronizersResult(synchronizerAlias: SynchronizerAlias, physicalSynchronizerId: PhysicalSynchronizerId, healthy: Boolean)

  final case class StaticSynchronizerParameters(protocolVersion: ProtocolVersion)

  object StaticSynchronizerParameters {
    def defaultsWithoutKMS(protocolVersion: ProtocolVersion): StaticSynchronizerParameters = ???
    def defaults(cryptoConfig: CryptoConfig, protocolVersion: ProtocolVersion): StaticSynchronizerParameters = ???
  }

  sealed trait OnboardingRestriction {
    def isLocked: Boolean
    def isRestricted: Boolean
  }

  object OnboardingRestriction {
    abstract class Restriction(val isLocked: Boolean, val isRestricted: Boolean) extends OnboardingRestriction
    final case object UnrestrictedOpen extends Restriction(false, false)
    final case object UnrestrictedLocked extends Restriction(true, false)
    final case object RestrictedOpen extends Restriction(false, true)
    final case object RestrictedLocked extends Restriction(true, true)
  }

  final case class DynamicSynchronizerParameters(onboardingRestriction: OnboardingRestriction) {
    def update(onboardingRestriction: OnboardingRestriction = onboardingRestriction): DynamicSynchronizerParameters = ???
  }

  final case class ListSynchronizerTrustCertificateResult(item: SynchronizerTrustCertificate)

  final case class ListParticipantSynchronizerPermissionResult(item: ParticipantSynchronizerPermission)

  final case class ListMediatorSynchronizerStateResult(item: MediatorSynchronizerState)

  final case class ListSequencerSynchronizerStateResult(item: SequencerSynchronizerState)

  final case class ListDecentralizedNamespaceDefinitionResult(item: DecentralizedNamespaceDefinition)
}

package com.digitalasset.canton.console {
  import com.digitalasset.canton.SynchronizerAlias
  import com.digitalasset.canton.admin.api.client.data._
  import com.digitalasset.canton.config.{NonNegativeDuration, NonNegativeFiniteDuration, PositiveDurationSeconds}
  import com.digitalasset.canton.config.RequireTypes.{NonNegativeInt, PositiveInt}
  import com.digitalasset.canton.topology._
  import com.digitalasset.canton.topology.admin.grpc.TopologyStoreId
  import com.digitalasset.canton.topology.transaction.{GenericSignedTopologyTransaction, ParticipantPermission}
  import com.digitalasset.canton.version.ProtocolVersion
  import com.google.protobuf.ByteString
  import scala.concurrent.duration.Duration
  import scala.language.implicitConversions

  trait ConsoleEnvironment

  trait HealthAdministration {
    def active: Boolean
    def is_running(): Boolean
    def has_identity(): Boolean
    def initialized(): Boolean
    def is_ready_for_initialization(): Boolean
    def wait_for_running(): Unit
    def wait_for_initialized(): Unit
  }

  trait ParticipantHealthAdministration extends HealthAdministration {
    def ping(participantId: ParticipantId, timeout: NonNegativeDuration = ???, synchronizerId: Option[SynchronizerId] = None, id: String = ""): Duration
  }

  trait DatabaseAdministration {
    def migrate(): Unit
  }

  trait TopologyAdministration {
    object stores {
      def list(): Seq[TopologyStoreId] = ???
      def create_temporary_topology_store(name: String, protocolVersion: ProtocolVersion): TopologyStoreId.Temporary = ???
      def drop_temporary_topology_store(temporaryStoreId: TopologyStoreId.Temporary): Unit = ???
    }

    object transactions {
      def identity_transactions(): Seq[GenericSignedTopologyTransaction] = ???
      def load(
          transactions: Seq[GenericSignedTopologyTransaction],
          store: TopologyStoreId,
          forceFlags: ForceFlags = ForceFlags.none,
          synchronize: Option[NonNegativeDuration] = ???
      ): Unit = ???
    }

    object decentralized_namespaces {
      def list(store: TopologyStoreId, proposals: Boolean = false, filterNamespace: String = ""): Seq[ListDecentralizedNamespaceDefinitionResult] = ???
    }

    object synchronizer_trust_certificates {
      def list(
          store: Option[TopologyStoreId] = None,
          proposals: Boolean = false,
          filterUid: String = ""
      ): Seq[ListSynchronizerTrustCertificateResult] = ???
    }

    object participant_synchronizer_permissions {
      def propose(
          synchronizerId: SynchronizerId,
          participantId: ParticipantId,
          permission: ParticipantPermission,
          synchronize: Option[NonNegativeDuration] = ???,
          store: Option[TopologyStoreId] = None,
          mustFullyAuthorize: Boolean = false
      ): GenericSignedTopologyTransaction = ???

      def revoke(
          synchronizerId: SynchronizerId,
          participantId: ParticipantId,
          synchronize: Option[NonNegativeDuration] = ???,
          mustFullyAuthorize: Boolean = false,
          store: Option[TopologyStoreId] = None
      ): GenericSignedTopologyTransaction = ???

      def find(synchronizerId: SynchronizerId, participantId: ParticipantId): Option[ListParticipantSynchronizerPermissionResult] = ???
    }

    object synchronizer_parameters {
      def get_dynamic_synchronizer_parameters(synchronizerId: SynchronizerId): DynamicSynchronizerParameters = ???

      def propose_update(
          synchronizerId: SynchronizerId,
          update: DynamicSynchronizerParameters => DynamicSynchronizerParameters,
          mustFullyAuthorize: Boolean = false,
          synchronize: Option[NonNegativeDuration] = ???,
          force: ForceFlags = ForceFlags.none
      ): Unit = ???
    }

    object mediators {
      def list(
          synchronizerId: Option[SynchronizerId] = None,
          proposals: Boolean = false,
          group: Option[NonNegativeInt] = None
      ): Seq[ListMediatorSynchronizerStateResult] = ???

      def propose(
          synchronizerId: SynchronizerId,
          threshold: PositiveInt,
          active: Seq[MediatorId],
          observers: Seq[MediatorId] = Seq.empty,
          group: NonNegativeInt,
          store: Option[TopologyStoreId] = None,
          synchronize: Option[NonNegativeDuration] = ???
      ): GenericSignedTopologyTransaction = ???
    }

    object sequencers {
      def list(store: Option[TopologyStoreId] = None, proposals: Boolean = false): Seq[ListSequencerSynchronizerStateResult] = ???

      def propose(
          synchronizerId: SynchronizerId,
          threshold: PositiveInt,
          active: Seq[SequencerId],
          passive: Seq[SequencerId] = Seq.empty,
          store: Option[TopologyStoreId] = None,
          mustFullyAuthorize: Boolean = false,
          synchronize: Option[NonNegativeDuration] = ???
      ): GenericSignedTopologyTransaction = ???
    }
  }

  final class InitializeSequencerResponse

  trait SequencerAdministration {
    def onboarding_state_for_sequencerV2(sequencerId: SequencerId, timeout: NonNegativeDuration = ???): ByteString
    def assign_from_onboarding_stateV2(onboardingState: ByteString, waitForReady: Boolean = true): InitializeSequencerResponse
  }

  final case class OrderingTopology(currentEpoch: Long, sequencerIds: Seq[SequencerId])

  trait InstanceReference {
    def name: String
    def namespace: Namespace
    def health: HealthAdministration
    def topology: TopologyAdministration
  }

  trait LocalInstanceReference extends InstanceReference {
    def db: DatabaseAdministration
  }

  trait ParticipantSynchronizers {
    def id_of(synchronizerAlias: SynchronizerAlias): SynchronizerId
    def connect_bft(
        connections: Seq[SequencerConnection],
        synchronizerAlias: SynchronizerAlias,
        physicalSynchronizerId: Option[PhysicalSynchronizerId] = None,
        manualConnect: Boolean = false,
        priority: Int = 0,
        synchronize: Option[NonNegativeDuration] = ???,
        sequencerTrustThreshold: PositiveInt = ???,
        sequencerLivenessMargin: NonNegativeInt = ???,
        submissionRequestAmplification: SubmissionRequestAmplification = ???,
        sequencerConnectionPoolDelays: SequencerConnectionPoolDelays = ???,
        validation: SequencerConnectionValidation = ???
    ): Unit
    def is_registered(synchronizerAlias: SynchronizerAlias): Boolean
    def config(synchronizerAlias: SynchronizerAlias): Option[SynchronizerConnectionConfig]
    def config(physicalSynchronizerId: PhysicalSynchronizerId): Option[SynchronizerConnectionConfig]
    def modify(
        synchronizerAlias: SynchronizerAlias,
        modifier: SynchronizerConnectionConfig => SynchronizerConnectionConfig,
        validation: SequencerConnectionValidation = ???,
        physicalSynchronizerId: Option[PhysicalSynchronizerId] = None
    ): Unit
    def reconnect(synchronizerAlias: SynchronizerAlias, retry: Boolean = true, synchronize: Option[NonNegativeDuration] = ???): Boolean
    def disconnect(synchronizerAlias: SynchronizerAlias): Unit
    def list_connected(): Seq[ListConnectedSynchronizersResult]
  }

  trait ParticipantDars {
    def upload(
        path: String,
        description: String = "",
        synchronizerId: Option[SynchronizerId] = None,
        vetAllPackages: Boolean = true,
        synchronizeVetting: Boolean = true
    ): String
  }

  trait PruningSchedulerAdministration {
    def set_schedule(cron: String, maxDuration: PositiveDurationSeconds, retention: PositiveDurationSeconds): Unit
    def clear_schedule(): Unit
  }

  trait ParticipantReference extends InstanceReference {
    def id: ParticipantId
    def health: ParticipantHealthAdministration
    def synchronizers: ParticipantSynchronizers
    def dars: ParticipantDars
    def pruning: PruningSchedulerAdministration
  }

  trait SequencerReference extends InstanceReference {
    def id: SequencerId
    def sequencerConnection: GrpcSequencerConnection
    def physical_synchronizer_id: PhysicalSynchronizerId
    def setup: SequencerAdministration

    object bft {
      def get_ordering_topology(): OrderingTopology = ???
    }
  }

  trait MediatorSetup {
    def assign(
        synchronizerId: PhysicalSynchronizerId,
        sequencerConnections: SequencerConnections,
        sequencerConnectionValidation: SequencerConnectionValidation = ???,
        waitForReady: Boolean = true
    ): Unit
  }

  trait MediatorReference extends InstanceReference {
    def id: MediatorId
    def setup: MediatorSetup
  }

  trait SequencerConnectionAdministration {
    object sequencer_connection {
      def get(): Option[SequencerConnections] = ???
      def set(connections: SequencerConnections, validation: SequencerConnectionValidation = ???): Unit = ???
    }
  }

  final case class NodeReferences[A, R <: A, L <: A](local: Seq[L], remote: Seq[R]) {
    def all: Seq[A] = ???
  }

  trait RemoteParticipantReference extends ParticipantReference
  trait LocalParticipantReference extends ParticipantReference with LocalInstanceReference
  trait RemoteSequencerReference extends SequencerReference
  trait LocalSequencerReference extends SequencerReference with LocalInstanceReference
  trait RemoteMediatorReference extends MediatorReference with SequencerConnectionAdministration
  trait LocalMediatorReference extends MediatorReference with LocalInstanceReference with SequencerConnectionAdministration

  object ConsoleEnvironment {
    object Implicits {
      implicit def fromSequencerConnection(connection: SequencerConnection): SequencerConnections = ???
      implicit def toSynchronizerAlias(alias: String): SynchronizerAlias = ???
      implicit def toGrpcSequencerConnection(connection: String)(implicit consoleEnvironment: ConsoleEnvironment): SequencerConnection = ???
      implicit def toSequencerAlias(alias: String): com.digitalasset.canton.SequencerAlias = ???
      implicit def toSequencerConnections(connection: String)(implicit consoleEnvironment: ConsoleEnvironment): SequencerConnections = ???
      implicit def toGSequencerConnection(ref: SequencerReference): SequencerConnection = ???
      implicit def toGSequencerConnections(ref: SequencerReference): SequencerConnections = ???
      implicit def toParticipantId(reference: ParticipantReference): ParticipantId = ???
      implicit def toNonNegativeInt(n: Int): NonNegativeInt = ???
      implicit def toPositiveInt(n: Int): PositiveInt = ???
      implicit def durationToNonNegativeDuration(duration: Duration): NonNegativeDuration = ???
      implicit def durationToNonNegativeFiniteDuration(duration: Duration): NonNegativeFiniteDuration = ???
      implicit def durationToPositiveDurationRoundedSeconds(duration: Duration): PositiveDurationSeconds = ???
      implicit def physicalSynchronizerIdIsSomeLogical(synchronizerId: PhysicalSynchronizerId): Option[SynchronizerId] = ???
      implicit def synchronizerIdIsSomeTopologyStoreId(synchronizerId: SynchronizerId): Option[TopologyStoreId] = ???
    }
  }

  object ConsoleMacros {
    object console {
      def set_command_timeout(newTimeout: NonNegativeDuration)(implicit env: ConsoleEnvironment): Unit = ???
    }

    object bootstrap {
      def synchronizer(
          synchronizerName: String,
          sequencers: Seq[SequencerReference],
          mediators: Seq[MediatorReference],
          synchronizerOwners: Seq[InstanceReference],
          synchronizerThreshold: PositiveInt,
          staticSynchronizerParameters: StaticSynchronizerParameters,
          mediatorRequestAmplification: SubmissionRequestAmplification = ???,
          mediatorThreshold: PositiveInt = ???
      )(implicit consoleEnvironment: ConsoleEnvironment): PhysicalSynchronizerId = ???

      def synchronizer(
          synchronizerName: String,
          sequencers: Seq[SequencerReference],
          mediatorsToSequencers: Map[MediatorReference, (Seq[SequencerReference], PositiveInt, NonNegativeInt)],
          synchronizerOwners: Seq[InstanceReference],
          synchronizerThreshold: PositiveInt,
          staticSynchronizerParameters: StaticSynchronizerParameters,
          mediatorRequestAmplification: SubmissionRequestAmplification,
          mediatorThreshold: PositiveInt
      )(implicit consoleEnvironment: ConsoleEnvironment): PhysicalSynchronizerId = ???
    }

    object utils
    object logging
  }

  /** What the console calls its nodes: the names of the bootstrap Job's are among them. */
  object Bindings {
    val participants: NodeReferences[ParticipantReference, RemoteParticipantReference, LocalParticipantReference] = ???
    val sequencers: NodeReferences[SequencerReference, RemoteSequencerReference, LocalSequencerReference] = ???
    val mediators: NodeReferences[MediatorReference, RemoteMediatorReference, LocalMediatorReference] = ???
    val nodes: NodeReferences[InstanceReference, InstanceReference, LocalInstanceReference] = ???
    val `participant-0`: RemoteParticipantReference = ???
    val `sequencer-0`: RemoteSequencerReference = ???
    implicit val consoleEnvironment: ConsoleEnvironment = ???
    def help: String = ???
    def health: HealthAdministration = ???
    def logger: AnyRef = ???
  }
}
