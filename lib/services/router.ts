import { Construct } from 'constructs';
import { speltOut } from './spelt-out';
import { WorkloadProps } from './workload-props';
import { HARD_STOP_SECONDS, RouterApi, routerConfig } from '../config/haproxy/router';
import { certificates } from '../kubernetes/certificate';
import { configMap } from '../kubernetes/config-map';
import { disruptionBudget } from '../kubernetes/disruption-budget';
import { PodGroup, serviceHost } from '../kubernetes/identity';
import { AccessPolicy, podsOf } from '../kubernetes/network-policy';
import { httpProbes } from '../kubernetes/probes';
import { replicaScheduling } from '../kubernetes/scheduling';
import { serviceAccount } from '../kubernetes/service-account';
import { replicaDeployment } from '../kubernetes/workload';
import { NetworkPeer } from '../model/network-peer';
import { Placement } from '../model/placement';
import { PORTS } from '../model/ports';
import { RouterOptions } from '../model/router';

const CONFIG_PATH = '/etc/haproxy';
/** Endpoints forget a pod within this time; only then does it stop taking connections. */
const PRE_STOP_SECONDS = 5;
const STARTUP_SECONDS = 60;
const MIN_READY_SECONDS = 10;

/** A service behind a router. */
export interface RouterProps {
  readonly router: Required<RouterOptions>;
  /** Id of the service. */
  readonly service: string;
  /** Names of the Services that the router resolves, and how many addresses each may have at once. */
  readonly hosts: { readonly service: string; readonly addresses: number }[];
  readonly apis: { [name: string]: RouterApi };
  readonly healthPort: number;
  readonly imagePullSecrets: string[];
  /** Those of the service: placement, priority and metrics clients. */
  readonly props: WorkloadProps;
}

/** HAProxy pods that send connections to those instances of a service that may have them. */
export class Router extends Construct {
  /** The router's pods, as a group that Services select. */
  public readonly group: PodGroup;
  /** The router's pods, for those who must let them in. */
  public readonly pods: NetworkPeer;
  /** Who may connect to the router. */
  public readonly policy: AccessPolicy;

  public constructor(scope: Construct, id: string, { router, service, hosts, apis, healthPort, imagePullSecrets, props }: RouterProps) {
    super(scope, id);
    const name = `${service}-router`;
    const file = routerConfig({
      router,
      apis,
      healthPort,
      hosts: hosts.map((host) => ({ name: serviceHost(this, host.service), addresses: host.addresses })),
      statusPort: PORTS.proxyStatus,
      certificateName: serviceHost(this, service),
    });
    const ports = Object.fromEntries(Object.entries(apis).map(([api, { port }]) => [api, port]));
    this.group = { name: 'haproxy', instance: service, component: 'router' };
    this.pods = podsOf(this, this.group);
    this.policy = new AccessPolicy(this, this.group, name, props.egress);
    (props.metricsClients ?? []).forEach((peer) => this.policy.admit(peer, PORTS.proxyStatus));

    const front = router.tls._reencrypt?.front;
    certificates(this, this.group, front === undefined ? [] : [{ tls: front, hosts: [serviceHost(this, service)] }]);
    const account = serviceAccount(this, this.group, name);
    const config = configMap(this, 'Config', this.group, `${name}-config`, [file]);
    disruptionBudget(this, this.group, name, router.replicas);
    replicaDeployment(this, 'Deployment', {
      name,
      secrets: file.files,
      speltOut: speltOut({ placement: props.placement }),
      pod: {
        group: this.group,
        labels: props.podLabels,
        annotations: props.podAnnotations,
        serviceAccount: account,
        scheduling: replicaScheduling(this.group, props.placement ?? Placement.spread()),
        gracePeriodSeconds: PRE_STOP_SECONDS + HARD_STOP_SECONDS + 10,
        imagePullSecrets,
        priorityClass: props.priorityClassName,
        config: { configMap: config, path: CONFIG_PATH },
        secretFiles: file.files,
        containers: [{
          name: 'haproxy',
          image: router.image,
          command: ['haproxy', '-db', '-f', `${CONFIG_PATH}/${file.name}`],
          ports: { ...ports, status: PORTS.proxyStatus },
          resources: router.resources,
          probes: httpProbes('status', { live: '/livez', ready: '/readyz' }, STARTUP_SECONDS),
          preStop: { exec: { command: ['/bin/sleep', String(PRE_STOP_SECONDS)] } },
        }],
      },
    }, { replicas: router.replicas, minReadySeconds: MIN_READY_SECONDS, startupBudgetSeconds: STARTUP_SECONDS });
  }
}
