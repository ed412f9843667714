import { Duration, Size } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { DomainManagerService } from './domain-manager-service';
import { IMediator } from './mediator-service';
import { ParticipantService } from './participant-service';
import { CONFIG_PATH } from './pod-defaults';
import { sequencerApis } from './sequencer-apis';
import { ISequencer } from './sequencer-ref';
import { requireServiceId } from './service-identity';
import { hoconFile } from '../config/config-file';
import { RemoteAdminApi, RemoteApi } from '../config/daml2/remote-console';
import { dialectOf } from '../config/dialect';
import { Hocon } from '../config/hocon/hocon';
import { jvmOptions } from '../config/jvm';
import { withOverrides } from '../config/overrides';
import { PodGroup } from '../kubernetes/identity';
import { scriptJobOnDemand } from '../kubernetes/script-job';
import { CantonRelease } from '../model/canton-release';
import { ContainerImage } from '../model/container-image';
import { NetworkPeer } from '../model/network-peer';
import { Placement } from '../model/placement';
import { Cpu, Resources } from '../model/resources';
import { refuse } from '../model/validation';

/** A session that was forgotten ends; one that is over can be looked at for a while. */
const SESSION = { deadlineSeconds: Duration.hours(8).toSeconds(), keptSeconds: Duration.hours(1).toSeconds() };

/** Of a node's name, at the console too. */
const NAME_LENGTH = 30;

/** Props of `Console`. */
export interface ConsoleProps {
  /**
   * Participants that it reaches, at their active instance.
   *
   * @default - none
   */
  readonly participants?: ParticipantService[];

  /**
   * Domain managers that it reaches, instance by instance.
   *
   * @default - none
   */
  readonly domains?: DomainManagerService[];

  /**
   * Sequencers that it reaches, at any of their instances; those with an identity each, one by one.
   *
   * @default - none
   */
  readonly sequencers?: ISequencer[];

  /**
   * Mediators that it reaches, instance by instance.
   *
   * @default - none
   */
  readonly mediators?: IMediator[];

  /**
   * The image that runs it: another one than the nodes', if you want a shell at hand.
   *
   * @default - the Canton image of the nodes' release
   */
  readonly image?: ContainerImage;

  /**
   * What the console may use.
   *
   * @default - 2 GiB and half a core
   */
  readonly resources?: Resources;

  /**
   * Where it runs.
   *
   * @default Placement.spread()
   */
  readonly placement?: Placement;

  /**
   * The only peers outside of this app that it may connect to. The nodes and DNS are added.
   *
   * @default - it may connect to anybody
   */
  readonly egress?: NetworkPeer[];

  /**
   * Configuration that is laid over the library's own, from the root of the file, such as `canton.features` for repair commands.
   *
   * @default - none
   */
  readonly configOverrides?: Hocon;
}

/**
 * A Canton console in the cluster, for whoever may make Jobs in its namespace: `kubectl create job <name> --from=cronjob/<id>`, then
 * `kubectl attach -it job/<name>`. Until then nothing runs: it is the template of a Job, a CronJob that is suspended. Each session is a Job that ends when
 * it is left, or after eight hours.
 *
 * Nodes are called by their ids, with `_` in the place of `-`; those that are reached instance by instance bear a number: `manager_0`.
 */
