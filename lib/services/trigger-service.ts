import { Size } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { httpWorkload } from './http-pod';
import { IOAuth2Middleware } from './oauth2-middleware';
import { IParticipant } from './participant-ref';
import { requireOne, requireServiceId } from './service-identity';
import { StartRulesJob } from './start-rules-job';
import { takeStorage } from './storage-use';
import { WorkloadProps } from './workload-props';
import { offered } from '../config/dialect';
import { claim } from '../kubernetes/claims';
import { darFiles } from '../kubernetes/dar-files';
import { PodGroup, serviceHost } from '../kubernetes/identity';
import { AccessPolicy, podsOf } from '../kubernetes/network-policy';
import { singleScheduling } from '../kubernetes/scheduling';
import { headlessService, service } from '../kubernetes/service';
import { singletonStatefulSet } from '../kubernetes/workload';
import { CantonRelease } from '../model/canton-release';
import { DarSource } from '../model/dar-source';
import { Endpoint } from '../model/endpoint';
import { LogLevel } from '../model/logging';
import { NetworkPeer } from '../model/network-peer';
import { Placement } from '../model/placement';
import { PORTS } from '../model/ports';
import { PostgresDatabase } from '../model/postgres';
import { Cpu } from '../model/resources';
import { Tls } from '../model/tls';
import { TriggerRule } from '../model/trigger-rule';
import { TriggerRuleStart } from '../model/trigger-rule-start';
import { describe, refuse, requireUrl } from '../model/validation';

/** What a trigger service is given beside its participant service. */
export interface TriggerServiceOptions extends WorkloadProps {
  /** The service's own database. It remembers running triggers, with their access and refresh tokens in the clear (facts E.3). */
  readonly storage: PostgresDatabase;

  /**
   * The middleware of the one OAuth 2.0 provider that its tokens come from (rule R67).
   *
   * @default - none: only for a participant without authentication
   */
  readonly middleware?: IOAuth2Middleware;

  /**
   * The trigger service as a browser reaches it, under the same host as the middleware.
   *
   * @default - browsers do not reach it
   */
  readonly externalUrl?: string;

  /**
   * DAR files with triggers.
   *
   * @default - none: they are uploaded through its REST API
   */
  readonly dars?: DarSource[];

  /**
   * The rules that are meant to run here. They are started through the REST API, by `startRules` or by hand; naming them here makes sure that no other
   * trigger service of the app is meant to run them too (rule R64).
   *
   * @default - none
   */
  readonly rules?: TriggerRule[];

  /**
   * Has a Job start those of the `rules` that do not run yet, whenever they change. It stops none.
   *
   * @default - rules are started by hand
   */
  readonly startRules?: TriggerRuleStart;

  /**
   * Secret with the client certificate that it shows to the Ledger API (keys `tls.crt`, `tls.key`). It always shows one under TLS. Where the
   * participant's TLS is mutual, that one's client certificate is shown.
   *
   * @default '<id>-tls'
   */
  readonly clientCertificateSecretName?: string;

  /**
   * There is one live instance and never a second (rule R63). The prop exists to say so.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Who may call it, such as the ingress controller's namespace.
   *
   * @default - nobody
   */
  readonly clients?: NetworkPeer[];
}

/** Props of `TriggerService`. */
export interface TriggerServiceProps extends TriggerServiceOptions {
  /** The one participant service that its triggers work on. */
  readonly participant: IParticipant;
}

/** A trigger service. */
export interface ITriggerService extends IConstruct {
  /** Where it is reached. */
  readonly endpoint: Endpoint;
}

/** A trigger service that runs elsewhere. */
export interface TriggerServiceAttributes {
  /** Where it is reached. */
  readonly endpoint: Endpoint;

  /**
   * The rules that run there, so that none is run here too.
   *
   * @default - none
   */
  readonly rules?: TriggerRule[];
}

/**
 * A trigger service: at most one live instance, because two would run every rule twice. It is a StatefulSet of one, the only workload that never
 * starts a replacement while an evicted or unreachable pod may still run; after the loss of its node it waits for the node, or for a human.
 */
export class TriggerService extends Construct implements ITriggerService {
  /** A trigger service that runs elsewhere. */
  public static fromAttributes(scope: Construct, id: string, attributes: TriggerServiceAttributes): ITriggerService {
    return new ImportedTriggerService(scope, id, attributes);
  }

  public readonly endpoint: Endpoint;
  /** The participant service that its triggers work on. */
  public readonly participant: IParticipant;
  /** The release that runs: the participant's. */
  public readonly release: CantonRelease;

