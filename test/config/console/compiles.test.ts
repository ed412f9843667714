import * as fs from 'fs';
import * as path from 'path';
import { BootstrapDomain, bootstrapDomainScript } from '../../../lib/config/console/bootstrap-domain';
import { BootstrapSynchronizer, bootstrapSynchronizerScript } from '../../../lib/config/console/bootstrap-synchronizer';
import { ConnectParticipant, connectParticipantScript } from '../../../lib/config/console/connect-participant';
import { connectSynchronizersScript } from '../../../lib/config/console/connect-synchronizers';
import { migrateDatabaseScript } from '../../../lib/config/console/migrate-database';
import { PruningSchedule } from '../../../lib/model/pruning-schedule';
import { inTempFolder } from '../../support/tools';
import { java, testWithJdk } from '../support/jdk';
import {
  ADMITTING, BFT_SYNCHRONIZER, CONNECT, CONNECT_ALL, FIRST_START, FOLLOWING, JOIN, JOIN_ALL, ON_A_CHAIN, OPEN_SYNCHRONIZER, SEVERAL, SUNDAYS,
  SYNCHRONIZER,
} from '../support/scripts';

/** What Canton 2.10 compiles its scripts with. */
const COMPILER = ['compiler', 'library', 'reflect'].map((part) => `.cache/scala/scala-${part}-2.13.11.jar`);

/** What every script of the console may use without a word. */
const IMPORTS = [
  'console.ConsoleEnvironment.Implicits', 'topology', 'topology.transaction', 'config', 'admin.api.client.data', 'console.ConsoleMacros',
  'console.Bindings',
].map((name) => `import com.digitalasset.canton.${name}._`).concat([
  'participant.domain.DomainConnectionConfig', 'SequencerAlias', 'sequencing.SequencerConnection', 'sequencing.SequencerConnections',
  'sequencing.GrpcSequencerConnection',
].map((name) => `import com.digitalasset.canton.${name}`), 'import scala.concurrent.duration._', 'import scala.language.postfixOps');

const NASTY = 'a"b\\c\n\t$d ${e} %s \u0085\u2028 é日😀 */ // """';

const SCRIPTS: { [name: string]: string } = {
  FirstStart: bootstrapDomainScript(FIRST_START).text,
  Several: bootstrapDomainScript(SEVERAL).text,
  OnAChain: bootstrapDomainScript(ON_A_CHAIN).text,
  Admitting: bootstrapDomainScript(ADMITTING).text,
  NastyDomain: bootstrapDomainScript(nasty(SEVERAL)).text,
  NastyChain: bootstrapDomainScript(nasty(ON_A_CHAIN)).text,
  Connect: connectParticipantScript(CONNECT).text,
  Following: connectParticipantScript(FOLLOWING).text,
  ConnectAll: connectParticipantScript(CONNECT_ALL).text,
  NoDomain: connectParticipantScript({ participants: ['participant-0'], domains: [], dars: ['/dars/0/iou.dar'], ping: false }).text,
  Pruned: connectParticipantScript({ ...CONNECT, pruning: SUNDAYS }).text,
  NeverPruned: connectParticipantScript({ ...CONNECT, pruning: PruningSchedule.off() }).text,
  NastyConnect: connectParticipantScript(nasty(CONNECT_ALL)).text,
  ...Object.fromEntries((['participants', 'sequencers', 'mediators', 'domainManagers'] as const).map((kind) => [
    `Migrate${kind}`, migrateDatabaseScript({ kind, hosts: ['p1-0.iou.svc', 'p1-1.iou.svc'] }).text,
  ])),
};

/** With every text as nasty as it can be, but for what stands in comments and secrets. */
function nasty<T extends BootstrapDomain | BootstrapSynchronizer | ConnectParticipant>(spec: T): T {
  const kept = ['domain', 'synchronizer', 'secretName', 'key'];
  return JSON.parse(JSON.stringify(spec, (key, value: unknown) => (typeof value === 'string' && !kept.includes(key) ? NASTY : value))) as T;
}

/** What every script of Canton 3.5's console may use without a word. */
const IMPORTS_3 = [
  'console.ConsoleEnvironment.Implicits', 'config', 'admin.api.client.data', 'console.ConsoleMacros', 'console.Bindings', 'config.RequireTypes', 'topology',
  'topology.transaction', 'topology.admin.grpc',
].map((name) => `import com.digitalasset.canton.${name}._`).concat(
  ['SynchronizerAlias', 'SequencerAlias', 'version.ProtocolVersion'].map((name) => `import com.digitalasset.canton.${name}`),
  'import scala.concurrent.duration._', 'import scala.language.postfixOps',
);

