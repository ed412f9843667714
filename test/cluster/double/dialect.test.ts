import * as fs from 'fs';
import * as path from 'path';
import { parseAll, Tree } from './config/hocon';
import { nodeOf } from './config/node-config';
import { CANTON_3_5, DAML_2_10, dialectOf } from './dialect';
import { filesOf } from './trial/app-config';
import { inTempFolder } from '../../support/tools';
import { CANTON_3_5 as LEDGER } from '../ledger/canton3';

const CREDENTIALS = { POSTGRES_USER: 'user', POSTGRES_PASSWORD: 'pa"ss', DRIVER_POSTGRES_USER: 'driver', DRIVER_POSTGRES_PASSWORD: 'other' };
/** Sequencers have theirs with a number. */
const ENV = Object.fromEntries(Object.entries(CREDENTIALS).flatMap(([name, value]) => ['', '_0', '_1'].map((end) => [`${name}${end}`, value])));

describe('the files of a ledger of Canton 3.5', () => {
  const files = Object.entries(filesOf(LEDGER.manifests())).filter(([name]) => name.endsWith('.conf'));
  const nodes = files.filter(([name]) => !name.endsWith('/remote.conf'));
  const read = (text: string) => parseAll([text], ENV);

  test('are those of its nodes and Jobs', () => {
    expect(files.map(([name]) => name).sort()).toEqual([
      'mediator-a/mediator.conf', 'mediator-b/mediator.conf', 'mediator-c/mediator.conf', 'mediator/mediator.conf', 'proxy-connect/remote.conf', 'proxy/participant.conf',
      'sequencer-two/sequencer-two-0.conf', 'sequencer-two/sequencer-two-1.conf', 'sequencer/sequencer-0.conf', 'sequencer/sequencer-1.conf',
      'sides-connect/remote.conf', 'sides/participant.conf', 'synchronizer-bootstrap/remote.conf', 'synchronizer-two-bootstrap/remote.conf',
    ]);
  });

  test('have the keys that Canton 3.5 knows', async () => {
    for (const [name, text] of files) {
      expect({ name, problems: CANTON_3_5.problems(await read(text)) }).toEqual({ name, problems: [] });
    }
  });

  test('of nodes are taken for those of Canton 3.5, as Daml 2.10 would refuse them', async () => {
    for (const [name, text] of nodes) {
      const tree = await read(text);
      expect({ name, isRight: dialectOf(tree) === CANTON_3_5 }).toEqual({ name, isRight: true });
      expect(DAML_2_10.problems(tree)).not.toEqual([]);
    }
  });

  test('say what a node is to open and where its databases are', async () => {
    const node = async (file: string) => nodeOf(await read(files.find(([name]) => name === file)![1]));
    expect(await node('proxy/participant.conf')).toMatchObject({
      database: { database: 'proxy', user: 'user' },
      httpHealth: { address: '0.0.0.0', port: 8080 },
      grpcHealth: { port: 4003 },
      jsonApi: { address: '0.0.0.0', port: 7575, pathPrefix: '' },
      timing: { passiveCheck: 1000, poolCheck: 500, activeCheck: 500, failedToFatal: 300_000 },
    });
    expect(await node('sequencer/sequencer-1.conf')).toMatchObject({
      name: 'sequencer-1', database: { database: 'sequencer-1', user: 'user' }, driver: { database: { database: 'sequencer-driver', user: 'driver' }, poll: 100, mustStayActive: false },
    });
    expect((await node('mediator/mediator.conf')).driver).toBeUndefined();
  });
});

test('the files of what a newcomer runs have the keys that Canton 3.5 knows, and no TLS', async () => {
  const files = inTempFolder((folder) => {
    process.env.CDK8S_OUTDIR = folder;
    try {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      require('../../../apps/try');
    } finally {
      delete process.env.CDK8S_OUTDIR;
    }
    return filesOf(fs.readdirSync(folder).map((file) => fs.readFileSync(path.join(folder, file), 'utf8')).join('\n---\n'));
  });
  const nodes = ['mediator/mediator.conf', 'participant/participant.conf', 'sequencer/sequencer-0.conf', 'sequencer/sequencer-1.conf'];
  expect(Object.keys(files).filter((name) => name.endsWith('.conf')).sort())
    .toEqual([...nodes.slice(0, 1), 'participant-connect/remote.conf', ...nodes.slice(1), 'synchronizer-bootstrap/remote.conf']);
  for (const name of nodes) {
    const tree = await parseAll([files[name]], ENV);
    expect({ name, problems: CANTON_3_5.problems(tree), isRight: dialectOf(tree) === CANTON_3_5 }).toEqual({ name, problems: [], isRight: true });
    const { adminApi, ledgerApi, publicApi, database } = nodeOf(tree);
    expect([adminApi, ledgerApi, publicApi].map((api) => api?.tls)).toEqual([undefined, undefined, undefined]);
    expect(database).toMatchObject({ host: 'postgres.canton-try.svc.cluster.local', sslmode: 'disable' });
  }
});

