import { Chart } from 'cdk8s';
import { ALL_NODE_PROPS, AUTH, database } from './fixtures';
import {
  CantonRelease, ContainerImage, DomainManagerService, Endpoint, EthereumSequencer, Exposure, FabricSequencer, Hocon, MediatorService, NetworkPeer,
  NodeOperation, ParticipantService, PostgresReplication, PostgresServer, PostgresTls, PostgresUser,
  SecretKey, SequencerAccess, SequencerDriver, SequencerDriverJar, SequencerService, SequencerServiceProps, Tls,
  TotalNodeCount,
} from '../../lib';
import { config, manifests, Manifest, names, only, testChart } from '../support/chart';

const JAR = SequencerDriverJar.image(ContainerImage.of('registry.bank.example/canton-drivers:2.10.1'), '/drivers/canton-drivers-2.10.1.jar');

function fabricSequencer(index: number): FabricSequencer {
  return {
    storage: database(`fabric${index}`),
    peers: [Endpoint.of(`peer${index}.org1.example.com`, 7051), Endpoint.of('peer9.org2.example.com', 7051)],
    config: Hocon.of({
      channel: { name: 'iou', chaincode: { name: 'sequencer' } },
      user: { key: Hocon.secretFile(SecretKey.of(`fabric-user-${index}`, 'user.key'), 'private key of the Fabric user') },
    }),
  };
}

function ethereumSequencer(index: number): EthereumSequencer {
  return {
    storage: database(`ethereum${index}`),
    account: `0x${String(index).padStart(40, 'aB')}`,
    client: Endpoint.of(`besu-${index}.example.com`, 8545),
    config: Hocon.of({ wallet: { password: Hocon.secret('WALLET_PASSWORD', SecretKey.of(`wallet-${index}`, 'password'), 'password of the wallet') } }),
  };
}

const fabric = (count = 2) => SequencerDriver.fabric({ jar: JAR, sequencers: range(count).map(fabricSequencer) });
const ethereum = (count = 2) => SequencerDriver.ethereum({ jar: JAR, sequencers: range(count).map(ethereumSequencer) });

function domainOn(driver: SequencerDriver, open = false): Chart {
  const chart = testChart();
  const sequencer = new SequencerService(chart, 'sequencer', { driver });
  const mediator = new MediatorService(chart, 'mediator', { sequencer, storage: database('mediator') });
  const manager = new DomainManagerService(chart, 'manager', { sequencer, mediators: [mediator], storage: database('manager'), open });
  new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, domains: [manager] });
  return chart;
}

test('two sequencers on Fabric, each a node of its own', () => {
  const chart = testChart();
  new SequencerService(chart, 'sequencer', { driver: fabric() });
  expect(manifests(chart)).toMatchSnapshot();
});

test('every prop arrives in the manifests', () => {
  const chart = testChart();
  type Excluded = 'storage' | 'sharesDatabaseOf' | 'totalNodeCount' | 'replicas' | 'adminApiAuth';
  const props: Required<Omit<SequencerServiceProps, Excluded>> & { replicas: undefined } = {
    ...ALL_NODE_PROPS,
    replicas: undefined,
    driver: ethereum(3),
    release: CantonRelease.daml('2.10.5'),
    access: SequencerAccess.clientSide(),
    exposure: Exposure.gateway({
      host: 'domain.example.com', gatewayName: 'public', gatewayNamespace: 'gateways', listener: 'grpc', dataPlaneNamespace: 'envoy', backendCaConfigMapName: 'sequencer-ca',
    }),
    publicApiTls: Tls.fromSecret('public-tls'),
    publicApiClients: [NetworkPeer.namespace('ingress')],
  };
  new SequencerService(chart, 'sequencer', props);
  expect(manifests(chart)).toMatchSnapshot();
});

test('names and selectors are a contract: a change here is a major release', () => {
  const chart = testChart();
  new SequencerService(chart, 's', { driver: fabric() });
  expect(names(chart)).toEqual([
    expect.stringMatching(/^ConfigMap s-config-[0-9a-f]{10}$/), 'NetworkPolicy s', 'PodDisruptionBudget s', 'Service s', 'Service s-0', 'Service s-1',
    'Service s-instances', 'ServiceAccount s', 'StatefulSet s',
  ]);
  const labels = { 'app.kubernetes.io/name': 'canton', 'app.kubernetes.io/instance': 's', 'app.kubernetes.io/component': 'sequencer' };
  expect(only(chart, 'StatefulSet', 's').spec).toMatchObject({ replicas: 2, serviceName: 's-instances', selector: { matchLabels: labels } });
  expect(only(chart, 'Service', 's-1').spec.selector).toEqual({ ...labels, 'statefulset.kubernetes.io/pod-name': 's-1' });
});

