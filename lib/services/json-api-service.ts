import { Size } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { httpWorkload } from './http-pod';
import { IParticipant } from './participant-ref';
import { STARTUP_SECONDS } from './pod-defaults';
import { requireOne, requireReplicas, requireServiceId } from './service-identity';
import { podsInRollout, takeStorage } from './storage-use';
import { ReplicatedProps } from './workload-props';
import { perInstanceQueryStore, sharedQueryStore } from '../config/daml2/json-api';
import { offered } from '../config/dialect';
import { Hocon } from '../config/hocon/hocon';
import { autoscaledDisruptionBudget, autoscaler } from '../kubernetes/autoscaler';
import { disruptionBudget } from '../kubernetes/disruption-budget';
import { expose } from '../kubernetes/exposure';
import { PodGroup, serviceHost } from '../kubernetes/identity';
import { AccessPolicy, podsOf } from '../kubernetes/network-policy';
import { ledgerClientProbes } from '../kubernetes/probes';
import { QueryStoreSidecar, queryStoreSidecar } from '../kubernetes/query-store-sidecar';
import { replicaScheduling } from '../kubernetes/scheduling';
import { service } from '../kubernetes/service';
import { TOOL, TOOL_IMAGE, TOOL_MOUNT, toolContainer, toolVolume } from '../kubernetes/tool-image';
import { replicaDeployment } from '../kubernetes/workload';
import { Autoscaling } from '../model/autoscaling';
import { CantonRelease } from '../model/canton-release';
import { Endpoint } from '../model/endpoint';
import { Exposure } from '../model/exposure';
import { LogLevel } from '../model/logging';
import { NetworkPeer } from '../model/network-peer';
import { Placement } from '../model/placement';
import { PORTS } from '../model/ports';
import { PostgresDatabase } from '../model/postgres';
import { QueryStore } from '../model/query-store';
import { Cpu } from '../model/resources';
import { Tls } from '../model/tls';
import { describe, refuse } from '../model/validation';

const MIN_READY_SECONDS = 10;
const PRE_STOP_SECONDS = 5;

/** What HTTP JSON API servers may be given beside their participant service. */
export interface JsonApiServiceOptions extends ReplicatedProps {
  /**
   * Lets the number of instances follow the load. Excludes `replicas`.
   *
   * @default - a fixed number of instances: `replicas`
   */
  readonly autoscaling?: Autoscaling;

  /**
   * Where the cache of active contracts lives.
   *
   * @default QueryStore.perInstance()
   */
  readonly queryStore?: QueryStore;

  /**
   * Whether and how it is reached from outside the cluster. TLS ends on the way in (rule R61).
   *
   * @default Exposure.clusterInternal()
   */
  readonly exposure?: Exposure;

  /**
   * Who may call it beside the carriers of its exposure.
   *
   * @default - nobody
   */
  readonly clients?: NetworkPeer[];
}

/** Props of `JsonApiService`. */
export interface JsonApiServiceProps extends JsonApiServiceOptions {
  /** The one participant service that it serves: users, parties and offsets are that participant's (rules R58, R62). */
  readonly participant: IParticipant;
}

/** An HTTP JSON API service that applications use. */
export interface IJsonApi extends IConstruct {
  /** Where it is reached. */
  readonly endpoint: Endpoint;
  /** How it is protected, seen from its clients. */
  readonly tls: Tls;
}

/** An HTTP JSON API service that runs elsewhere, or in a participant. */
export interface JsonApiAttributes {
  /** Where it is reached. */
  readonly endpoint: Endpoint;

  /**
   * How it is checked, seen from its clients.
   *
   * @default Tls.disabled() - TLS ends on the way to it (rule R61)
   */
  readonly tls?: Tls;
}

/** HTTP JSON API servers for one participant service: all of them serve (active-active), behind the Service `<id>` on port 7575. */
export class JsonApiService extends Construct implements IJsonApi {
  /** An HTTP JSON API service that runs elsewhere. */
  public static fromAttributes(scope: Construct, id: string, attributes: JsonApiAttributes): IJsonApi {
    return new ImportedJsonApi(scope, id, attributes);
  }

  public readonly endpoint: Endpoint;
  public readonly tls: Tls = Tls.disabled();
  /** The participant service that it serves. */
  public readonly participant: IParticipant;
  /** The release that runs: the participant's. */
  public readonly release: CantonRelease;
  /** Number of instances; the least, where it follows the load. */
  public readonly replicas: number;