const SCRIPTS_3: { [name: string]: string } = {
  Synchronizer: bootstrapSynchronizerScript(SYNCHRONIZER, '').text,
  BftSynchronizer: bootstrapSynchronizerScript(BFT_SYNCHRONIZER, '').text,
  OpenSynchronizer: bootstrapSynchronizerScript(OPEN_SYNCHRONIZER, '').text,
  NastySynchronizer: bootstrapSynchronizerScript({ ...nasty(BFT_SYNCHRONIZER), quorum: SYNCHRONIZER.quorum }, '').text,
  Join: connectSynchronizersScript(JOIN, '').text,
  JoinAll: connectSynchronizersScript({ ...JOIN_ALL, pruning: SUNDAYS }, '').text,
  NoSynchronizer: connectSynchronizersScript({ ...JOIN, synchronizers: [], dars: ['/dars/0/iou.dar'] }, '').text,
  Migrate: migrateDatabaseScript({ kind: 'sequencers', hosts: ['s-0.iou.svc'] }).text,
};

/** Compiles scripts as the console does: within an object, where everything that is imported by default is seen from further outside. */
function compile(scripts: { [name: string]: string }, imports = IMPORTS, console = 'Console.scala'): string {
  return inTempFolder((folder) => {
    const files = Object.entries(scripts).map(([name, script]) => {
      const file = path.join(folder, `${name}.scala`);
      fs.writeFileSync(file, `package ammonite.canton.interpreter\n${imports.join('\n')}\nobject ${name} {\n${script}\n}\n`);
      return file;
    });
    const stubs = path.join(__dirname, 'reference', console);
    // Comparisons that can never be true are found one phase after the typer.
    const options = ['-usejavacp', '-Werror', '-deprecation', '-Ystop-after:refchecks', '-encoding', 'utf8', '-d', folder];
    return java(COMPILER, 'scala.tools.nsc.Main', ...options, stubs, ...files);
  });
}

test.each(Object.entries({ ...SCRIPTS, ...SCRIPTS_3 }))('script %s is ASCII: the console reads it in whatever encoding its container has', (_, script) => {
  expect(script).toMatch(/^[\n -~]*$/);
});

const testWithScala = testWithJdk(...COMPILER);

/** What the pages have somebody type at the console, with its names for the nodes there. */
const TYPED = typed(['docs/runbooks/planned-failover.md', 'docs/runbooks/console.md', 'docs/runbooks/pruning.md'], {
  participant: 'RemoteParticipantReference', sequencer: 'RemoteSequencerNodeReference', mediator_0: 'RemoteMediatorReference', mediator_1: 'RemoteMediatorReference',
});
const TYPED_3 = typed(['docs/canton-3.md'], { sequencer_0: 'RemoteSequencerReference', sequencer_1: 'RemoteSequencerReference' });

function typed(pages: string[], names: { [name: string]: string }): { [name: string]: string } {
  const declared = Object.entries(names).map(([name, type]) => `val ${name}: com.digitalasset.canton.console.${type} = ???\n`).join('');
  return Object.fromEntries(pages.map((page) => {
    const blocks = [...fs.readFileSync(page, 'utf8').matchAll(/^ *```scala\n([^]*?)^ *```$/gm)].map(([, block]) => block);
    return [path.basename(page, '.md').replace('-', ''), declared + blocks.join('\n')];
  }));
}

testWithScala('every script compiles against the console', () => {
  expect(compile(SCRIPTS)).toBe('');
}, 60_000);

testWithScala('every script of Canton 3.5 compiles against its console', () => {
  expect(compile(SCRIPTS_3, IMPORTS_3, 'Console3.scala')).toBe('');
}, 60_000);

testWithScala('what pages have somebody type at the console compiles against it', () => {
  const pages = fs.readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((page) => page.endsWith('.md'))
    .filter((page) => fs.readFileSync(path.join('docs', page), 'utf8').includes('```scala'));
  expect(pages).toHaveLength(Object.keys({ ...TYPED, ...TYPED_3 }).length);
  expect(compile(TYPED)).toBe('');
  expect(compile(TYPED_3, IMPORTS_3, 'Console3.scala')).toBe('');
}, 60_000);

testWithScala('what the console does not have does not compile', () => {
  const wrong = {
    Unknown: SCRIPTS.Connect.replace('participant.health.running()', 'participant.health.is_running()'),
    WrongType: SCRIPTS.Connect.replace('manualConnect = false', 'manualConnect = "no"'),
    NoImport: SCRIPTS.ConnectAll.replace(/^import .*$/m, ''),
  };
  const complaint = failure(() => compile(wrong));
  expect(Object.keys(wrong).filter((name) => !complaint.includes(`/${name}.scala:`))).toEqual([]);
}, 60_000);

function failure(action: () => unknown): string {
  try {
    return `no failure, but ${action()}`;
  } catch (error) {
    return (error as Error).message;
  }
}
