import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { indexText, PublishedPart } from '../../lib/scaling/directory/published';
import { directoryText, pinLine, shardLine } from '../scaling/directory/fixtures';
import { ShardRouter, UnknownNameError } from 'cdk8s-canton/client';

const SHARDS = ['a', 'b'].map((name) => ({ name, state: 'open', ledgerApi: `https://p-${name}.iou.svc:4001`, jsonApi: `http://p-${name}-json-api.iou.svc:7575` }));
const A = { shard: 'a', state: 'open', ledgerApi: { host: 'p-a.iou.svc', port: 4001, tls: true }, jsonApi: { host: 'p-a-json-api.iou.svc', port: 7575, tls: false } };

let folder: string;
let routers: ShardRouter[];
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-client-'));
  routers = [];
});
afterEach(() => {
  routers.forEach((router) => router.close());
  fs.rmSync(folder, { recursive: true });
});

/** Mounts files as the kubelet does: a folder with a new name, and a symbolic link that is swapped to it. */
function mount(files: { [file: string]: string }): void {
  const version = fs.mkdtempSync(path.join(folder, '..version-'));
  Object.entries(files).forEach(([file, text]) => {
    fs.writeFileSync(path.join(version, file), text);
    if (!fs.existsSync(path.join(folder, file))) {
      fs.rmSync(path.join(folder, file), { force: true });
      fs.symlinkSync(path.join('..data', file), path.join(folder, file));
    }
  });
  fs.symlinkSync(path.basename(version), path.join(folder, '..data_tmp'));
  fs.renameSync(path.join(folder, '..data_tmp'), path.join(folder, '..data'));
}

function publish(...texts: string[]): void {
  const parts = texts.map((text, index): PublishedPart => ({ file: `parties-${index}.jsonl`, text }));
  mount({ 'shards.json': indexText('test', SHARDS, parts, undefined), ...Object.fromEntries(parts.map(({ file, text }) => [file, text])) });
}

function open(options: Parameters<typeof ShardRouter.fromDirectory>[1] = {}): ShardRouter {
  const router = ShardRouter.fromDirectory(folder, { lookEveryMs: 20, ...options });
  routers.push(router);
  return router;
}

/** Waits until something is so; where it throws, it is not so yet. */
async function until(isSo: () => boolean): Promise<void> {
  const done = () => {
    try {
      return isSo();
    } catch {
      return false;
    }
  };
  for (let tries = 0; !done() && tries < 250; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(isSo()).toBe(true);
}

test('a party and a user are found in any part', () => {
  publish(`${pinLine('alice', 'a')}\n`, `${pinLine('bob::1220ab', 'b')}\n${pinLine('ops', 'a', 'user')}\n`);
  const router = open();
  expect(router.route('alice')).toEqual(A);
  expect(router.route('alice::1220cd')).toEqual(A);
  expect(router.route('bob::1220ab').shard).toBe('b');
  expect(router.routeUser('ops')).toEqual(A);
  expect(router.routes.map(({ shard }) => shard)).toEqual(['a', 'b']);
});

test('nobody knows a stranger, and the error says what to do', () => {
  publish(`${pinLine('alice', 'a')}\n`);
  expect(() => open().route('zed')).toThrow(new UnknownNameError('party', 'zed', folder));
  expect(() => open().routeUser('alice')).toThrow(`user 'alice' is in no shard by ${folder}; find one with 'npx cdk8s-canton shard assign --user alice', `
    + 'apply the manifests, and wait until the cluster has brought them here (about a minute)');
});

test('it follows the files that the kubelet swaps', async () => {
  publish(`${pinLine('alice', 'a')}\n`);
  const router = open();
  publish(`${pinLine('alice', 'a')}\n${pinLine('bob', 'b')}\n`, `${pinLine('carol', 'b')}\n`);
  await until(() => router.route('carol').shard === 'b' && router.route('bob').shard === 'b');
  expect(router.route('alice')).toEqual(A);
});

test('it goes on with what it knows while parts and list are not of one publication', async () => {
  publish(`${pinLine('alice', 'a')}\n`);
  const errors: string[] = [];
  const router = open({ onError: ({ message }) => errors.push(message) });
  const index = fs.readFileSync(path.join(folder, 'shards.json'), 'utf8');
  mount({ 'shards.json': index, 'parties-0.jsonl': `${pinLine('bob', 'b')}\n` });
  await until(() => errors.length > 0);
  expect(errors[0]).toBe(`${folder}/parties-0.jsonl is not the one that shards.json lists: the cluster is bringing a new directory; try again in a minute`);
  expect(router.route('alice')).toEqual(A);
  publish(`${pinLine('bob', 'b')}\n`);
  await until(() => router.route('bob').shard === 'b');
});

test('the file may be on a volume of the operator\'s, as it is in git', async () => {
  mount({ 'shards.json': indexText('test', SHARDS, [], 'parties.jsonl') });
  const volume = path.join(folder, 'volume');
  fs.mkdirSync(volume);
  fs.writeFileSync(path.join(volume, 'parties.jsonl'), directoryText(shardLine('a'), shardLine('b'), pinLine('alice', 'a')));
  const router = open({ volume });
  expect(router.route('alice')).toEqual(A);
  fs.appendFileSync(path.join(volume, 'parties.jsonl'), `${pinLine('alicia', 'b')}\n`);
  await until(() => router.route('alicia').shard === 'b');
});

describe('refuses', () => {
  test('a volume that nobody says where it is', () => {
    mount({ 'shards.json': indexText('test', SHARDS, [], 'parties.jsonl') });
    expect(open).toThrow(`${folder}/shards.json says that parties are on a volume, in parties.jsonl; say where it is mounted: ShardRouter.fromDirectory('${folder}', { volume: '<path>' })`);
  });

  test('a list of another version', () => {
    mount({ 'shards.json': '{"schema":"cdk8s-canton/shards","version":2}' });
    expect(open).toThrow(`${folder}/shards.json must be of schema cdk8s-canton/shards, version 1, got cdk8s-canton/shards, version 2; use the client of the library's version`);
  });

  test('a part that is not as it was written', () => {
    publish('{"party":"ali');
    expect(open).toThrow(`${folder}/parties-0.jsonl:1: must be one JSON object, got "{\\"party\\":\\"ali"`);
  });
});

test('it needs nothing of cdk8s', () => {
  const script = 'require("./lib/client"); console.log(Object.keys(require.cache).filter((file) => /node_modules.(cdk8s|constructs|aws-cdk)/.test(file)).length)';
  const { stdout, stderr } = spawnSync(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', script], { encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' });
});
