import { AUTH, database, domain } from './fixtures';
import {
  ActiveRouting, DomainManagerService, Exposure, JsonApiService, MediatorService, ParticipantService, ParticipantServiceProps, RouterTls,
  SequencerAccess, SequencerService, SequencerServiceProps, Tls,
} from '../../lib';
import { config, Manifest, named, names, only, testChart } from '../support/chart';

function participantWith(props: Partial<ParticipantServiceProps>) {
  const chart = testChart();
  const participant = new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, ...props });
  return { chart, participant };
}

describe('ActiveRouting.clientSide()', () => {
  const make = () => participantWith({ routing: ActiveRouting.clientSide() });

  test('names all instances under the service\'s name, without a router and without an address of its own', () => {
    const { chart } = make();
    expect(named(chart, 'Deployment')).toEqual(['participant-0', 'participant-1']);
    expect(only(chart, 'Service', 'participant').spec).toMatchObject({
      clusterIP: 'None', publishNotReadyAddresses: true, selector: { 'app.kubernetes.io/component': 'participant' },
    });
  });

  test('leaves standbys Ready, with surge and a budget', () => {
    const { chart } = make();
    const { strategy, template } = only(chart, 'Deployment', 'participant-0').spec;
    expect(template.spec.containers[0].readinessProbe.grpc.service).toBe('liveness');
    expect(strategy.type).toBe('RollingUpdate');
    expect(named(chart, 'PodDisruptionBudget')).toEqual(['participant']);
  });

  test('tells every instance\'s own address, and wants certificates for them', () => {
    const { chart, participant } = make();
    expect(participant.instanceLedgerApis.map(String)).toEqual(['participant-0.test.svc.cluster.local:4001', 'participant-1.test.svc.cluster.local:4001']);
    expect(only(chart, 'Deployment', 'participant-0').metadata.annotations['cdk8s-canton/secrets']).toContain(
      'certificate chain for participant.test.svc.cluster.local, participant-0.test.svc.cluster.local, participant-1.test.svc.cluster.local',
    );
  });

  test('has the connect Job ask each instance which one is active', () => {
    const chart = testChart();
    const { manager } = domain(chart);
    new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, domains: [manager], routing: ActiveRouting.clientSide() });
    expect(config(chart, 'participant-connect-config', 'connect.canton')).toContain('active("the participant", Seq(');
    expect(config(chart, 'participant-connect-config', 'remote.conf')).toContain('address = "participant-1.test.svc.cluster.local"');
    const { from } = rule(only(chart, 'NetworkPolicy', 'participant'), 4002);
    expect(JSON.stringify(from)).toContain('participant-connect');
  });

  test('refuses an exposure, which would lead to standbys', () => {
    const exposure = Exposure.ingress({ host: 'ledger.example.com', tlsSecretName: 'tls', controllerNamespace: 'ingress' });
    expect(() => participantWith({ routing: ActiveRouting.clientSide(), exposure })).toThrow(new Error(
      'participant \'participant\': exposure needs ActiveRouting.proxy(), as an ingress would also send clients to instances that stand by',
    ));
  });
});

describe('RouterTls.reencrypt()', () => {
  const front = Tls.mutual('proxy-tls', { clientSecretName: 'app-tls' });
  const make = () => participantWith({ routing: ActiveRouting.proxy({ tls: RouterTls.reencrypt({ front, clientSecretName: 'proxy-client-tls' }) }) });

  test('shows clients the router\'s certificate, and the instances keep theirs', () => {
    const { chart, participant } = make();
    expect(participant.ledgerApiTls).toBe(front);
    expect(participant.adminApiTls).toBe(front);
    new JsonApiService(chart, 'json-api', { participant });
    expect(config(chart, 'json-api-config', 'json-api.conf')).toContain('cert-chain-file = "/secrets/app-tls/tls.crt"');
    expect(config(chart, 'participant-config', 'participant.conf')).toContain('cert-chain-file = "/secrets/participant-tls/tls.crt"');
  });

  test('mounts exactly the files that HAProxy reads, and lists them', () => {
    const { chart } = make();
    const router = only(chart, 'Deployment', 'participant-router');
    const { projected } = router.spec.template.spec.volumes.find(({ name }: { name: string }) => name === 'secrets');
    expect(projected.sources.map(({ secret }: any) => `${secret.name}: ${secret.items.map(({ key }: any) => key).join(' ')}`)).toEqual([
      'participant-tls: ca.crt', 'proxy-client-tls: tls.crt tls.key', 'proxy-tls: ca.crt tls.crt tls.key',
    ]);
    expect(router.metadata.annotations['cdk8s-canton/secrets']).toContain('client certificate of the router for participant.test.svc.cluster.local');
  });
});

