import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import {
  DomainManagerService, LedgerApiAuth, MediatorService, PostgresReplication, PostgresServer, PostgresTls, PostgresUser, SecretKey, SequencerService,
  Shard, ShardDatabases, ShardedParticipants,
} from '../../lib';

// One measurement: growth-probe.ts <way> <shards> <folder>. Loading the libraries is not counted.

const [way, shards, outdir] = process.argv.slice(2);
const [start, startCpu] = [process.hrtime.bigint(), process.cpuUsage()];
const app = new App({ outdir, yamlOutputType: YamlOutputType.FILE_PER_CHART });
const names = Array.from({ length: Number(shards) }, (_, index) => `s${index}`);
const postgres = PostgresServer.external({
  host: 'postgres.db.svc', tls: PostgresTls.verifyFull(SecretKey.of('postgres', 'ca.crt')), replication: PostgresReplication.synchronous(),
});
const domain = ledger();
if (way === 'cdk8s, one chart a shard') {
  names.forEach((name) => participants(chart(name), `participant-${name}`, ['x']));
} else {
  participants(chart('participants'), 'participant', names);
}
if (way !== 'cdk8s-canton') {
  app.node.findAll().forEach(({ node }) => Object.assign(node, { validate: () => [] })); // cdk8s alone judges nothing
}
app.synth();

const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const { user, system } = process.cpuUsage(startCpu);
const mebibytes = process.resourceUsage().maxRSS / 1024;
const objects = app.node.findAll().filter((construct) => ApiObject.isApiObject(construct)).length;
const output = fs.readdirSync(outdir).sort().reduce((hash, file) => hash.update(file).update(fs.readFileSync(path.join(outdir, file))), createHash('sha256'));
console.log(JSON.stringify({ objects, seconds, cpuSeconds: (user + system) / 1e6, mebibytes, output: output.digest('hex') }));

function chart(id: string): Chart {
  return new Chart(app, id, { namespace: 'canton', disableResourceNameHashes: true });
}

function ledger(): DomainManagerService {
  const scope = chart('domain');
  const database = (name: string) => postgres.database(name, PostgresUser.fromSecret(`${name}-db`));
  const sequencer = new SequencerService(scope, 'sequencer', { storage: database('sequencer') });
  const mediator = new MediatorService(scope, 'mediator', { sequencer, storage: database('mediator') });
  return new DomainManagerService(scope, 'manager', { sequencer, mediators: [mediator], storage: database('manager') });
}

function participants(scope: Chart, id: string, shardNames: string[]): void {
  new ShardedParticipants(scope, id, {
    shards: shardNames.map((name) => Shard.of(name)),
    databases: ShardDatabases.on(postgres),
    domains: [domain],
    auth: LedgerApiAuth.jwks('https://idp.example.com/jwks.json'),
  });
}
