import { Construct } from 'constructs';
import { consoleJob } from './console-job';
import { IDomain } from './domain-manager-service';
import type { ParticipantService } from './participant-service';
import { WorkloadProps } from './workload-props';
import { DomainConnection } from '../config/console/connect-participant';
import { RemoteApi } from '../config/daml2/remote-console';
import { dialectOf } from '../config/dialect';
import { darFiles } from '../kubernetes/dar-files';
import { DarSource } from '../model/dar-source';
import { NetworkPeer } from '../model/network-peer';

/** What is done for a participant. */
export interface ConnectJobProps {
  readonly participant: ParticipantService;
  readonly domains: IDomain[];
  readonly dars: DarSource[];
  readonly ping: boolean;
  /** Those of the participant: placement, priority and log level. */
  readonly props: WorkloadProps;
}

/** The Job that uploads DARs to a participant, has it admitted, and connects it to its domains. */
export class ConnectJob extends Construct {
  /** The Job's pods. */
  public readonly pods: NetworkPeer;

  public constructor(scope: Construct, id: string, { participant, domains, dars, ping, props }: ConnectJobProps) {
    super(scope, id);
    const dialect = dialectOf(participant.release);
    const files = darFiles(`participant '${participant.participantName}'`, dars);
    const connections = domains.map((domain, index) => connection(domain, index));
    const managers = Object.assign({}, ...domains.map((domain, index) => managerApis(domain, index)));
    this.pods = consoleJob(this, {
      component: 'participant-connect',
      name: `${participant.participantName}-connect`,
      instance: participant.participantName,
      release: participant.release,
      remote: dialect.remoteConsoleConfig({
        participants: {
          participant: {
            ledgerApi: { endpoint: participant.ledgerApi, tls: participant.ledgerApiTls },
            adminApi: { endpoint: participant.adminApi, tls: participant.adminApiTls },
          },
        },
        domainManagers: managers,
      }),
      script: dialect.connectParticipantScript({ participant: 'participant', domains: connections, dars: files.paths, ping: ping && domains.length > 0 }),
      dars: files,
      props,
    });
    domains.forEach((domain) => domain._admission?.admitJob(this.pods));
  }
}

function connection({ domainAlias, sequencerUrls, sequencerTls, _admission: admission }: IDomain, index: number): DomainConnection {
  const root = sequencerTls._trust;
  return {
    alias: domainAlias,
    sequencerUrls,
    rootCertificate: root && { secret: root, purpose: `root certificates that the sequencers of domain '${domainAlias}' are checked against (PEM)` },
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

function managerName(domain: number, instance: number): string {
  return `manager-${domain}-${instance}`;
}
