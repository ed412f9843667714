import { Construct } from 'constructs';
import { CantonNodeInstances } from './canton-node';
import { Router } from './router';
import { WorkloadProps } from './workload-props';
import { expose } from '../kubernetes/exposure';
import { AccessPolicy } from '../kubernetes/network-policy';
import { headlessService, service } from '../kubernetes/service';
import { CantonRelease } from '../model/canton-release';
import { Exposure } from '../model/exposure';
import { PORTS } from '../model/ports';
import { SequencerAccess } from '../model/sequencer-access';
import { Tls } from '../model/tls';

/** A sequencer's instances, and how members shall reach them. */
export interface SequencerFrontDescription {
  readonly access: SequencerAccess;
  readonly node: CantonNodeInstances;
  readonly publicApiTls: Tls;
  readonly release: CantonRelease;
  readonly replicas: number;
  readonly props: WorkloadProps & { readonly exposure?: Exposure };
}

/** What members meet. */
export interface SequencerFront {
  /** Who may connect. */
  readonly policy: AccessPolicy;
  readonly publicApiTls: Tls;
}

/** The Service `<id>`: of the instances themselves, or of the load balancer in front of them. */
export function sequencerFront(scope: Construct, description: SequencerFrontDescription): SequencerFront {
  const { access, node, publicApiTls, props: { exposure } } = description;
  const { publicApi: port } = PORTS.sequencer;
  const router = loadBalancer(scope, description);
  const group = router?.group ?? node.group;
  const policy = router?.policy ?? node.policy;
  service(scope, 'Service', { name: scope.node.id, group, ports: { 'public-api': { port } } });
  const tls = access._loadBalancer?.tls._reencrypt?.front ?? publicApiTls;
  if (exposure !== undefined) {
    expose(scope, exposure, { service: scope.node.id, protocol: 'grpc', tls: tls.enabled, port, targetPort: port, group, policy });
  }
  return { policy, publicApiTls: tls };
}

function loadBalancer(scope: Construct, { access, node, publicApiTls, release, replicas, props }: SequencerFrontDescription): Router | undefined {
  const { publicApi, httpHealth } = PORTS.sequencer;
  if (access._loadBalancer === undefined) {
    return undefined;
  }
  // HAProxy learns the instances from DNS, where only Ready ones are: their HTTP health says no more than that the process lives.
  const ready = `${scope.node.id}-ready`;
  headlessService(scope, 'ReadyService', { name: ready, group: node.group, ports: { 'public-api': { port: publicApi } } });
  const router = new Router(scope, 'Router', {
    router: access._loadBalancer,
    service: scope.node.id,
    hosts: [{ service: ready, addresses: 2 * replicas }],
    apis: { 'public-api': { port: publicApi, tls: publicApiTls } },
    healthPort: httpHealth,
    imagePullSecrets: release.imagePullSecrets,
    props,
  });
  node.policy.admit(router.pods, publicApi, httpHealth);
  return router;
}
