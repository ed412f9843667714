import { Check } from '../check';
import { listAt, textAt } from '../read';

const OPEN = ['wildcard', 'unsafe-jwt-hmac-256'];

export const LEDGER_API_AUTHENTICATION: Check = {
  id: 'ledger-api-authentication',
  severity: 'warning',
  sentence: 'The Ledger API demands tokens that are signed with a key pair.',
  why: 'With no auth-services, or a wildcard one, every client may act for every party (facts A.10).',
  fix: 'Set ledger-api.auth-services to jwt-rs-256-jwks (jwt-jwks in Canton 3), jwt-rs-256-crt, jwt-es-256-crt or jwt-es-512-crt.',
  find: (deployment) => deployment.nodes.filter(({ node }) => node.kind === 'participant').flatMap(({ workload, node }) => {
    const services = listAt(node.tree, 'ledger-api', 'auth-services').map((service) => textAt(service, 'type') ?? '');
    const open = services.filter((type) => OPEN.includes(type));
    return services.length > 0 && open.length === 0 ? [] : [{
      object: workload.id,
      message: `auth-services of ${node.text} must be of a jwt- type, got ${open.join(' and ') || 'none'}`,
    }];
  }),
};