  public constructor(scope: Construct, id: string, props: TriggerServiceProps) {
    super(scope, id);
    const owner = requireServiceId('trigger service', id);
    const { http } = PORTS.triggerService;
    this.participant = requireOne(owner, 'participant', props.participant);
    this.release = this.participant.release;
    this.endpoint = Endpoint.of(serviceHost(this, id), http);
    const dialect = offered(owner, this.release, 'triggers');
    requireSingle(owner, props.replicas);
    requireTokens(owner, this.participant, props.middleware);
    takeStorage(this, { owner, storage: requirePostgres(owner, props.storage), release: this.release, pods: 1 });
    claimRules(this, owner, props.rules);

    const group: PodGroup = { name: 'trigger-service', instance: id, component: 'trigger-service', version: this.release.version };
    const dars = darFiles(owner, props.dars ?? []);
    const { ledgerApi, ledgerApiTls } = this.participant;
    const workload = httpWorkload(this, {
      owner,
      group,
      props,
      participant: this.participant,
      image: this.release.triggerServiceImage,
      config: dialect.triggerServiceConfig({
        ledgerApi,
        ledgerApiTls: requireTrust(owner, ledgerApiTls),
        clientKeyPair: ledgerApiTls._client ?? Tls.fromSecret(props.clientCertificateSecretName ?? `${id}-tls`)._server!,
        storage: props.storage,
        darPaths: dars.paths,
        authorization: props.middleware && authorization(owner, props.middleware, props.externalUrl),
      }),
      args: (path) => [`--log-level-root=${props.logLevel ?? LogLevel.INFO}`, '--log-encoder=json', `--config=${path}`],
      storage: props.storage,
      port: http,
      memory: Size.gibibytes(2),
      cpu: Cpu.millis(250),
      scheduling: singleScheduling(props.placement ?? Placement.spread()),
      imagePullSecrets: this.release.imagePullSecrets,
      pod: dars,
      mounts: dars.mounts,
    });
    headlessService(this, 'GoverningService', { name: `${id}-instances`, group, ports: { http: { port: http } } });
    singletonStatefulSet(this, 'StatefulSet', workload, `${id}-instances`);
    service(this, 'Service', { name: id, group, ports: { http: { port: http } } });
    const policy = new AccessPolicy(this, group, id, props.egress);
    (props.clients ?? []).forEach((peer) => policy.admit(peer, http));
    (props.metricsClients ?? []).forEach((peer) => policy.admit(peer, PORTS.metrics));
    if (props.startRules !== undefined) {
      const { rules, startRules: start } = requireStart(owner, props);
      policy.admit(new StartRulesJob(this, 'StartRules', { release: this.release, endpoint: this.endpoint, rules, start, props }).pods, http);
    }
    const pods = podsOf(this, group);
    this.participant._admitClient?.(pods);
    props.middleware?._admitClient?.(pods);
  }
}

class ImportedTriggerService extends Construct implements ITriggerService {
  public readonly endpoint: Endpoint;

  public constructor(scope: Construct, id: string, { endpoint, rules }: TriggerServiceAttributes) {
    super(scope, id);
    this.endpoint = endpoint;
    claimRules(this, `trigger service '${id}'`, rules);
  }
}

function requireSingle(owner: string, replicas = 1): void {
  if (replicas !== 1) {
    refuse(`${owner}: replicas must be 1, got ${describe(replicas)}; two live instances would run every rule twice (rule R63): for more throughput `
      + 'make another trigger service with other rules and a database of its own');
  }
}

function requireTokens(owner: string, participant: IParticipant, middleware: IOAuth2Middleware | undefined): void {
  if (Array.isArray(middleware)) {
    refuse(`${owner}: exactly one middleware (OAuth 2.0 provider) is possible, got ${describe(middleware)}; make one trigger service for each provider (rule R67)`);
  }
  if (middleware === undefined && participant.auth.needsToken) {
    refuse(`${owner}: participant '${participant.participantName}' wants tokens, and without a middleware there are none; set middleware`);
  }
}

function requirePostgres(owner: string, storage: PostgresDatabase): PostgresDatabase {
  return storage instanceof PostgresDatabase ? storage : refuse(`${owner}: storage must be a PostgreSQL database, got ${describe(storage)}`);
}

function requireTrust(owner: string, tls: Tls): Tls {
  return tls.enabled && tls._trust === undefined
    ? refuse(`${owner}: the participant's ledgerApiTls must name a root certificate (Tls.trusting): the trigger service cannot use the JVM's own`)
    : tls;
}

function claimRules(scope: Construct, owner: string, rules: TriggerRule[] = []): void {
  for (const { trigger, party } of rules) {
    claim(scope, `rule '${trigger}' for party '${party}'`, owner, 'no two live trigger services may run the same rule (rule R64)');
  }
}

function requireStart(owner: string, props: TriggerServiceProps): { rules: TriggerRule[]; startRules: TriggerRuleStart } {
  const { middleware, rules = [], startRules } = props;
  if (!(startRules instanceof TriggerRuleStart)) {
    return refuse(`${owner}: startRules must be made by TriggerRuleStart, got ${describe(startRules)}`);
  }
  if (rules.length === 0) {
    refuse(`${owner}: startRules needs rules, got none`);
  }
  if ((middleware === undefined) !== (startRules._cookie === undefined)) {
    refuse(`${owner}: startRules must be ${middleware === undefined
      ? 'TriggerRuleStart.unauthenticated() without a middleware, got a cookie' : 'TriggerRuleStart.withCookie with a middleware, got none'}`);
  }
  return { rules, startRules };
}

function authorization(owner: string, { endpoint, externalUrl: middlewareUrl }: IOAuth2Middleware, externalUrl: string | undefined): {
  internalUri: string; externalUri?: string; callbackUri?: string;
} {
  const own = externalUrl && requireUrl(`${owner}: externalUrl`, externalUrl, ['https', 'http']).replace(/\/$/, '');
  if (own && middlewareUrl && new URL(own).hostname !== new URL(middlewareUrl).hostname) {
    refuse(`${owner}: externalUrl must be on the middleware's host '${new URL(middlewareUrl).hostname}', got '${new URL(own).hostname}'; `
      + 'they share a cookie (facts E.5)');
  }
  return { internalUri: `http://${endpoint.socketAddress}`, externalUri: middlewareUrl, callbackUri: own && `${own}/cb` };
}
