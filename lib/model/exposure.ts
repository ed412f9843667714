import { refuse, requireCidr, requireDnsLabel, requireDnsSubdomain, requirePort } from './validation';

/** A load balancer of the cloud in front of the service. */
export interface LoadBalancerExposureOptions {
  /** The only addresses that may connect, such as `203.0.113.0/24`; everybody is `0.0.0.0/0`, written out. */
  readonly clientCidrs: string[];

  /**
   * Annotations by which the cloud is told what to make.
   *
   * @default - none
   */
  readonly annotations?: { [annotation: string]: string };

  /**
   * Port of the load balancer.
   *
   * @default - the API's own
   */
  readonly port?: number;
}

/** An Ingress. */
export interface IngressExposureOptions {
  /** The host name; one exposure has it for itself. */
  readonly host: string;

  /** Secret with the certificate for the host (`tls.crt`, `tls.key`): TLS ends at the ingress controller. */
  readonly tlsSecretName: string;

  /** Namespace of the ingress controller's pods, which are let in. */
  readonly controllerNamespace: string;

  /**
   * The ingress class.
   *
   * @default 'nginx'
   */
  readonly className?: string;

  /**
   * Annotations beside those that tell NGINX the back-end's protocol and time-outs.
   *
   * @default - none
   */
  readonly annotations?: { [annotation: string]: string };
}

/** A route of a Gateway that somebody else runs. */
export interface GatewayExposureOptions {
  /** The host name; one exposure has it for itself. */
  readonly host: string;

  /** Name of the Gateway. Its listener ends TLS. */
  readonly gatewayName: string;

  /** Namespace of the Gateway. */
  readonly gatewayNamespace: string;

  /**
   * Namespace of the pods that carry the traffic, which are let in.
   *
   * @default - gatewayNamespace
   */
  readonly dataPlaneNamespace?: string;

  /**
   * ConfigMap with the root certificate of the service (key `ca.crt`), by which the Gateway checks it. Needed where the service's API is under TLS.
   *
   * @default - none: the API is plaintext
   */
  readonly backendCaConfigMapName?: string;

  /**
   * The listener of the Gateway.
   *
   * @default - every listener that admits the route
   */
  readonly listener?: string;
}

/** Whether and how an API is reached from outside the cluster. Admin APIs never are. */
export class Exposure {
  /** Not at all. */
  public static clusterInternal(): Exposure {
    return new Exposure(undefined, undefined, undefined);
  }

  /** By a Service of type LoadBalancer that has this one API only. TLS is the service's own. */
  public static loadBalancer(options: LoadBalancerExposureOptions): Exposure {
    if (options.clientCidrs.length === 0) {
      refuse('Exposure.loadBalancer: clientCidrs must name who may connect, got none; everybody is 0.0.0.0/0, written out');
    }
    options.clientCidrs.forEach((cidr) => requireCidr('Exposure.loadBalancer: clientCidrs', cidr));
    if (options.port !== undefined) {
      requirePort('Exposure.loadBalancer: port', options.port);
    }
    return new Exposure(options, undefined, undefined);
  }

  /** By an Ingress: for gRPC and WebSockets its controller must know both, as NGINX does. */
  public static ingress(options: IngressExposureOptions): Exposure {
    requireDnsSubdomain('Exposure.ingress: host', options.host);
    requireDnsSubdomain('Exposure.ingress: tlsSecretName', options.tlsSecretName);
    requireDnsLabel('Exposure.ingress: controllerNamespace', options.controllerNamespace);
    requireDnsSubdomain('Exposure.ingress: className', options.className ?? 'nginx');
    return new Exposure(undefined, options, undefined);
  }

  /** By a GRPCRoute or HTTPRoute of the Gateway API (`gateway.networking.k8s.io/v1`). */
  public static gateway(options: GatewayExposureOptions): Exposure {
    requireDnsSubdomain('Exposure.gateway: host', options.host);
    requireDnsSubdomain('Exposure.gateway: gatewayName', options.gatewayName);
    requireDnsLabel('Exposure.gateway: gatewayNamespace', options.gatewayNamespace);
    requireDnsLabel('Exposure.gateway: dataPlaneNamespace', options.dataPlaneNamespace ?? options.gatewayNamespace);
    requireDnsSubdomain('Exposure.gateway: listener', options.listener ?? 'any');
    requireDnsSubdomain('Exposure.gateway: backendCaConfigMapName', options.backendCaConfigMapName ?? 'none');
    return new Exposure(undefined, undefined, options);
  }

  private constructor(
    /** @internal */
    public readonly _loadBalancer: LoadBalancerExposureOptions | undefined,
    /** @internal */
    public readonly _ingress: IngressExposureOptions | undefined,
    /** @internal */
    public readonly _gateway: GatewayExposureOptions | undefined,
  ) {}
}
