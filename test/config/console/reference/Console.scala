// The console of Canton 2.10 as far as the scripts use it: names and types only, with nothing behind them. Whatever a script says that is not here
// does not compile. Where the types were read: docs/facts.md, B and C.4.

package com.google.protobuf {
  final class ByteString
}

package com.digitalasset.canton {
  final case class DomainAlias(unwrap: String)

  final case class SequencerAlias(unwrap: String)

  object SequencerAlias {
    val Default: SequencerAlias = ???
  }
}

package com.digitalasset.canton.util {
  import com.google.protobuf.ByteString

  object BinaryFileUtil {
    def tryReadByteStringFromFile(inputFile: String): ByteString = ???
  }
}

package com.digitalasset.canton.config {
  import scala.concurrent.duration.Duration

  final case class NonNegativeDuration(duration: Duration)

  final case class NonNegativeFiniteDuration(duration: Duration)

  final case class PositiveDurationSeconds(duration: Duration)
}

package com.digitalasset.canton.topology {
  final class MediatorId

  final case class DomainId(toProtoPrimitive: String)

  object DomainId {
    def tryFromString(str: String): DomainId = ???
  }

  final case class ParticipantId(toProtoPrimitive: String)

  object ParticipantId {
    def tryFromProtoPrimitive(str: String): ParticipantId = ???
  }
}

package com.digitalasset.canton.topology.transaction {
  import com.digitalasset.canton.topology.ParticipantId

  sealed trait ParticipantPermission

  object ParticipantPermission {
    case object Submission extends ParticipantPermission
    case object Confirmation extends ParticipantPermission
    case object Observation extends ParticipantPermission
    case object Disabled extends ParticipantPermission
  }

  sealed trait TrustLevel

  object TrustLevel {
    case object Ordinary extends TrustLevel
    case object Vip extends TrustLevel
  }

  final case class ParticipantState(participant: ParticipantId, permission: ParticipantPermission, trustLevel: TrustLevel)
}

package com.digitalasset.canton.admin.api.client.data {
  import com.digitalasset.canton.DomainAlias
  import com.digitalasset.canton.topology.DomainId
  import com.digitalasset.canton.topology.transaction.ParticipantState

  final case class ListParticipantDomainStateResult(item: ParticipantState)

  final case class ListConnectedDomainsResult(domainAlias: DomainAlias, domainId: DomainId, healthy: Boolean)

  final case class SequencerAdminStatus(acceptsAdminChanges: Boolean)

  final case class SequencerStatus(admin: Option[SequencerAdminStatus])

  sealed trait NodeStatus[+S] {
    def trySuccess: S
  }
}

package com.digitalasset.canton.sequencing {
  import com.digitalasset.canton.SequencerAlias
  import com.google.protobuf.ByteString
  import java.net.URI

  trait SequencerConnection {
    def addEndpoints(connection: String, additionalConnections: String*): SequencerConnection
    def addEndpoints(connection: URI, additionalConnections: URI*): SequencerConnection
    def addEndpoints(connection: SequencerConnection, additionalConnections: SequencerConnection*): SequencerConnection
  }

  trait GrpcSequencerConnection extends SequencerConnection

  object GrpcSequencerConnection {
    def tryCreate(
        connection: String,
        customTrustCertificates: Option[ByteString] = None,
        sequencerAlias: SequencerAlias = SequencerAlias.Default
    ): GrpcSequencerConnection = ???
  }

  final class SequencerConnections

  object SequencerConnections {
    def single(connection: SequencerConnection): SequencerConnections = ???
  }
}

package com.digitalasset.canton.participant.domain {
  import com.digitalasset.canton.DomainAlias
  import com.digitalasset.canton.config.NonNegativeFiniteDuration
  import com.digitalasset.canton.sequencing.SequencerConnections
  import com.digitalasset.canton.topology.DomainId

  final case class DomainConnectionConfig(
      domain: DomainAlias,
      sequencerConnections: SequencerConnections,
      manualConnect: Boolean = false,
      domainId: Option[DomainId] = None,
      priority: Int = 0,
      initialRetryDelay: Option[NonNegativeFiniteDuration] = None,
      maxRetryDelay: Option[NonNegativeFiniteDuration] = None
  )
}

