import { Construct } from 'constructs';
import { CantonNodeInstances } from './canton-node';
import { HttpLedgerApiOptions } from './http-ledger-api';
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
  /** The APIs that clients use, by name. */
  readonly apis: { readonly [name: string]: number };
  readonly ledgerApiTls: Tls;
  readonly adminApiTls: Tls;
  readonly release: CantonRelease;
  readonly props: WorkloadProps & { readonly exposure?: Exposure; readonly httpLedgerApi?: HttpLedgerApiOptions };
}

/** What a participant calls the JSON API that it serves itself: Canton's key, and the name of the port. */
export const HTTP_LEDGER_API = 'http-ledger-api';

/** What clients meet. */
export interface ParticipantFront {
  /** Who may connect. */
  readonly policy: AccessPolicy;
  readonly ledgerApiTls: Tls;
  readonly adminApiTls: Tls;
}

/** The Service `<id>`, with what is needed for it to lead to the active instance. */
export function participantFront(scope: Construct, description: ParticipantFrontDescription): ParticipantFront {
  const { routing, node, apis, ledgerApiTls, adminApiTls } = description;
  const ports = Object.fromEntries(Object.entries(apis).map(([name, port]) => [name, { port }]));
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
  exposeApis(scope, description, { policy, group, tls: front ?? ledgerApiTls });
  return { policy, ledgerApiTls: front ?? ledgerApiTls, adminApiTls: front ?? adminApiTls };
}

function activeRouter(
  scope: Construct, { routing, node, apis, ledgerApiTls, adminApiTls, release: { imagePullSecrets }, props }: ParticipantFrontDescription,
): Router | undefined {
  const { httpHealth } = PORTS.participant;
  if (routing._proxy === undefined) {
    return undefined;
  }
  const router = new Router(scope, 'Router', {
    router: routing._proxy,
    service: scope.node.id,
    // In a rollout an instance has two addresses for a while: the old pod's and its replacement's.
    hosts: node.instanceNames.map((instance) => ({ service: instance, addresses: 2 })),
    apis: Object.fromEntries(Object.entries(apis).map(([name, port]) => [name, {
      port, tls: name === 'admin-api' ? adminApiTls : ledgerApiTls, http1: name === HTTP_LEDGER_API,
    }])),
    healthPort: httpHealth,
    imagePullSecrets,
    props,
  });
  node.policy.admit(router.pods, ...Object.values(apis), httpHealth);
  return router;
}

function exposeApis(
  scope: Construct, { owner, routing, props: { exposure, httpLedgerApi } }: ParticipantFrontDescription, { policy, group, tls }: Pick<ParticipantFront, 'policy'> & {
    group: CantonNodeInstances['group']; tls: Tls;
  },
): void {
  const { id } = scope.node;
  const { ledgerApi, httpLedgerApi: http } = PORTS.participant;
  if (routing._clientSide && (exposure ?? httpLedgerApi?.exposure) !== undefined) {
    refuse(`${owner}: exposure needs ActiveRouting.proxy(), as an ingress would also send clients to instances that stand by`);
  }
  if (exposure !== undefined) {
    expose(scope, exposure, { service: id, protocol: 'grpc', tls: tls.enabled, port: ledgerApi, targetPort: ledgerApi, group, policy });
  }
  if (httpLedgerApi?.exposure !== undefined) {
    expose(new Construct(scope, 'HttpLedgerApi'), httpLedgerApi.exposure, {
      service: id, name: `${id}-http`, portName: HTTP_LEDGER_API, protocol: 'http', tls: tls.enabled, port: http, targetPort: http, group, policy,
    });
  }
}