function sequencerWith(props: Partial<SequencerServiceProps>) {
  const chart = testChart();
  const sequencer = new SequencerService(chart, 'sequencer', { storage: database('sequencer'), ...props });
  const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator') });
  const manager = new DomainManagerService(chart, 'manager', { sequencer, mediators: [mediator], storage: database('manager') });
  return { chart, sequencer, manager };
}

describe('SequencerAccess.clientSide()', () => {
  test('tells members the address of every instance: participants, mediators and manager', () => {
    const { chart, sequencer, manager } = sequencerWith({ access: SequencerAccess.clientSide(), replicas: 3 });
    const urls = ['0', '1', '2'].map((index) => `https://sequencer-${index}.test.svc.cluster.local:4401`);
    expect(manager.sequencerUrls).toEqual(urls);
    expect(sequencer.publicApis.map(({ host }) => `https://${host}:4401`)).toEqual(urls);
    const script = config(chart, 'manager-bootstrap-config', 'bootstrap.canton');
    expect(script).toContain(`.addEndpoints("${urls[1]}", "${urls[2]}")`);
    expect(script).toContain('manager.sequencer_connection.set(wanted)');
    expect(script).toContain('.foreach(_.sequencer_connection.set(wanted))');
  });

  test('bootstraps with exactly one of them', () => {
    const { chart } = sequencerWith({ access: SequencerAccess.clientSide() });
    const remote = config(chart, 'manager-bootstrap-config', 'remote.conf');
    expect(remote).toContain('address = "sequencer-0.test.svc.cluster.local"');
    expect(remote).not.toContain('address = "sequencer-1.test.svc.cluster.local"');
  });

  test('mounts the certificate that the script reads', () => {
    const { chart } = sequencerWith({ access: SequencerAccess.clientSide() });
    const job = only(chart, 'Job', named(chart, 'Job')[0]);
    expect(JSON.stringify(job.spec.template.spec.volumes)).toContain('sequencer-tls/ca.crt');
    expect(config(chart, 'manager-bootstrap-config', 'bootstrap.canton')).toContain('tryReadByteStringFromFile("/secrets/sequencer-tls/ca.crt")');
  });
});