  public constructor(scope: Construct, id: string, props: JsonApiServiceProps) {
    super(scope, id);
    const owner = requireServiceId('JSON API', id);
    const { http, service: servicePort } = PORTS.jsonApi;
    this.participant = requireOne(owner, 'participant', props.participant);
    this.release = this.participant.release;
    const config = offered(owner, this.release, 'jsonApi');
    this.replicas = leastReplicas(owner, props);
    this.endpoint = Endpoint.of(serviceHost(this, id), servicePort);

    const group: PodGroup = { name: 'http-json', instance: id, component: 'json-api', version: this.release.version };
    const { _perInstance: settings, _shared: database } = props.queryStore ?? QueryStore.perInstance();
    const sidecar = settings && queryStoreSidecar(settings);
    if (database !== undefined) {
      takeStorage(this, { owner, storage: database, release: this.release, pods: podsInRollout(props.autoscaling?.max ?? this.replicas) });
    }
    const workload = httpWorkload(this, {
      owner,
      group,
      props,
      participant: this.participant,
      image: this.release.jsonApiImage,
      config: config({
        ledgerApi: this.participant.ledgerApi,
        ledgerApiTls: this.participant.ledgerApiTls,
        targetScope: this.participant.auth._targetScope,
        queryStore: queryStoreConfig(sidecar, database),
      }),
      args: (path) => [`--config=${path}`, `--log-level=${props.logLevel ?? LogLevel.INFO}`, '--log-encoder=json'],
      storage: database,
      port: http,
      memory: Size.gibibytes(2),
      cpu: Cpu.millis(250),
      scheduling: replicaScheduling(group, props.placement ?? Placement.spread()),
      imagePullSecrets: this.release.imagePullSecrets,
      probes: ledgerClientProbes,
      sidecars: sidecar && [sidecar.container],
      // Endpoints forget the pod within this time, and only then it stops taking requests. Its image has no `sleep`: one is brought along.
      pod: { initContainers: [toolContainer(TOOL_IMAGE)], volumes: [...sidecar?.volumes ?? [], toolVolume()] },
      mounts: [TOOL_MOUNT],
      preStop: { exec: { command: [TOOL, 'sleep', String(PRE_STOP_SECONDS)] } },
    });
    replicaDeployment(this, 'Deployment', workload, {
      replicas: this.replicas,
      autoscaled: props.autoscaling !== undefined,
      minReadySeconds: props.minReady?.toSeconds() ?? MIN_READY_SECONDS,
      startupBudgetSeconds: props.startupBudget?.toSeconds() ?? STARTUP_SECONDS,
    });
    service(this, 'Service', { name: id, group, ports: { http: { port: servicePort, targetPort: http } } });
    if (props.autoscaling === undefined) {
      disruptionBudget(this, group, id, this.replicas);
    } else {
      autoscaler(this, group, id, props.autoscaling);
      autoscaledDisruptionBudget(this, group, id);
    }
    const policy = new AccessPolicy(this, group, id, props.egress);
    if (props.exposure !== undefined) {
      expose(this, props.exposure, { service: id, protocol: 'http', tls: false, port: servicePort, targetPort: http, group, policy });
    }
    (props.clients ?? []).forEach((peer) => policy.admit(peer, http));
    (props.metricsClients ?? []).forEach((peer) => policy.admit(peer, PORTS.metrics));
    this.participant._admitClient?.(podsOf(this, group));
  }
}

function leastReplicas(owner: string, { replicas, autoscaling }: JsonApiServiceProps): number {
  if (autoscaling === undefined) {
    return requireReplicas(owner, replicas);
  }
  if (!(autoscaling instanceof Autoscaling)) {
    refuse(`${owner}: autoscaling must be made by Autoscaling.of, got ${describe(autoscaling)}`);
  }
  return replicas === undefined
    ? autoscaling.min
    : refuse(`${owner}: replicas and autoscaling exclude each other, got ${replicas} and ${autoscaling.min} to ${autoscaling.max}; drop replicas`);
}

class ImportedJsonApi extends Construct implements IJsonApi {
  public readonly endpoint: Endpoint;
  public readonly tls: Tls;

  public constructor(scope: Construct, id: string, { endpoint, tls }: JsonApiAttributes) {
    super(scope, id);
    this.endpoint = endpoint;
    this.tls = tls ?? Tls.disabled();
  }
}

/** None where every query reads from the ledger. */
function queryStoreConfig(sidecar: QueryStoreSidecar | undefined, database: PostgresDatabase | undefined): Hocon | undefined {
  return sidecar ? perInstanceQueryStore(sidecar.user, sidecar.database, sidecar.poolSize) : database && sharedQueryStore(database);
}
