import { Construct } from 'constructs';
import { CantonNodeInstances } from './canton-node';
import { Router } from './router';
import { WorkloadProps } from './workload-props';
import { expose } from '../kubernetes/exposure';
import { AccessPolicy } from '../kubernetes/network-policy';
import { headlessService, service } from '../kubernetes/service';
import { ActiveRouting } from '../model/active-routing';
import { CantonRelease } from '../model/canton-release';
import { Exposure } from '../model/exposure';
import { PORTS } from '../model/ports';
import { Tls } from '../model/tls';
import { refuse } from '../model/validation';

/** A participant's instances, and how clients shall find the active one. */
export interface ParticipantFrontDescription {
  readonly owner: string;
  readonly routing: ActiveRouting;
  readonly node: CantonNodeInstances;
  readonly ledgerApiTls: Tls;
  readonly adminApiTls: Tls;
  readonly release: CantonRelease;
  readonly props: WorkloadProps & { readonly exposure?: Exposure };
}

/** What clients meet. */
export interface ParticipantFront {
  /** Who may connect. */
  readonly policy: AccessPolicy;
  readonly ledgerApiTls: Tls;
  readonly adminApiTls: Tls;
}

/** The Service `<id>`, with what is needed for it to lead to the active instance. */
export function participantFront(scope: Construct, description: ParticipantFrontDescription): ParticipantFront {
  const { routing, node, ledgerApiTls, adminApiTls } = description;
  const { ledgerApi, adminApi } = PORTS.participant;
  const ports = { 'ledger-api': { port: ledgerApi }, 'admin-api': { port: adminApi } };
  const router = activeRouter(scope, description);
  const group = router?.group ?? node.group;
  const policy = router?.policy ?? node.policy;
  const named = { name: scope.node.id, group, ports };
  if (routing._clientSide) {
    headlessService(scope, 'Service', named, true);
  } else {
    service(scope, 'Service', named);
  }
  const front = routing._proxy?.tls._reencrypt?.front;
  exposeLedgerApi(scope, description, { policy, group, tls: front ?? ledgerApiTls });
  return { policy, ledgerApiTls: front ?? ledgerApiTls, adminApiTls: front ?? adminApiTls };
}

function activeRouter(
  scope: Construct, { routing, node, ledgerApiTls, adminApiTls, release: { imagePullSecrets }, props }: ParticipantFrontDescription,
): Router | undefined {
  const { ledgerApi, adminApi, httpHealth } = PORTS.participant;
  if (routing._proxy === undefined) {
    return undefined;
  }
  const router = new Router(scope, 'Router', {
    router: routing._proxy,
    service: scope.node.id,
    // In a rollout an instance has two addresses for a while: the old pod's and its replacement's.
    hosts: node.instanceNames.map((instance) => ({ service: instance, addresses: 2 })),
    apis: { 'ledger-api': { port: ledgerApi, tls: ledgerApiTls }, 'admin-api': { port: adminApi, tls: adminApiTls } },
    healthPort: httpHealth,
    imagePullSecrets,
    props,
  });
  node.policy.admit(router.pods, ledgerApi, adminApi, httpHealth);
  return router;
}

function exposeLedgerApi(
  scope: Construct, { owner, routing, props: { exposure } }: ParticipantFrontDescription, { policy, group, tls }: Pick<ParticipantFront, 'policy'> & {
    group: CantonNodeInstances['group']; tls: Tls;
  },
): void {
  const { ledgerApi: port } = PORTS.participant;
  if (exposure === undefined) {
    return;
  }
  if (routing._clientSide) {
    refuse(`${owner}: exposure needs ActiveRouting.proxy(), as an ingress would also send clients to instances that stand by`);
  }
  expose(scope, exposure, { service: scope.node.id, protocol: 'grpc', tls: tls.enabled, port, targetPort: port, group, policy });
}