describe('SequencerAccess.loadBalancer()', () => {
  const make = (props: Partial<SequencerServiceProps> = {}) => sequencerWith({ access: SequencerAccess.loadBalancer(), ...props });

  test('puts a router before the instances that are Ready, and keeps nobody on one of them', () => {
    const { chart } = make();
    expect(only(chart, 'Service', 'sequencer').spec).toMatchObject({ selector: { 'app.kubernetes.io/component': 'router' } });
    expect(only(chart, 'Service', 'sequencer').spec).not.toHaveProperty('sessionAffinity');
    const ready = only(chart, 'Service', 'sequencer-ready').spec;
    expect(ready).toMatchObject({ clusterIP: 'None', selector: { 'app.kubernetes.io/component': 'sequencer' } });
    expect(ready).not.toHaveProperty('publishNotReadyAddresses');
    expect(config(chart, 'sequencer-router-config', 'haproxy.cfg')).toContain('server-template instance-0- 4 sequencer-ready.test.svc.cluster.local:4401');
  });

  test('has sequencers answer health by HTTP, as a process that lives', () => {
    const { chart } = make();
    expect(config(chart, 'sequencer-config', 'sequencer.conf')).toMatch(/health \{\s+check \{\s+type = "always-healthy"/);
    expect(config(sequencerWith({}).chart, 'sequencer-config', 'sequencer.conf')).not.toContain('always-healthy');
  });

  test('lets members reach the router only, and the router the instances', () => {
    const { chart } = make();
    expect(JSON.stringify(rule(only(chart, 'NetworkPolicy', 'sequencer-router'), 4401).from)).toContain('"app.kubernetes.io/component":"mediator"');
    expect(rule(only(chart, 'NetworkPolicy', 'sequencer'), 4401).from).toEqual([
      { podSelector: { matchLabels: expect.objectContaining({ 'app.kubernetes.io/component': 'router' }) } },
    ]);
    expect(JSON.stringify(rule(only(chart, 'NetworkPolicy', 'sequencer'), 4402).from)).toContain('domain-bootstrap');
  });

  test('refuses to demand certificates that members do not have', () => {
    const tls = RouterTls.reencrypt({ front: Tls.mutual('proxy-tls', { clientSecretName: 'client-tls' }) });
    expect(() => make({ access: SequencerAccess.loadBalancer({ tls }) })).toThrow(/^sequencer 'sequencer': publicApiTls must not be mutual/);
  });
});

describe('Exposure', () => {
  const ingress = (host: string) => Exposure.ingress({ host, tlsSecretName: 'tls', controllerNamespace: 'ingress-nginx' });

  test('cluster-internal makes nothing', () => {
    const { chart } = participantWith({ exposure: Exposure.clusterInternal() });
    expect(names(chart)).toEqual(names(participantWith({}).chart));
  });

  test('by an Ingress: gRPC under TLS, streams that may be quiet, the controller let in at the router', () => {
    const { chart } = participantWith({ exposure: ingress('ledger.example.com') });
    const { metadata, spec } = only(chart, 'Ingress', 'participant');
    expect(metadata.annotations).toMatchObject({
      'nginx.ingress.kubernetes.io/backend-protocol': 'GRPCS', 'nginx.ingress.kubernetes.io/proxy-read-timeout': '3600',
    });
    expect(spec.rules[0].http.paths[0].backend.service).toEqual({ name: 'participant', port: { number: 4001 } });
    expect(rule(only(chart, 'NetworkPolicy', 'participant-router'), 4001).from).toEqual([
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } },
    ]);
  });

  test('by a load balancer: one API only, for named addresses only', () => {
    const { chart } = participantWith({ exposure: Exposure.loadBalancer({ clientCidrs: ['203.0.113.0/24'], port: 443 }) });
    const { spec } = only(chart, 'Service', 'participant-external');
    expect(spec).toMatchObject({ type: 'LoadBalancer', externalTrafficPolicy: 'Local', loadBalancerSourceRanges: ['203.0.113.0/24'] });
    expect(spec.ports).toEqual([{ name: 'grpc', port: 443, targetPort: 4001, protocol: 'TCP' }]);
    expect(rule(only(chart, 'NetworkPolicy', 'participant-router'), 4001).from).toEqual([{ ipBlock: { cidr: '203.0.113.0/24' } }]);
  });

  test('by a Gateway: a GRPCRoute for a sequencer, an HTTPRoute that says https for a JSON API', () => {
    const exposure = (host: string) => Exposure.gateway({ host, gatewayName: 'public', gatewayNamespace: 'gateways' });
    const { chart } = sequencerWith({ exposure: exposure('domain.example.com'), publicApiTls: Tls.disabled() });
    expect(only(chart, 'GRPCRoute', 'sequencer').spec).toEqual({
      parentRefs: [{ name: 'public', namespace: 'gateways' }], hostnames: ['domain.example.com'], rules: [{ backendRefs: [{ name: 'sequencer', port: 4401 }] }],
    });
    const { chart: other, participant } = participantWith({});
    new JsonApiService(other, 'json-api', { participant, exposure: exposure('json.example.com') });
    expect(JSON.stringify(only(other, 'HTTPRoute', 'json-api').spec.rules)).toContain('{"name":"X-Forwarded-Proto","value":"https"}');
    expect(rule(only(other, 'NetworkPolicy', 'json-api'), 3000).from).toEqual([{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateways' } } }]);
  });

  test('refuses one host for two', () => {
    const { chart, participant } = participantWith({ exposure: ingress('example.com') });
    expect(() => new JsonApiService(chart, 'json-api', { participant, exposure: ingress('example.com') })).toThrow(new Error(
      'service \'json-api\' in namespace \'test\': host \'example.com\' of an exposure belongs to service \'participant\' in namespace \'test\' already; '
      + 'give each exposure a host of its own',
    ));
  });

  test('refuses a load balancer for nobody', () => {
    expect(() => Exposure.loadBalancer({ clientCidrs: [] })).toThrow(new Error(
      'Exposure.loadBalancer: clientCidrs must name who may connect, got none; everybody is 0.0.0.0/0, written out',
    ));
  });
});

function rule(policy: Manifest, port: number): { from: object[] } {
  return policy.spec.ingress.find(({ ports }: { ports: { port: number }[] }) => ports[0].port === port);
}
