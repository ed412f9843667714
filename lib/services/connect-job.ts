import { Construct } from 'constructs';
import { consoleJob } from './console-job';
import { IDomain } from './domain-ref';
import { SequencerApis } from './sequencer-apis';
import { ISynchronizer } from './synchronizer-ref';
import { WorkloadProps } from './workload-props';
import { DomainConnection } from '../config/console/connect-participant';
import { SynchronizerConnection } from '../config/console/synchronizer-connections';
import { RemoteApi } from '../config/daml2/remote-console';
import { dialectOf } from '../config/dialect';
import { darFiles } from '../kubernetes/dar-files';
import { CantonRelease } from '../model/canton-release';
import { DarSource } from '../model/dar-source';
import { Endpoint } from '../model/endpoint';
import { NetworkPeer } from '../model/network-peer';
import { PruningSchedule } from '../model/pruning-schedule';
import { SecretKey } from '../model/secret-key';
import { SequencerQuorumOptions } from '../model/sequencer-quorum';
import { Tls } from '../model/tls';

/** What is done for a participant. */
export interface ConnectJobProps {
  readonly participantName: string;
  readonly release: CantonRelease;
  readonly ledgerApi: Endpoint;
  readonly ledgerApiTls: Tls;
  /** Where it is administered: one address that leads to the active instance, or those of all instances. */
  readonly adminApis: Endpoint[];
  readonly adminApiTls: Tls;
  /** What is shown to them, where they want a token. */
  readonly _adminApiToken?: SecretKey;
  readonly domains: IDomain[];
  readonly synchronizers: ISynchronizer[];
  /** What it demands of their sequencers. */
  readonly quorum?: SequencerQuorumOptions;
  readonly dars: DarSource[];
  readonly pruning?: PruningSchedule;
  readonly ping: boolean;
  /** Those of the participant: placement, priority and log level. */
  readonly props: WorkloadProps;
}

/** The Job that uploads DARs to a participant, has it admitted, connects it to its domains or synchronizers, and says when it is pruned. */
export class ConnectJob extends Construct {
  /** The Job's pods. */
  public readonly pods: NetworkPeer;

  public constructor(scope: Construct, id: string, participant: ConnectJobProps) {
    super(scope, id);
    const { participantName, release, domains, synchronizers, quorum, dars, pruning, ping, props } = participant;
    const dialect = dialectOf(release);
    const names = participant.adminApis.map((_, index) => `participant-${index}`);
    const files = darFiles(`participant '${participantName}'`, dars);
    const joined = domains.length + synchronizers.length > 0;
    const managers = Object.assign({}, ...domains.map((domain, index) => managerApis(domain, index)));
    const sequencers = Object.assign({}, ...synchronizers.map((synchronizer, index) => sequencerApis(synchronizer, index)));
    this.pods = consoleJob(this, {
      component: 'participant-connect',
      name: `${participantName}-connect`,
      instance: participantName,
      release,
      remote: dialect.remoteConsoleConfig({
        participants: Object.fromEntries(names.map((name, index) => [name, {
          ledgerApi: { endpoint: participant.ledgerApi, tls: participant.ledgerApiTls },
          adminApi: { endpoint: participant.adminApis[index], tls: participant.adminApiTls, token: participant._adminApiToken },
        }])),
        domainManagers: managers,
        sequencers,
      }),
      script: dialect.connectParticipantScript({
        participants: names,
        domains: domains.map((domain, index) => connection(domain, index)),
        synchronizers: synchronizers.map((synchronizer, index) => ({
          ...synchronizerConnection(`participant '${participantName}'`, synchronizer, quorum),
          admittedBy: Object.keys(sequencerApis(synchronizer, index)),
        })),
        dars: files.paths,
        pruning,
        ping: ping && joined,
      }),
      dars: files,
      props,
    });
    [...domains, ...synchronizers].forEach(({ _admission: admission }) => admission?.admitJob(this.pods));
  }
}

function synchronizerConnection(owner: string, synchronizer: ISynchronizer, quorum?: SequencerQuorumOptions): SynchronizerConnection {
  const { synchronizerAlias, synchronizerId, sequencerAddresses } = synchronizer;
  return {
    alias: synchronizerAlias,
    synchronizerId,
    quorum: synchronizer._quorum(`${owner}: synchronizer '${synchronizerAlias}'`, quorum),
    sequencers: sequencerAddresses.map(({ alias, url, rootCertificate }) => ({
      alias,
      url,
      rootCertificate: rootCertificate && {
        secret: rootCertificate, purpose: `root certificates that sequencer '${alias}' of synchronizer '${synchronizerAlias}' is checked against (PEM)`,
      },
    })),
  };
}

function connection({ domainAlias, domainId, sequencerUrls, sequencerTls, _admission: admission }: IDomain, index: number): DomainConnection {
  const root = sequencerTls._trust;
  return {
    alias: domainAlias,
    domainId,
    sequencerUrls,
    rootCertificate: root && { secret: root, purpose: `root certificates that the sequencers of domain '${domainAlias}' are checked against (PEM)` },
    open: admission?.open,
    followsManager: admission?.onboardsSequencers,
    managers: admission === undefined ? [] : admission.managerAdminApis.map((_, instance) => managerName(index, instance)),
  };
}

function managerApis({ _admission: admission }: IDomain, index: number): { [name: string]: { adminApi: RemoteApi } } {
  if (admission === undefined) {
    return {};
  }
  const { managerAdminApis, adminApiTls: tls } = admission;
  return Object.fromEntries(managerAdminApis.map((endpoint, instance) => [managerName(index, instance), { adminApi: { endpoint, tls } }]));
}

/** Sequencers that must admit the participant, by the names that its script calls them. */
function sequencerApis({ _admission: admission }: ISynchronizer, synchronizer: number): { [name: string]: SequencerApis['apis'] } {
  return Object.fromEntries((admission?.sequencers ?? []).map(({ apis }, index) => [`sequencer-${synchronizer}-${index}`, apis]));
}


function managerName(domain: number, instance: number): string {
  return `manager-${domain}-${instance}`;
}