export class Console extends Construct {
  public constructor(scope: Construct, id: string, props: ConsoleProps) {
    super(scope, id);
    const owner = requireServiceId('console', id);
    const { participants = [], domains = [], sequencers = [], mediators = [] } = props;
    const release = requireOneRelease(owner, [...participants, ...domains, ...sequencers, ...mediators.map(({ sequencer }) => sequencer)]);
    const dialect = dialectOf(release);
    const remote = hoconFile('remote.conf', withOverrides(owner, dialect.remoteConsoleConfig({
      participants: byName(owner, participants, participantApis),
      sequencers: byName(owner, sequencers, (sequencer) => sequencerApis(sequencer).map(({ apis }) => apis)),
      mediators: byName(owner, mediators, instances, true),
      domainManagers: byName(owner, domains, instances, true),
    }), props.configOverrides));

    const group: PodGroup = { name: 'canton', instance: id, component: 'console', version: release.version };
    const resources = props.resources ?? Resources.of({ memory: Size.gibibytes(2), cpu: Cpu.millis(500), ephemeralStorage: Size.gibibytes(2) });
    const pods = scriptJobOnDemand(this, {
      name: id,
      group,
      props,
      files: [remote],
      folder: CONFIG_PATH,
      secrets: [...remote.env, ...remote.files],
      pod: {
        gracePeriodSeconds: 5,
        imagePullSecrets: release.imagePullSecrets,
        secretFiles: remote.files,
        containers: [{
          name: 'console',
          image: props.image ?? release.cantonImage,
          command: dialect.command,
          // Canton's own terminal needs programs that its image does not have; the container's is enough.
          args: ['--no-tty', `--config=${CONFIG_PATH}/${remote.name}`, ...dialect.noLogFiles, '--log-level-stdout=WARN'],
          interactive: true,
          // Its compiler keeps a cache in the home folder, which the JVM does not take from HOME.
          env: { HOME: '/tmp', JDK_JAVA_OPTIONS: jvmOptions(owner, resources, ['-Duser.home=/tmp']), ...dialect.environment },
          bindings: remote.env,
          resources,
        }],
      },
    }, SESSION);
    participants.forEach((participant) => participant._admitAdmin(pods));
    domains.forEach((domain) => domain._admitAdmin(pods));
    [...sequencers, ...mediators].forEach((node) => node._admitAdmin?.(pods));
  }
}

/** A console speaks the language of one release. */
function requireOneRelease(owner: string, nodes: { readonly release: CantonRelease }[]): CantonRelease {
  const [first, ...others] = nodes.map(({ release }) => release);
  if (first === undefined) {
    refuse(`${owner}: it reaches no node; name participants, domains, sequencers or mediators`);
  }
  const other = others.find(({ version }) => version !== first.version);
  return other === undefined
    ? first
    : refuse(`${owner}: its nodes must run one release, got ${first.version} and ${other.version}; make a console for each`);
}

/**
 * What the console calls each address.
 *
 * @param numbered whether even a single one bears a number, because there may be more one day
 */
function byName<Node extends IConstruct, Apis>(
  owner: string, nodes: Node[], apisOf: (node: Node) => Apis[], numbered = false,
): { [name: string]: Apis } {
  const named: { [name: string]: Apis } = {};
  for (const node of nodes) {
    const name = node.node.id.replace(/-/g, '_');
    const apis = apisOf(node);
    apis.forEach((api, index) => {
      const full = apis.length === 1 && !numbered ? name : `${name}_${index}`;
      if (full.length > NAME_LENGTH) {
        refuse(`${owner}: names at the console must be at most ${NAME_LENGTH} characters, got '${full}'; give '${node.node.id}' a shorter id`);
      }
      named[full] = full in named ? refuse(`${owner}: two of its nodes would be called '${full}'; list each once, or make a console for each`) : api;
    });
  }
  return named;
}

function instances(
  { instanceAdminApis, adminApiTls: tls, adminApiToken: token }: Pick<IMediator, 'instanceAdminApis' | 'adminApiTls' | 'adminApiToken'>,
): { adminApi: RemoteAdminApi }[] {
  return instanceAdminApis.map((endpoint) => ({ adminApi: { endpoint, tls, token } }));
}

function participantApis(
  { ledgerApi, ledgerApiTls, _adminApis, adminApiTls: tls, _adminApiToken: token }: ParticipantService,
): { ledgerApi: RemoteApi; adminApi: RemoteAdminApi }[] {
  return _adminApis.map((endpoint) => ({ ledgerApi: { endpoint: ledgerApi, tls: ledgerApiTls }, adminApi: { endpoint, tls, token } }));
}