test('each has its own name, database and keys of the driver, and nothing that makes instances of one node', () => {
  const chart = testChart();
  new SequencerService(chart, 'sequencer', { driver: fabric() });
  for (const index of [0, 1]) {
    const text = config(chart, 'sequencer-config', `sequencer-${index}.conf`);
    expect(text).toMatch(new RegExp(`sequencers \\{\\s+sequencer-${index} \\{`));
    expect(text).toContain(`databaseName = "fabric${index}"`);
    expect(text).toContain(`key = "/secrets/fabric-user-${index}/user.key"`);
    expect(text).toMatch(/type = "fabric"/);
    expect(text).not.toMatch(/high-availability|replication/);
  }
});

test('each pod reads the file that is called as it is, with secrets of its own behind variables of its own', () => {
  const chart = testChart();
  new SequencerService(chart, 'sequencer', { driver: ethereum() });
  const [{ args, env }]: Manifest['spec'][] = only(chart, 'StatefulSet', 'sequencer').spec.template.spec.containers;
  expect(args[1]).toBe('--config=/etc/canton/$(POD_NAME).conf');
  expect(env).toContainEqual({ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } });
  expect(env).toContainEqual({ name: 'EXTRA_CLASSPATH', value: '/drivers/canton-drivers-2.10.1.jar' });
  for (const index of [0, 1]) {
    expect(config(chart, 'sequencer-config', `sequencer-${index}.conf`)).toContain(`password = \${WALLET_PASSWORD_${index}}`);
    expect(env).toContainEqual({ name: `WALLET_PASSWORD_${index}`, valueFrom: { secretKeyRef: { name: `wallet-${index}`, key: 'password' } } });
    expect(env).toContainEqual({ name: `POSTGRES_PASSWORD_${index}`, valueFrom: { secretKeyRef: { name: `ethereum${index}-db`, key: 'password' } } });
  }
});

test('how their databases replicate is said where it is the same for all', () => {
  const replication = (...kinds: PostgresReplication[]) => {
    const chart = testChart();
    const server = (id: string, kind: PostgresReplication) => (
      PostgresServer.external({ id, host: id, tls: PostgresTls.verifyFull(SecretKey.of('ca', 'ca.crt')), replication: kind })
    );
    const sequencers = kinds.map((kind, index) => ({ ...fabricSequencer(index), storage: server(`pg${index}`, kind).database('s', PostgresUser.fromSecret('db')) }));
    new SequencerService(chart, 'sequencer', { driver: SequencerDriver.fabric({ jar: JAR, sequencers }) });
    return only(chart, 'StatefulSet', 'sequencer').metadata.annotations['cdk8s-canton/replication'];
  };
  expect(replication(PostgresReplication.none(), PostgresReplication.none())).toBe('none');
  expect(replication(PostgresReplication.none(), PostgresReplication.synchronous())).toBeUndefined();
});

test('the checks of the deployment are content with it', () => {
  expect(domainOn(fabric()).node.root.node.validate()).toEqual([]);
  expect(domainOn(ethereum()).node.root.node.validate()).toEqual([]);
});

test('a secret as text in the keys of the driver fails the synthesis', () => {
  const chart = testChart();
  const [one] = range(1).map(ethereumSequencer);
  new SequencerService(chart, 'sequencer', {
    driver: SequencerDriver.ethereum({ jar: JAR, sequencers: [{ ...one, config: Hocon.of({ wallet: { password: 'hunter2' } }) }] }),
  });
  expect(chart.node.root.node.validate().join('\n')).toMatch(/no-secret-text/);
});

