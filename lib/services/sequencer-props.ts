import { SequencerDriver } from './sequencer-driver';
import { ISequencer } from './sequencer-ref';
import { CantonNodeOptions } from './workload-props';
import { CantonRelease } from '../model/canton-release';
import { Exposure } from '../model/exposure';
import { NetworkPeer } from '../model/network-peer';
import { SequencerAccess } from '../model/sequencer-access';
import { Storage } from '../model/storage';
import { Tls } from '../model/tls';
import { TotalNodeCount } from '../model/total-node-count';

/** Props of `SequencerService`. */
export interface SequencerServiceProps extends CantonNodeOptions {
  /**
   * The SQL database that orders the domain's messages, shared by all instances.
   *
   * @default - that of `sharesDatabaseOf`; the sequencers of a `driver` have one each
   */
  readonly storage?: Storage;

  /**
   * Makes this service a dedicated group of instances on the database of another one, for one organisation's participants (rule R48): they
   * join `domain.via(group)`. Node name, domain, release and totalNodeCount are those of the other one, whose instances and those of all its groups
   * together are counted against `totalNodeCount`.
   *
   * @default - a sequencer of its own
   */
  readonly sharesDatabaseOf?: ISequencer;

  /**
   * What orders messages in the place of one SQL database: a blockchain, or the sequencers of Canton 3 among themselves. Its sequencers are this
   * service's instances.
   *
   * @default - an SQL database, which Canton 3 does not support
   */
  readonly driver?: SequencerDriver;

  /**
   * The release that runs. Mediators and the domain manager or synchronizer take it from here.
   *
   * @default CantonRelease.daml('2.10.4')
   */
  readonly release?: CantonRelease;

  /**
   * How many sequencers may ever share the database. It can never change, and a rollout doubles the instances for a while (rule R37).
   *
   * @default TotalNodeCount.recommended()
   */
  readonly totalNodeCount?: TotalNodeCount;

  /**
   * How the public API is protected. Its clients authenticate by signature and have no certificates, so mutual TLS is refused (rule R41).
   *
   * @default - Tls.fromSecret('<id>-tls')
   */
  readonly publicApiTls?: Tls;

  /**
   * How members reach the instances.
   *
   * @default - SequencerAccess.service(); with a driver SequencerAccess.clientSide(), and nothing else is possible
   */
  readonly access?: SequencerAccess;

  /**
   * Whether and how the public API is reached from outside the cluster, for other operators' participants. It leads to all instances: with a driver to a
   * new one too, at once. The sequencers of Canton 3 are exposed one by one, in the driver.
   *
   * @default Exposure.clusterInternal()
   */
  readonly exposure?: Exposure;

  /**
   * Who may use the public API beside the members of this app, such as the ingress controller in front of other operators' participants.
   *
   * @default - nobody
   */
  readonly publicApiClients?: NetworkPeer[];
}
