import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { indexText } from '../../lib/scaling/directory/published';
import { pinLine } from '../scaling/directory/fixtures';

test('the example prints where parties are served, and what to do about strangers', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-example-'));
  try {
    const part = { file: 'parties-0.jsonl', text: `${pinLine('alice', 'a')}\n` };
    const shard = { name: 'a', state: 'open', ledgerApi: 'https://p-a.iou.svc:4001', jsonApi: 'http://p-a-json-api.iou.svc:7575' };
    fs.writeFileSync(path.join(folder, part.file), part.text);
    fs.writeFileSync(path.join(folder, 'shards.json'), indexText('test', [shard], [part], undefined));
    // as in an application: the program elsewhere, and the package among its modules
    fs.copyFileSync('examples/shard-client/main.js', path.join(folder, 'main.js'));
    const client = path.join(folder, 'node_modules', 'cdk8s-canton', 'client');
    fs.mkdirSync(client, { recursive: true });
    fs.writeFileSync(path.join(client, 'index.js'), `module.exports = require(${JSON.stringify(path.resolve('lib/client'))});`);
    const args = ['-r', 'ts-node/register/transpile-only', path.join(folder, 'main.js'), folder, 'alice', 'zed'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: 'alice: shard a, Ledger API p-a.iou.svc:4001, JSON API http://p-a-json-api.iou.svc:7575\n',
      stderr: `party 'zed' is in no shard by ${folder}; find one with 'npx cdk8s-canton shard assign zed', apply the manifests, `
        + 'and wait until the cluster has brought them here (about a minute)\n',
    });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
