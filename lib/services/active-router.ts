import { Construct } from 'constructs';
import { WorkloadProps } from './workload-props';
import { activeRouterConfig, HARD_STOP_SECONDS } from '../config/haproxy/active-router';
import { configMap } from '../kubernetes/config-map';
import { disruptionBudget } from '../kubernetes/disruption-budget';
import { namespaceOf, PodGroup } from '../kubernetes/identity';
import { IngressPolicy, podsOf } from '../kubernetes/network-policy';
import { httpProbes } from '../kubernetes/probes';
import { replicaScheduling } from '../kubernetes/scheduling';
import { serviceAccount } from '../kubernetes/service-account';
import { replicaDeployment } from '../kubernetes/workload';
import { ProxyRouting } from '../model/active-routing';
import { NetworkPeer } from '../model/network-peer';
import { Placement } from '../model/placement';
import { PORTS } from '../model/ports';

/** User id of the official HAProxy images. */
const HAPROXY_USER = 99;
const CONFIG_PATH = '/etc/haproxy';
/** Endpoints forget a pod within this time; only then does it stop taking connections. */
const PRE_STOP_SECONDS = 5;
const STARTUP_SECONDS = 60;
const MIN_READY_SECONDS = 10;

/** An active-passive service behind a router. */
export interface ActiveRouterProps {
  readonly routing: ProxyRouting;
  /** Id of the service. */
  readonly service: string;
  /** Names of its instances' Services. */
  readonly instances: string[];
  /** APIs by name. */
  readonly apis: { [name: string]: number };
  readonly healthPort: number;
  readonly imagePullSecrets: string[];
  /** Those of the service: placement, priority and metrics clients. */
  readonly props: WorkloadProps;
}

/** HAProxy pods that send connections to the instance that is active. */
export class ActiveRouter extends Construct {
  /** The router's pods, as a group that Services select. */
  public readonly group: PodGroup;
  /** The router's pods, for those who must let them in. */
  public readonly pods: NetworkPeer;
  /** Who may connect to the router. */
  public readonly policy: IngressPolicy;

  public constructor(scope: Construct, id: string, { routing, service, instances, apis, healthPort, imagePullSecrets, props }: ActiveRouterProps) {
    super(scope, id);
    const name = `${service}-router`;
    const domain = `${namespaceOf(this)}.svc.${routing.clusterDomain}`;
    const file = activeRouterConfig({
      routing, apis, healthPort, statusPort: PORTS.proxyStatus, instanceHosts: instances.map((instance) => `${instance}.${domain}`),
    });
    this.group = { name: 'haproxy', instance: service, component: 'router' };
    this.pods = podsOf(this, this.group);
    this.policy = new IngressPolicy(this, this.group, name);
    (props.metricsClients ?? []).forEach((peer) => this.policy.admit(peer, PORTS.proxyStatus));

    const account = serviceAccount(this, this.group, name);
    const config = configMap(this, 'Config', this.group, `${name}-config`, [file]);
    disruptionBudget(this, this.group, name, routing.replicas);
    replicaDeployment(this, 'Deployment', {
      name,
      secrets: [],
      pod: {
        group: this.group,
        user: HAPROXY_USER,
        serviceAccount: account,
        scheduling: replicaScheduling(this.group, props.placement ?? Placement.spread()),
        gracePeriodSeconds: PRE_STOP_SECONDS + HARD_STOP_SECONDS + 10,
        imagePullSecrets,
        priorityClass: props.priorityClassName,
        config: { configMap: config, path: CONFIG_PATH },
        containers: [{
          name: 'haproxy',
          image: routing.image,
          command: ['haproxy', '-db', '-f', `${CONFIG_PATH}/${file.name}`],
          ports: { ...apis, status: PORTS.proxyStatus },
          resources: routing.resources,
          probes: httpProbes('status', { live: '/healthz', ready: '/healthz' }, STARTUP_SECONDS),
          preStop: { exec: { command: ['/bin/sleep', String(PRE_STOP_SECONDS)] } },
        }],
      },
    }, { replicas: routing.replicas, minReadySeconds: MIN_READY_SECONDS, startupBudgetSeconds: STARTUP_SECONDS });
  }
}
