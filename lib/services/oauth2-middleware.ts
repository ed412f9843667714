import { Size } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { httpWorkload } from './http-pod';
import { STARTUP_SECONDS } from './pod-defaults';
import { DEFAULT_RELEASE, requireServiceId } from './service-identity';
import { WorkloadProps } from './workload-props';
import { offered } from '../config/dialect';
import { PodGroup, serviceHost } from '../kubernetes/identity';
import { AccessPolicy } from '../kubernetes/network-policy';
import { singleScheduling } from '../kubernetes/scheduling';
import { service } from '../kubernetes/service';
import { recreatedDeployment } from '../kubernetes/workload';
import { CantonRelease } from '../model/canton-release';
import { ContainerImage } from '../model/container-image';
import { Endpoint } from '../model/endpoint';
import { NetworkPeer } from '../model/network-peer';
import { Placement } from '../model/placement';
import { PORTS } from '../model/ports';
import { Cpu } from '../model/resources';
import { SecretKey } from '../model/secret-key';
import { TokenVerifier } from '../model/token-verifier';
import { requireUrl } from '../model/validation';

/** Props of `OAuth2Middleware`. */
export interface OAuth2MiddlewareProps extends WorkloadProps {
  /**
   * An image whose entry point is the middleware (`java -jar oauth2-middleware-<version>.jar`) and whose user may be 65532. No such image is
   * published with Daml 2.10; the jar is among the release's artefacts.
   */
  readonly image: ContainerImage;

  /** The provider's authorization endpoint. */
  readonly authorizationUrl: string;

  /** The provider's token endpoint. */
  readonly tokenUrl: string;

  /** Id of the client that is registered at the provider. */
  readonly clientId: SecretKey;

  /** Secret of that client. */
  readonly clientSecret: SecretKey;

  /** How the provider's tokens are verified. */
  readonly tokenVerifier: TokenVerifier;

  /**
   * The middleware as a browser reaches it, under the same host as the trigger service (facts E.5).
   *
   * @default - browsers reach it where the trigger service does
   */
  readonly externalUrl?: string;

  /**
   * The release whose pull Secrets are used.
   *
   * @default CantonRelease.daml('2.10.4')
   */
  readonly release?: CantonRelease;

  /**
   * Who may call it beside trigger services, such as the ingress controller's namespace.
   *
   * @default - nobody
   */
  readonly clients?: NetworkPeer[];
}

/** The middleware of one OAuth 2.0 provider, as trigger services use it. */
export interface IOAuth2Middleware extends IConstruct {
  /** Where trigger services reach it. */
  readonly endpoint: Endpoint;
  /** Where browsers reach it, if that differs. */
  readonly externalUrl?: string;
  /** Lets trigger services in. @internal */
  _admitClient?(peer: NetworkPeer): void;
}

/** A middleware that runs elsewhere. */
export interface OAuth2MiddlewareAttributes {
  /** Where trigger services reach it. */
  readonly endpoint: Endpoint;

  /**
   * Where browsers reach it.
   *
   * @default - where trigger services do
   */
  readonly externalUrl?: string;
}

/**
 * The OAuth 2.0 middleware: one for each provider, shared by any number of trigger services. Logins that are under way are in its memory, so
 * there is one pod, replaced and never doubled.
 */
export class OAuth2Middleware extends Construct implements IOAuth2Middleware {
  /** A middleware that runs elsewhere. */
  public static fromAttributes(scope: Construct, id: string, attributes: OAuth2MiddlewareAttributes): IOAuth2Middleware {
    return new ImportedMiddleware(scope, id, attributes);
  }

  public readonly endpoint: Endpoint;
  public readonly externalUrl: string | undefined;
  /** @internal */
  public readonly _admitClient: (peer: NetworkPeer) => void;

  public constructor(scope: Construct, id: string, props: OAuth2MiddlewareProps) {
    super(scope, id);
    const owner = requireServiceId('OAuth 2.0 middleware', id);
    const { http } = PORTS.oauth2Middleware;
    const release = props.release ?? DEFAULT_RELEASE;
    const config = offered(owner, release, 'oauth2Middleware');
    const authorizationUrl = requireUrl(`${owner}: authorizationUrl`, props.authorizationUrl, ['https', 'http']);
    const tokenUrl = requireUrl(`${owner}: tokenUrl`, props.tokenUrl, ['https', 'http']);
    this.externalUrl = props.externalUrl && requireUrl(`${owner}: externalUrl`, props.externalUrl, ['https', 'http']).replace(/\/$/, '');
    this.endpoint = Endpoint.of(serviceHost(this, id), http);

    const group: PodGroup = { name: 'oauth2-middleware', instance: id, component: 'oauth2-middleware', version: release.version };
    const callbackUri = this.externalUrl && `${this.externalUrl}/cb`;
    const workload = httpWorkload(this, {
      owner,
      group,
      props,
      image: props.image,
      config: config({ ...props, authorizationUrl, tokenUrl, callbackUri }),
      args: (path) => ['-c', path],
      port: http,
      memory: Size.gibibytes(1),
      cpu: Cpu.millis(100),
      scheduling: singleScheduling(props.placement ?? Placement.spread()),
      imagePullSecrets: release.imagePullSecrets,
    });
    recreatedDeployment(this, 'Deployment', workload, { minReadySeconds: 0, startupBudgetSeconds: props.startupBudget?.toSeconds() ?? STARTUP_SECONDS });
    service(this, 'Service', { name: id, group, ports: { http: { port: http } } });
    const policy = new AccessPolicy(this, group, id, props.egress);
    this._admitClient = (peer) => policy.admit(peer, http);
    (props.clients ?? []).forEach(this._admitClient);
    (props.metricsClients ?? []).forEach((peer) => policy.admit(peer, PORTS.metrics));
  }
}

class ImportedMiddleware extends Construct implements IOAuth2Middleware {
  public readonly endpoint: Endpoint;
  public readonly externalUrl: string | undefined;

  public constructor(scope: Construct, id: string, { endpoint, externalUrl }: OAuth2MiddlewareAttributes) {
    super(scope, id);
    this.endpoint = endpoint;
    this.externalUrl = externalUrl && requireUrl(`OAuth 2.0 middleware '${id}': externalUrl`, externalUrl, ['https', 'http']).replace(/\/$/, '');
  }
}
