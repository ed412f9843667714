import { Construct } from 'constructs';
import { consoleJob } from './console-job';
import { IMediator } from './mediator-service';
import { ISequencer } from './sequencer-ref';
import { WorkloadProps } from './workload-props';
import { RemoteAdminApi, RemoteConsoleConfig } from '../config/daml2/remote-console';
import { dialectOf, offered } from '../config/dialect';
import { CantonRelease } from '../model/canton-release';
import { Endpoint } from '../model/endpoint';
import { NetworkPeer } from '../model/network-peer';
import { Tls } from '../model/tls';

/** The domain that is bootstrapped. */
export interface BootstrapJobProps {
  /** Id of the domain manager service. */
  readonly manager: string;
  /** Its instances. */
  readonly instanceAdminApis: Endpoint[];
  readonly adminApiTls: Tls;
  readonly release: CantonRelease;
  readonly domainAlias: string;
  /** URLs that members connect to. */
  readonly sequencerUrls: string[];
  readonly sequencer: ISequencer;
  readonly mediators: IMediator[];
  /** Ids of participants that are admitted. */
  readonly admit: string[];
  /** Those of the manager: placement, priority and log level. */
  readonly props: WorkloadProps;
}

/** The Job that makes one domain of a sequencer, its mediators and its manager. */
export class BootstrapJob extends Construct {
  /** The Job's pods. */
  public readonly pods: NetworkPeer;

  public constructor(scope: Construct, id: string, description: BootstrapJobProps) {
    super(scope, id);
    const { manager, release, sequencer, mediators, admit, props } = description;
    const managerNames = description.instanceAdminApis.map((_, index) => `manager-${index}`);
    // Those on a database are one node, which is initialized once; those on a blockchain are initialized one by one.
    const nodes = sequencer._nodes ?? [{ name: sequencer.sequencerName, publicApi: sequencer.publicApis[0], adminApi: sequencer.adminApi }];
    const sequencerNames = nodes.length === 1 ? ['sequencer'] : nodes.map((_, index) => `sequencer-${index}`);
    const { services, apis } = mediatorReplicas(mediators);
    const remote: RemoteConsoleConfig = {
      domainManagers: admins(managerNames, description.instanceAdminApis.map((endpoint) => ({ endpoint, tls: description.adminApiTls }))),
      mediators: apis,
      // Mediators and manager are told to connect to these public APIs; afterwards the script tells them all that they are to know.
      sequencers: Object.fromEntries(nodes.map(({ publicApi, adminApi }, index) => [sequencerNames[index], {
        publicApi: { endpoint: publicApi, tls: sequencer.publicApiTls },
        adminApi: { endpoint: adminApi, tls: sequencer.adminApiTls },
      }])),
    };
    const root = sequencer.publicApiTls._trust;
    const connection = {
      sequencerUrls: description.sequencerUrls,
      rootCertificate: root && { secret: root, purpose: `root certificates that ${sequencer.publicApi.host} is checked against (PEM)` },
    };
    this.pods = consoleJob(this, {
      component: 'domain-bootstrap',
      name: `${manager}-bootstrap`,
      instance: manager,
      release,
      remote: dialectOf(release).remoteConsoleConfig(remote),
      script: offered(`domain manager '${manager}'`, release, 'domains').bootstrapScript({
        domain: description.domainAlias, managers: managerNames, sequencers: sequencerNames, mediators: services, admit, ...connection,
      }),
      props,
    });
    sequencer._admitAdmin?.(this.pods);
    mediators.forEach((mediator) => mediator._admitAdmin?.(this.pods));
  }
}

/** Instances of mediator services by the names that a script calls them, and where they are. */
export function mediatorReplicas(mediators: IMediator[]): {
  services: { service: string; replicas: string[] }[]; apis: { [name: string]: { adminApi: RemoteAdminApi } };
} {
  const services = mediators.map(({ mediatorName, instanceAdminApis }, service) => ({
    service: mediatorName, replicas: instanceAdminApis.map((_, index) => `mediator-${service}-${index}`),
  }));
  const apis = services.map(({ replicas }, service) => {
    const { instanceAdminApis, adminApiTls: tls, adminApiToken: token } = mediators[service];
    return admins(replicas, instanceAdminApis.map((endpoint) => ({ endpoint, tls, token })));
  });
  return { services, apis: Object.assign({}, ...apis) };
}

function admins(names: string[], apis: RemoteAdminApi[]): { [name: string]: { adminApi: RemoteAdminApi } } {
  return Object.fromEntries(names.map((name, index) => [name, { adminApi: apis[index] }]));
}