package com.digitalasset.canton.console {
  import com.digitalasset.canton.DomainAlias
  import com.digitalasset.canton.admin.api.client.data.{ListConnectedDomainsResult, ListParticipantDomainStateResult, NodeStatus, SequencerStatus}
  import com.digitalasset.canton.config.{NonNegativeDuration, NonNegativeFiniteDuration, PositiveDurationSeconds}
  import com.digitalasset.canton.participant.domain.DomainConnectionConfig
  import com.digitalasset.canton.sequencing.{GrpcSequencerConnection, SequencerConnection, SequencerConnections}
  import com.digitalasset.canton.topology.{MediatorId, ParticipantId}
  import com.digitalasset.canton.topology.transaction.{ParticipantPermission, TrustLevel}
  import scala.concurrent.duration.Duration
  import scala.language.implicitConversions

  trait ConsoleEnvironment

  trait HealthAdministration {
    def status: NodeStatus[Any]
    def active: Boolean
    def running(): Boolean
    def has_identity(): Boolean
    def initialized(): Boolean
    def wait_for_running(): Unit
    def wait_for_identity(): Unit
    def wait_for_initialized(): Unit
  }

  trait ParticipantHealthAdministration extends HealthAdministration {
    def ping(participantId: ParticipantId, timeout: NonNegativeDuration = ???, workflowId: String = "", id: String = ""): Duration
  }

  trait SequencerHealthAdministration extends HealthAdministration {
    def status: NodeStatus[SequencerStatus]
  }

  trait ParticipantReplicationAdministrationGroup {
    def set_passive(): Unit
  }

  trait DatabaseAdministration {
    def migrate(): Unit
  }

  trait InstanceReference {
    def name: String
    def health: HealthAdministration
  }

  trait LocalInstanceReference extends InstanceReference {
    def db: DatabaseAdministration
  }

  trait SequencerConnectionAdministration {
    def get(): Option[SequencerConnections]
    def set(connection: SequencerConnection): Unit
    def set(connections: SequencerConnections): Unit
  }

  trait ParticipantDomains {
    def register(config: DomainConnectionConfig): Unit
    def is_registered(domain: DomainAlias): Boolean
    def config(domain: DomainAlias): Option[DomainConnectionConfig]
    def modify(domain: DomainAlias, modifier: DomainConnectionConfig => DomainConnectionConfig): Unit
    def reconnect(domainAlias: DomainAlias, retry: Boolean = true, synchronize: Option[NonNegativeDuration] = ???): Boolean
    def disconnect(domainAlias: DomainAlias): Unit
    def list_connected(): Seq[ListConnectedDomainsResult]
    def active(domainAlias: DomainAlias): Boolean
  }

  trait ParticipantDars {
    def upload(path: String, vetAllPackages: Boolean = true, synchronizeVetting: Boolean = true): String
  }

  trait PruningSchedulerAdministration {
    def set_schedule(cron: String, maxDuration: PositiveDurationSeconds, retention: PositiveDurationSeconds): Unit
    def clear_schedule(): Unit
  }

  trait ParticipantReference extends InstanceReference {
    def id: ParticipantId
    def health: ParticipantHealthAdministration
    def domains: ParticipantDomains
    def dars: ParticipantDars
    def pruning: PruningSchedulerAdministration
    def replication: ParticipantReplicationAdministrationGroup
  }

  trait InstanceReferenceWithSequencerConnection extends InstanceReference {
    def sequencerConnection: SequencerConnection
  }

  trait SequencerNodeReference extends InstanceReferenceWithSequencerConnection {
    def health: SequencerHealthAdministration
    def pruning: PruningSchedulerAdministration
  }

  trait MediatorReference extends InstanceReference {
    def id: MediatorId
    def pruning: PruningSchedulerAdministration
    def sequencer_connection: SequencerConnectionAdministration
  }

  trait DomainManagerSetup {
    def bootstrap_domain(sequencers: Seq[SequencerNodeReference], mediators: Seq[MediatorReference]): Unit
    def onboard_new_sequencer(initialSequencer: SequencerNodeReference, newSequencer: SequencerNodeReference): Unit
    def onboard_mediator(mediator: MediatorReference, sequencerConnections: Seq[InstanceReferenceWithSequencerConnection]): Unit
  }

  trait DomainParticipants {
    def list(): Seq[ListParticipantDomainStateResult]
    def set_state(
        participant: ParticipantId,
        permission: ParticipantPermission,
        trustLevel: TrustLevel = TrustLevel.Ordinary,
        synchronize: Option[NonNegativeDuration] = ???
    ): Unit
  }

  trait DomainManagerNodeReference extends InstanceReference {
    def setup: DomainManagerSetup
    def participants: DomainParticipants
    def sequencer_connection: SequencerConnectionAdministration
  }

  final case class NodeReferences[A, R <: A, L <: A](local: Seq[L], remote: Seq[R]) {
    def all: Seq[A] = ???
  }

  trait RemoteParticipantReference extends ParticipantReference
  trait LocalParticipantReference extends ParticipantReference with LocalInstanceReference
  trait RemoteSequencerNodeReference extends SequencerNodeReference
  trait LocalSequencerNodeReference extends SequencerNodeReference with LocalInstanceReference
  trait RemoteMediatorReference extends MediatorReference
  trait LocalMediatorReference extends MediatorReference with LocalInstanceReference
  trait RemoteDomainManagerReference extends DomainManagerNodeReference
  trait LocalDomainManagerReference extends DomainManagerNodeReference with LocalInstanceReference

  object ConsoleEnvironment {
    object Implicits {
      implicit def toDomainAlias(alias: String): DomainAlias = ???
      implicit def toGrpcSequencerConnection(connection: String): SequencerConnection = ???
      implicit def toSequencerConnections(connection: String): SequencerConnections = ???
      implicit def toGSequencerConnection(ref: InstanceReferenceWithSequencerConnection): SequencerConnection = ???
      implicit def toGSequencerConnections(ref: InstanceReferenceWithSequencerConnection): SequencerConnections = ???
      implicit def toParticipantId(reference: ParticipantReference): ParticipantId = ???
      implicit def durationToNonNegativeDuration(duration: Duration): NonNegativeDuration = ???
      implicit def durationToNonNegativeFiniteDuration(duration: Duration): NonNegativeFiniteDuration = ???
      implicit def durationToPositiveDurationRoundedSeconds(duration: Duration): PositiveDurationSeconds = ???
    }
  }

  object ConsoleMacros {
    object console {
      def set_command_timeout(newTimeout: NonNegativeDuration)(implicit env: ConsoleEnvironment): Unit = ???
    }
    object utils
    object logging
  }

  /** What the console calls its nodes: the names of the bootstrap Job's are among them. */
  object Bindings {
    val participants: NodeReferences[ParticipantReference, RemoteParticipantReference, LocalParticipantReference] = ???
    val sequencers: NodeReferences[SequencerNodeReference, RemoteSequencerNodeReference, LocalSequencerNodeReference] = ???
    val mediators: NodeReferences[MediatorReference, RemoteMediatorReference, LocalMediatorReference] = ???
    val domainManagers: NodeReferences[DomainManagerNodeReference, RemoteDomainManagerReference, LocalDomainManagerReference] = ???
    val nodes: NodeReferences[InstanceReference, InstanceReference, LocalInstanceReference] = ???
    val domains: NodeReferences[InstanceReference, InstanceReference, LocalInstanceReference] = ???
    val sequencer: RemoteSequencerNodeReference = ???
    val `participant-0`: RemoteParticipantReference = ???
    val `manager-0`: RemoteDomainManagerReference = ???
    implicit val consoleEnvironment: ConsoleEnvironment = ???
    implicit def fromSequencerConnection(connection: SequencerConnection): SequencerConnections = ???
    def help: String = ???
    def health: HealthAdministration = ???
    def logger: AnyRef = ???
  }
}
