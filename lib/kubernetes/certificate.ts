import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ClusterDomain } from './cluster-domain';
import { metadata, namespaceOf, PodGroup } from './identity';
import { rememberCertificate } from './watched';
import { Tls } from '../model/tls';

/** The APIs of a service that are protected by certificates, and the names that each is called by. */
export interface CertifiedApi {
  readonly tls: Tls;
  readonly hosts: string[];
}

/** The certificates that cert-manager is to keep: one a Secret, for the names of all APIs that use it. */
export function certificates(scope: Construct, group: PodGroup, apis: CertifiedApi[]): void {
  const secrets = [...new Set(apis.flatMap(({ tls }) => tls._issued?.secretName ?? []))];
  secrets.forEach((secretName, index) => {
    const sharing = apis.filter(({ tls }) => tls._issued?.secretName === secretName);
    const { duration, renewBefore, issuerName, issuerKind, issuerGroup } = sharing[0].tls._issued!;
    const dnsNames = [...new Set(sharing.flatMap(({ hosts }) => hosts.flatMap((host) => namesOf(scope, host))))];
    rememberCertificate(scope, { name: secretName, namespace: namespaceOf(scope), group });
    new ApiObject(scope, `Certificate${index}`, {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: metadata(scope, { kind: 'Certificate', name: secretName, group }),
      spec: {
        secretName,
        dnsNames,
        duration: `${duration.toHours()}h`,
        renewBefore: `${renewBefore.toHours()}h`,
        privateKey: { algorithm: 'RSA', size: 3072, encoding: 'PKCS8', rotationPolicy: 'Always' },
        usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'],
        issuerRef: { name: issuerName, kind: issuerKind, group: issuerGroup },
      },
    });
  });
}

/** Applications may leave the cluster's domain out of a Service's name. */
function namesOf(scope: Construct, host: string): string[] {
  const domain = `.${ClusterDomain._of(scope)}`;
  return host.endsWith(domain) ? [host, host.slice(0, -domain.length)] : [host];
}