describe('a file for a node of Canton 3.5', () => {
  const storage = 'storage { type = postgres, config { dataSourceClass = x, properties { serverName = h, databaseName = d, user = u, password = p } } }';
  const participant = `canton.participants.p {
    ${storage}
    admin-api.port = 1, ledger-api.port = 2, http-ledger-api.port = 3
    monitoring { grpc-health-server.port = 4, http-health-server.port = 5 }
  }`;
  const sequencer = `canton.sequencers.s {
    ${storage}
    admin-api.port = 1, public-api.port = 2
    sequencer { type = reference, config { ${storage} } }
  }
  canton.monitoring.metrics.jvm-metrics.enabled = true`;
  const problems = async (...texts: string[]) => {
    const tree = await parseAll(texts, {});
    return [...dialectOf(tree).problems(tree), dialectOf(tree) === CANTON_3_5 ? 'as 3.5' : 'as 2.10'];
  };

  test('passes', async () => {
    expect(await problems(participant)).toEqual(['as 3.5']);
    expect(await problems(sequencer)).toEqual(['as 3.5']);
  });

  test.each([
    ['a port that is not set', participant, 'canton.participants.p.admin-api.port = null', ['missing key: canton.participants.p.admin-api.port']],
    ['a health server without its port', participant, 'canton.participants.p.monitoring.http-health-server { port = null, address = a }', [
      'missing key: canton.participants.p.monitoring.http-health-server.port',
    ]],
    ['a JSON API without a port', participant, 'canton.participants.p.http-ledger-api.port = null', [
      'missing key: canton.participants.p.http-ledger-api.port; or set canton.participants.p.http-ledger-api.enabled = false',
    ]],
    ['a JSON API without roots', participant, 'canton.participants.p.ledger-api.tls { cert-chain-file = a, private-key-file = b }', [
      'missing key: canton.participants.p.ledger-api.tls.trust-collection-file, which http-ledger-api needs',
    ]],
    ['the health server of 2.10', participant, 'canton.monitoring.health.check.type = is-active', ['unknown key: canton.monitoring.health.check.type']],
    ['a parameter of 2.10', participant, 'canton.participants.p.parameters.unique-contract-keys = no', ['unknown key: canton.participants.p.parameters.unique-contract-keys']],
    ['an embedded domain', participant, 'canton.domains.d.x = 1', ['unknown key: canton.domains.d.x']],
    ['a driver without its database', sequencer, 'canton.sequencers.s.sequencer.config = null', ['missing key: canton.sequencers.s.sequencer.config.storage']],
    ['sequencers on one database', sequencer, 'canton.sequencers.s.sequencer.type = database', [
      'canton.sequencers.s.sequencer.type = database needs canton.parameters.non-standard-config = yes, and is not supported',
    ]],
  ])('is refused with %s', async (_, good, more, expected) => {
    expect(await problems(good, more)).toEqual([...expected, 'as 3.5']);
  });

  test('needs no port for a JSON API that is off', async () => {
    expect(await problems(participant, 'canton.participants.p.http-ledger-api { port = null, enabled = false }')).toEqual(['as 3.5']);
  });

  const node = async (...texts: string[]) => nodeOf(await parseAll(texts, {}));

  test('is one of a BFT sequencer, alone, whose order is in its own database', async () => {
    const bft = 'canton.sequencers.s.sequencer { type = BFT, config = null }';
    expect((await node(sequencer, bft)).driver).toMatchObject({ database: { database: 'd' }, mustStayActive: true });
    await expect(node(sequencer, bft, 'canton.sequencers.s.sequencer.config.initial-network.peer-endpoints = [{ address = a, port = 1 }]'))
      .rejects.toThrow('the double plays a BFT sequencer without peers only');
  });

  test('can put its JSON API below a path', async () => {
    expect((await node(participant, 'canton.participants.p.http-ledger-api.path-prefix = json/')).jsonApi).toMatchObject({ port: 3, pathPrefix: '/json' });
    expect((await node(participant, 'canton.participants.p.http-ledger-api.enabled = false')).jsonApi).toBeUndefined();
  });
});

test('what suits both releases is taken for Daml 2.10', () => {
  expect(dialectOf({ canton: {} } as Tree)).toBe(DAML_2_10);
});
