import { Duration } from 'cdk8s';
import { AUTH, database } from './fixtures';
import {
  ActiveRouting, CertificateOptions, JsonApiService, NetworkPeer, ParticipantService, ParticipantServiceProps, RouterTls, SequencerAccess,
  SequencerService, Tls,
} from '../../lib';
import { config, Manifest, named, only, testChart } from '../support/chart';

function participantWith(props: Partial<ParticipantServiceProps>) {
  const chart = testChart();
  const participant = new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, ...props });
  return { chart, participant };
}

describe('Tls.fromCertManager()', () => {
  const issued = (options: Partial<CertificateOptions> = {}) => Tls.fromCertManager('participant-tls', { issuerName: 'ledger-ca', ...options });

  test('asks for a certificate as Canton reads it: PKCS8, for the names that clients call', () => {
    const { chart } = participantWith({ ledgerApiTls: issued(), adminApiTls: issued() });
    expect(only(chart, 'Certificate', 'participant-tls').spec).toEqual({
      secretName: 'participant-tls',
      dnsNames: ['participant.test.svc.cluster.local', 'participant.test.svc'],
      duration: '2160h',
      renewBefore: '720h',
      privateKey: { algorithm: 'RSA', size: 3072, encoding: 'PKCS8', rotationPolicy: 'Always' },
      usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'],
      issuerRef: { name: 'ledger-ca', kind: 'Issuer', group: 'cert-manager.io' },
    });
    expect(config(chart, 'participant-config', 'participant.conf')).toContain('private-key-file = "/secrets/participant-tls/tls.key"');
  });

  test('names every instance where clients call each of them', () => {
    const { chart } = participantWith({ ledgerApiTls: issued(), adminApiTls: Tls.disabled(), routing: ActiveRouting.clientSide() });
    expect(only(chart, 'Certificate', 'participant-tls').spec.dnsNames).toEqual([
      'participant.test.svc.cluster.local', 'participant.test.svc', 'participant-0.test.svc.cluster.local', 'participant-0.test.svc',
      'participant-1.test.svc.cluster.local', 'participant-1.test.svc',
    ]);
    const sequencers = testChart();
    const tls = Tls.fromCertManager('s-tls', { issuerName: 'ca', issuerKind: 'ClusterIssuer' });
    new SequencerService(sequencers, 's', { storage: database('s'), publicApiTls: tls, adminApiTls: tls, access: SequencerAccess.clientSide() });
    expect(only(sequencers, 'Certificate', 's-tls').spec.dnsNames).toEqual(
      ['s', 's-0', 's-1', 's-admin'].flatMap((name) => [`${name}.test.svc.cluster.local`, `${name}.test.svc`]),
    );
  });

  test('serves a router that ends TLS', () => {
    const tls = RouterTls.reencrypt({ front: Tls.fromCertManager('front-tls', { issuerName: 'public-ca' }) });
    const { chart } = participantWith({ routing: ActiveRouting.proxy({ tls }) });
    expect(only(chart, 'Certificate', 'front-tls').spec.dnsNames).toEqual(['participant.test.svc.cluster.local', 'participant.test.svc']);
  });

  test('demands certificates of clients where their Secret is named', () => {
    expect(issued({ clientSecretName: 'client-tls' }).isMutual).toBe(true);
    expect(issued().isMutual).toBe(false);
  });

  test('refuses a renewal that comes after the end', () => {
    expect(() => issued({ duration: Duration.days(10), renewBefore: Duration.days(10) })).toThrow(new Error(
      'certificate \'participant-tls\': renewBefore must be shorter than duration, got 10 and 10 days',
    ));
  });

  test('is asked for only where it is said', () => {
    expect(named(participantWith({}).chart, 'Certificate')).toEqual([]);
  });
});

describe('egress', () => {
  const egress = [NetworkPeer.cidr('10.9.0.0/16')];
  const destinations = ({ spec }: Manifest): string[] => spec.egress.map((rule: object) => JSON.stringify(rule));

  test('is free unless it is restricted', () => {
    expect(only(participantWith({}).chart, 'NetworkPolicy', 'participant').spec).toMatchObject({ policyTypes: ['Ingress'] });
  });

  test('goes to DNS anywhere and to the named peers', () => {
    const { chart } = participantWith({ egress });
    const { spec } = only(chart, 'NetworkPolicy', 'participant');
    expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(spec.egress).toEqual([
      { ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] }, { to: [{ ipBlock: { cidr: '10.9.0.0/16' } }] },
    ]);
  });

  test('goes to the services of the app that let the pods in, on their ports', () => {
    const { chart, participant } = participantWith({ egress });
    new JsonApiService(chart, 'json-api', { participant, egress: [] });
    const router = destinations(only(chart, 'NetworkPolicy', 'participant-router')).join();
    expect(router).toContain('"app.kubernetes.io/component":"participant"');
    expect(router).toContain('"port":8080');
    expect(destinations(only(chart, 'NetworkPolicy', 'json-api'))).toEqual([
      expect.stringContaining('"port":53'), expect.stringContaining('"app.kubernetes.io/component":"router"'),
    ]);
    expect(destinations(only(chart, 'NetworkPolicy', 'json-api')).join()).not.toContain('4002');
  });
});
