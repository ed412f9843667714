import { Loose } from './fixture-parts';
import { goodDeployment } from './fixtures';
import { Deployment, KubeObject } from '../../lib/checks';
import { databasesOf } from '../../lib/checks/database-uses';
import { parseHocon } from '../../lib/services/parsed-manifests';

const container = (more: object) => ({ name: 'main', image: 'canton-enterprise:2.10.4', volumeMounts: [{ name: 'config', mountPath: '/etc/canton' }], ...more });

/** A Deployment of one container whose volume `config` is the ConfigMap `config`. */
function workload(name: string, main: object, more: object = {}): KubeObject {
  const spec = { containers: [container(main)], volumes: [{ name: 'config', configMap: { name: 'config' } }] };
  return { kind: 'Deployment', metadata: { name }, spec: { ...more, template: { metadata: { labels: { app: name } }, spec } } };
}

const participant = (databaseName: string, more: object = {}) => ({
  canton: { participants: { bank: { storage: { type: 'postgres', config: { properties: { serverName: '${HOST}', databaseName, user: 'bank' } } }, ...more } } },
});

test('lists are taken apart', () => {
  const items = goodDeployment().objects as KubeObject[];
  const deployment = Deployment.of([{ kind: 'List', items } as KubeObject]);
  expect(deployment.workloads.length).toBe(Deployment.of(items).workloads.length);
});

test('without configuration, rules that need it say nothing', () => {
  const draft = goodDeployment();
  Object.keys(draft.configs).forEach((file) => delete draft.configs[file]);
  expect(draft.judge()).toEqual([]);
});

describe('configuration', () => {
  const node = (main: object, configs: [string, Loose][]) => Deployment.of([workload('bank', main)], new Map(configs)).nodes[0];

  test('of several files is merged in the order of the arguments', () => {
    const configs: [string, Loose][] = [
      ['default/config/override.conf', participant('later', { replication: { enabled: false } })],
      ['default/config/base.conf', participant('base')],
    ];
    const args = ['daemon', '-c', '/etc/canton/base.conf,/etc/canton/override.conf'];
    expect(node({ args }, configs).node).toMatchObject({ name: 'bank', kind: 'participant', tree: { replication: { enabled: false } } });
    expect(node({ args }, configs).node.database?.name).toBe('later');
    expect(node({ args: args.slice(0, 2).concat('/etc/canton/base.conf') }, configs).node.database?.name).toBe('base');
  });

  test('may be mounted under another name, or as a single file', () => {
    const configs = new Map([['default/config/a.conf', participant('a') as Loose]]);
    const renamed = workload('bank', { args: ['--config=/etc/canton/b.conf'] }) as Loose;
    renamed.spec.template.spec.volumes[0].configMap.items = [{ key: 'a.conf', path: 'b.conf' }];
    const single = workload('bank', { args: ['--config=/canton.conf'], volumeMounts: [{ name: 'config', mountPath: '/canton.conf', subPath: 'a.conf' }] });
    expect(Deployment.of([renamed], configs).nodes.length).toBe(1);
    expect(Deployment.of([single], configs).nodes.length).toBe(1);
  });

  test('has its variables put in, from literals, ConfigMaps and Secrets', () => {
    const hosts: [object, string][] = [
      [{ env: [{ name: 'HOST', value: 'db' }] }, 'db:5432'],
      [{ env: [{ name: 'HOST', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] }, 'secret default/s#k:5432'],
      [{ env: [{ name: 'HOST', valueFrom: { configMapKeyRef: { name: 'env', key: 'HOST' } } }] }, 'from-map:5432'],
      [{ envFrom: [{ configMapRef: { name: 'env' } }] }, 'from-map:5432'],
      [{}, '${HOST}:5432'],
    ];
    const env: KubeObject = { kind: 'ConfigMap', metadata: { name: 'env' }, data: { HOST: 'from-map' } };
    const configs = new Map([['default/config/a.conf', participant('a') as Loose]]);
    const servers = hosts.map(([main]) => Deployment.of([workload('bank', main), env], configs).nodes[0].node.database?.server);
    expect(servers).toEqual(hosts.map(([, server]) => server));
  });

  test('in HOCON keeps its substitutions', async () => {
    const text = 'a = ${X} // ${C}\nb = "jdbc:postgresql://"${?H}":5432/d", c = "${not} one" # ${D}\nd { e = off, f = null, g = [1, yes] }';
    expect(await parseHocon(text)).toEqual({ a: '${X}', b: 'jdbc:postgresql://${H}:5432/d', c: '${not} one', d: { e: 'off', f: null, g: [1, 'yes'] } });
  });
});

describe('services', () => {
  const two = (first: object, second: object) => Deployment.of([workload('a', {}), workload('b', { volumeMounts: [{ name: 'config', mountPath: '/x' }] })].map((object, index) => {
    (object as Loose).spec.template.spec.volumes[0].configMap.name = `config-${index}`;
    return object;
  }), new Map([['default/config-0/a.conf', first as Loose], ['default/config-1/a.conf', second as Loose]]));

  test('of others: one node on one database in two workloads is one service', () => {
    expect(two(participant('bank'), participant('bank')).groups.map(({ replicas }) => replicas)).toEqual([2]);
    expect(two(participant('bank'), participant('other')).groups.map(({ replicas }) => replicas)).toEqual([1, 1]);
  });

  test('have the number of pods that their autoscaler keeps', () => {
    const scaler = (kind: string, spec: object): KubeObject => ({ kind, metadata: { name: 's' }, spec: { scaleTargetRef: { kind: 'Deployment', name: 'bank' }, ...spec } });
    const of = (...objects: KubeObject[]) => Deployment.of([workload('bank', {}, { replicas: 7 }), ...objects]).workloads[0];
    expect(of()).toMatchObject({ replicas: 7, maxReplicas: 7 });
    expect(of(scaler('HorizontalPodAutoscaler', { minReplicas: 2, maxReplicas: 4 }))).toMatchObject({ replicas: 2, maxReplicas: 4 });
    expect(of(scaler('ScaledObject', { minReplicaCount: 3, maxReplicaCount: 5 }))).toMatchObject({ replicas: 3, maxReplicas: 5 });
  });
});

test('databases are found in data sources and in URLs of PostgreSQL and Oracle, and not inside the pod', () => {
  const storage = (config: object) => ({ canton: { mediators: { m: { storage: { type: 'postgres', config } } } } });
  const use = (tree: object) => databasesOf(Deployment.of([workload('w', {})], new Map([['default/config/a.conf', tree as Loose]])))
    .map(({ database }) => database);
  expect(use(storage({ url: 'jdbc:postgresql://db:5433/m?user=u&ssl=true' }))).toEqual([{ server: 'db:5433', name: 'm', user: 'u' }]);
  expect(use(storage({ url: 'jdbc:oracle:thin:@db:1521/L', user: 'M' }))).toEqual([{ server: 'jdbc:oracle:thin:@db:1521/L', name: 'M', user: 'M' }]);
  expect(use({ 'query-store': { 'base-config': { url: 'jdbc:postgresql://127.0.0.1:5432/q', user: 'q' } } })).toEqual([]);
});