describe('members', () => {
  test('know each sequencer by a name of its own', () => {
    const sequencer = new SequencerService(testChart(), 'sequencer', { driver: fabric(3) });
    const hosts = range(3).map((index) => `sequencer-${index}.test.svc.cluster.local`);
    expect(sequencer.publicApis.map(({ host }) => host)).toEqual(hosts);
    expect(sequencer.adminApi.socketAddress).toBe('sequencer-0.test.svc.cluster.local:4402');
    expect(sequencer.replicas).toBe(3);
  });

  test('of the app hear of a new one from the manager, after the bootstrap Job has waited', () => {
    const chart = domainOn(fabric());
    const script = config(chart, 'manager-bootstrap-config', 'bootstrap.canton');
    expect(script).toContain('manager.setup.bootstrap_domain(orderers, members)');
    expect(script).toContain('onboard_new_sequencer(initialSequencer = established.head, newSequencer = orderer)');
    expect(config(chart, 'participant-connect-config', 'connect.canton')).toContain('uses these sequencers');
  });

  test('of an open domain hear of it there too, and need no admission', () => {
    const chart = domainOn(fabric(), true);
    const script = config(chart, 'participant-connect-config', 'connect.canton');
    expect(script).toContain('uses these sequencers');
    expect(script).not.toContain('set_state');
    const rule = only(chart, 'NetworkPolicy', 'manager').spec.ingress.find(({ ports }: { ports: { port: number }[] }) => ports[0].port === 4801);
    expect(JSON.stringify(rule.from)).toContain('"app.kubernetes.io/component":"participant-connect"');
  });

  test('are told of all of them by the bootstrap Job, which reaches the admin API of each', () => {
    const chart = domainOn(ethereum());
    const remote = config(chart, 'manager-bootstrap-config', 'remote.conf');
    expect(remote.match(/^ {4}sequencer-\d/gm)).toEqual(['    sequencer-0', '    sequencer-1']);
    expect(remote.match(/address = "sequencer-\d[^"]*"/g)).toHaveLength(4);
    const rule = only(chart, 'NetworkPolicy', 'sequencer').spec.ingress.find(({ ports }: { ports: { port: number }[] }) => ports[0].port === 4402);
    expect(JSON.stringify(rule.from)).toContain('"app.kubernetes.io/component":"domain-bootstrap"');
  });
});

test('adding a sequencer leaves the configuration of the others as it is', () => {
  const files = (count: number) => {
    const chart = testChart();
    new SequencerService(chart, 'sequencer', { driver: fabric(count) });
    return manifests(chart).find(({ kind }) => kind === 'ConfigMap')!.data;
  };
  const before = files(2);
  expect(Object.keys(before)).toEqual(['sequencer-0.conf', 'sequencer-1.conf']);
  expect(files(3)).toMatchObject(before);
});

test('maintenance takes the pods away, and a migration runs for each database', () => {
  const chart = testChart();
  new SequencerService(chart, 'sequencer', { driver: fabric(), operation: NodeOperation.MIGRATE });
  expect(only(chart, 'StatefulSet', 'sequencer').spec.replicas).toBe(0);
  const jobs = manifests(chart).filter(({ kind }) => kind === 'Job');
  expect(jobs.map(({ metadata }) => metadata.name)).toEqual([
    expect.stringMatching(/^sequencer-0-migrate-[0-9a-f]{10}$/), expect.stringMatching(/^sequencer-1-migrate-[0-9a-f]{10}$/),
  ]);
  for (const [index, { spec: { template: { spec: pod } } }] of jobs.entries()) {
    expect(pod.containers[0].args).toContain(`--config=/etc/canton/sequencer-${index}.conf`);
    expect(JSON.stringify(pod)).toContain(`fabric-user-${index}`);
    expect(JSON.stringify(pod)).not.toContain(`fabric-user-${1 - index}`);
  }
  expect(chart.node.root.node.validate()).toEqual([]);
});

describe('refuses', () => {
  const make = (props: Partial<SequencerServiceProps>) => () => new SequencerService(testChart(), 'sequencer', { driver: fabric(), ...props });
  const two = (over: Partial<EthereumSequencer>) => () => new SequencerService(testChart(), 'sequencer', {
    driver: SequencerDriver.ethereum({ jar: JAR, sequencers: [ethereumSequencer(0), { ...ethereumSequencer(1), ...over }] }),
  });

  test.each<[string, Partial<SequencerServiceProps>]>([
    ['storage', { storage: database('one') }], ['replicas', { replicas: 2 }], ['totalNodeCount', { totalNodeCount: TotalNodeCount.recommended() }],
  ])('%s beside a driver', (name, props) => {
    expect(make(props)).toThrow(new Error(`sequencer 'sequencer': ${name} must be left out: each sequencer of a driver is a node of its own`));
  });

  test('to share a database with others, or to let others share', () => {
    const chart = testChart();
    const sequencer = new SequencerService(chart, 'sequencer', { driver: fabric() });
    expect(make({ sharesDatabaseOf: sequencer })).toThrow(/sharesDatabaseOf must be left out/);
    expect(() => new SequencerService(chart, 'group', { sharesDatabaseOf: sequencer })).toThrow(new Error(
      'sequencer \'group\': sharesDatabaseOf must be a sequencer service of this app on an SQL database, got \'sequencer\', which is none (rule R45)',
    ));
  });

  test.each([SequencerAccess.service(), SequencerAccess.loadBalancer()])('access that leads to all instances', (access) => {
    expect(make({ access })).toThrow(new Error(
      'sequencer \'sequencer\': access must be SequencerAccess.clientSide() with a driver: anything that leads to all instances would lead members to a new one before it '
      + 'may serve them (rule R47); leave access out',
    ));
  });

  test('what is no driver', () => {
    expect(make({ driver: 'fabric' as never }))
      .toThrow(new Error('sequencer \'sequencer\': driver must be made by SequencerDriver.fabric, ethereum, reference or bft, got \'fabric\''));
  });

  test('an id that leaves no room for the number of a sequencer', () => {
    const id = 's'.repeat(29);
    expect(() => new SequencerService(testChart(), id, { driver: fabric() }))
      .toThrow(new Error(`sequencer '${id}-0': id must match [a-zA-Z0-9_-]{1,30}, as it is the Canton node name, got '${id}-0'`));
  });

  test('a database for two', () => {
    expect(two({ storage: database('ethereum0') })).toThrow(new Error(
      'sequencer \'sequencer-1\': database \'ethereum0\' on PostgreSQL server \'pg\' belongs to sequencer \'sequencer-0\' already; '
      + 'give each service a database of its own (rule R14)',
    ));
  });

  test('an account for two, however it is written, and a client for two', () => {
    const account = ethereumSequencer(0).account.toUpperCase().replace('X', 'x');
    expect(two({ account })).toThrow(new Error(
      `sequencer 'sequencer-1': Ethereum account ${account.toLowerCase()} belongs to sequencer 'sequencer-0' already; give each sequencer its own (rule R46)`,
    ));
    expect(two({ client: ethereumSequencer(0).client })).toThrow(new Error(
      'sequencer \'sequencer-1\': Ethereum client besu-0.example.com:8545 belongs to sequencer \'sequencer-0\' already; give each sequencer its own (rule R46)',
    ));
  });

  test('an account of two services of the app', () => {
    const chart = testChart();
    new SequencerService(chart, 'a', { driver: ethereum() });
    expect(() => new SequencerService(chart, 'b', {
      driver: SequencerDriver.ethereum({ jar: JAR, sequencers: [{ ...ethereumSequencer(1), storage: database('b0') }] }),
    })).toThrow(/^sequencer 'b-0': Ethereum account 0x\w{40} belongs to sequencer 'a-1' already/);
  });

  test.each(['0x12', 'ab'.repeat(20), `0x${'g'.repeat(40)}`])('%s, which is no account', (account) => {
    expect(two({ account })).toThrow(new Error(`Ethereum sequencer 1: account must be 0x and 40 hex digits, got '${account}'`));
  });

  test('one peer only, and the same peers twice, in whatever order', () => {
    const peers = (...hosts: string[]) => ({ ...fabricSequencer(0), peers: hosts.map((host) => Endpoint.of(host, 7051)) });
    const driver = (...sequencers: FabricSequencer[]) => () => SequencerDriver.fabric({ jar: JAR, sequencers });
    expect(driver(peers('a', 'a'))).toThrow(new Error('Fabric sequencer 0: peers must be two or more, so that one may fail (rule R46), got a:7051'));
    expect(driver(peers())).toThrow(new Error('Fabric sequencer 0: peers must be two or more, so that one may fail (rule R46), got none'));
    expect(driver(peers('a', 'b'), peers('a', 'c'), peers('b', 'a'))).toThrow(new Error(
      'Fabric sequencers 0 and 2: peers must differ, got a:7051, b:7051 twice; with another set each, members fail over from one to the other (rule R46)',
    ));
  });

  test('no sequencers, and keys that are no object', () => {
    expect(() => SequencerDriver.ethereum({ jar: JAR, sequencers: [] }))
      .toThrow(new Error('Ethereum driver: sequencers must name at least one sequencer, got a list of 0'));
    const keys = (value: unknown) => () => SequencerDriver.fabric({ jar: JAR, sequencers: [{ ...fabricSequencer(0), config: value as Hocon }] });
    const message = 'Fabric sequencer 0: config must be an object, what stands below sequencer.config, got';
    expect(keys({ user: 1 })).toThrow(new Error(`${message} an object of user; use Hocon.of({ ... })`));
    expect(keys(Hocon.of('x'))).toThrow(new Error(`${message} text; use Hocon.of({ ... })`));
  });
});

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
