import { execFileSync, spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { bundle } from '../../cli/bundle';
import { requireDirectory } from '../../lib/scaling/directory/contents';
import { directoryText, pinLine, shardLine } from '../scaling/directory/fixtures';

// The command line as it is shipped, on real files and in a real git.

let folder: string;
let program: string;
beforeAll(() => {
  program = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-cli-')), 'cdk8s-canton.js');
  bundle(program);
});
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-shards-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));
afterAll(() => fs.rmSync(path.dirname(program), { recursive: true }));

function shard(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'shard', ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const write = (text: string): void => fs.writeFileSync(path.join(folder, 'parties.jsonl'), text);
const read = (): string => fs.readFileSync(path.join(folder, 'parties.jsonl'), 'utf8');
const fine = (stdout: string) => ({ status: 0, stdout, stderr: '' });
const wrong = (stderr: string) => ({ status: 1, stdout: '', stderr: `${stderr}\n` });

test('from nothing to a directory', () => {
  expect(shard('add', 'a', '--database', 'participant-a')).toEqual(fine('a\topen\tnew\n'));
  expect(shard('add', 'b', '-d', 'participant-b', '-w', '300', '--state', 'drained')).toEqual(fine('b\tdrained\tnew\n'));
  expect(shard('assign', 'alice', 'bob')).toEqual(fine('alice\ta\tnew\nbob\ta\tnew\n'));
  expect(shard('assign', 'alice')).toEqual(fine('alice\ta\tas before\n'));
  expect(shard('assign', '--user', 'ops', '--shard', 'b')).toEqual(fine('ops\tb\tnew\n'));
  expect(shard('set', 'b', '--state', 'open')).toEqual(fine('b\tchanged\n'));
  expect(shard('set', 'b', '--state', 'open')).toEqual(fine('b\tas before\n'));
  expect(shard('show', 'alice::1220ab')).toEqual(fine('alice::1220ab\ta\n'));
  expect(shard('show')).toEqual(fine('a\topen\tdatabase participant-a\tweight 100\tserves 2\nb\topen\tdatabase participant-b\tweight 300\tserves 1\n'));
  expect(shard('check')).toEqual(fine('parties.jsonl: 2 shards, 3 parties and users, 0 errors, 0 repeated lines\n'));
  expect(read()).toBe(directoryText(
    shardLine('a'), shardLine('b', { weight: 300, state: 'drained' }), pinLine('alice', 'a'), pinLine('bob', 'a'), pinLine('ops', 'b', 'user'),
    shardLine('b', { weight: 300, revision: 2 }),
  ));
  expect(fs.readdirSync(folder)).toEqual(['parties.jsonl']);
});

test('what is in the file stays as it is, and a last line without an end gets one', () => {
  const before = `${directoryText('{"shard":"a", "database":"x"}', '')}${pinLine('alice', 'a')}`;
  write(before);
  expect(shard('assign', 'bob')).toEqual(fine('bob\ta\tnew\n'));
  expect(read()).toBe(`${before}\n${pinLine('bob', 'a')}\n`);
});

test('a symbolic link stays one, and permissions stay what they are', () => {
  fs.writeFileSync(path.join(folder, 'real.jsonl'), directoryText(shardLine('a')), { mode: 0o600 });
  fs.symlinkSync('real.jsonl', path.join(folder, 'parties.jsonl'));
  shard('assign', 'bob');
  expect(fs.lstatSync(path.join(folder, 'parties.jsonl')).isSymbolicLink()).toBe(true);
  expect(fs.statSync(path.join(folder, 'real.jsonl')).mode.toString(8)).toBe('100600');
  expect(read()).toContain('bob');
});

describe('refuses, and writes nothing', () => {
  test.each([
    ['a file that was cut off', directoryText(shardLine('a')) + '{"party"', ['assign', 'bob'],
      'parties.jsonl:3: the file ends within a line, so it was cut off: "{\\"party\\""; restore it from git'],
    ['a party in two shards', directoryText(shardLine('a'), shardLine('b'), pinLine('alice', 'a'), pinLine('alice', 'b')), ['assign', 'bob'],
      'parties.jsonl:5: party \'alice\' is in shard \'b\', and in shard \'a\' by line 4; remove the line that is wrong: it is where it was allocated'],
    ['a newer schema', '{"schema":"cdk8s-canton/shard-directory","version":2}\n', ['assign', 'bob'],
      'parties.jsonl:1: version must be at most 1, got 2: a newer cdk8s-canton wrote this file; update yours'],
    ['a move', directoryText(shardLine('a'), shardLine('b'), pinLine('alice', 'a')), ['assign', 'zed', 'alice', '--shard', 'b'],
      'party \'alice\' is in shard \'a\' and cannot go to \'b\': nobody ever moves'],
    ['the end of a shard with parties', directoryText(shardLine('a'), pinLine('alice', 'a')), ['set', 'a', '--state', 'removed'],
      'shard \'a\' cannot be removed, as it serves party \'alice\''],
    ['to show a stranger', directoryText(shardLine('a')), ['show', 'zed'], 'no shard for \'zed\'; find one: cdk8s-canton shard assign \'zed\''],
    ['a weight in words', directoryText(shardLine('a')), ['set', 'a', '--weight', 'much'],
      'error: option \'-w, --weight <number>\' argument \'much\' is invalid. It must be a whole number.'],
  ])('%s', (_, text, args, message) => {
    write(text);
    expect(shard(...args)).toEqual(wrong(message));
    expect(read()).toBe(text);
    expect(fs.readdirSync(folder)).toEqual(['parties.jsonl']);
  });

  test('a file that is not there', () => {
    expect(shard('assign', 'bob')).toEqual(wrong('parties.jsonl does not exist; name the file with --file, or begin one: cdk8s-canton shard add <name> --database <database>'));
  });

  test('a file that somebody else changes for too long', () => {
    write(directoryText(shardLine('a')));
    fs.writeFileSync(path.join(folder, 'parties.jsonl.lock'), '4711\n');
    expect(shard('assign', 'bob').stderr).toMatch(/parties\.jsonl is being changed by process 4711, nothing was written; if that process is gone, delete .*parties\.jsonl\.lock\n$/);
  }, 30_000);
});

test('check names every contradiction and every repeated line', () => {
  write(directoryText(shardLine('a'), pinLine('alice', 'a'), pinLine('alice', 'a'), pinLine('bob', 'c')));
  expect(shard('check')).toEqual({
    status: 1,
    stdout: 'parties.jsonl: 1 shards, 2 parties and users, 1 errors, 1 repeated lines\n',
    stderr: 'parties.jsonl:4: party \'alice\' is said on line 3 already; one of the two can go\n'
      + 'parties.jsonl:5: party \'bob\' is in shard \'c\', which no line describes; shards are a\n',
  });
});

test('processes that add at once lose no entry', async () => {
  write(directoryText(shardLine('a'), shardLine('b')));
  const names = (worker: number) => Array.from({ length: 5 }, (_, index) => `p-${worker}-${index}`);
  const add = (worker: number) => new Promise<void>((resolve) => {
    const process_ = spawn('sh', ['-c', names(worker).map((name) => `${process.execPath} ${program} shard assign ${name}`).join(' && ')], { cwd: folder, stdio: 'ignore' });
    process_.on('exit', () => resolve());
  });
  await Promise.all([add(0), add(1), add(2)]);
  const { pins } = requireDirectory(read(), 'parties.jsonl');
  expect(pins.map(({ name }) => name).sort()).toEqual([0, 1, 2].flatMap(names).sort());
}, 60_000);

describe('in git', () => {
  const git = (...args: string[]): string => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false', ...args], {
    cwd: folder, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }, stdio: ['ignore', 'pipe', 'pipe'],
  });

  /** Two branches from one beginning, merged. */
  function merged(ours: () => void, theirs: () => void): void {
    git('init', '--quiet', '--initial-branch=main');
    fs.writeFileSync(path.join(folder, '.gitattributes'), 'parties.jsonl merge=union\n');
    write(directoryText(shardLine('a'), shardLine('b'), pinLine('zoe', 'a')));
    const commit = () => git('add', '.') + git('commit', '--quiet', '--message', 'change');
    commit();
    git('checkout', '--quiet', '-b', 'theirs');
    theirs();
    commit();
    git('checkout', '--quiet', 'main');
    ours();
    commit();
    git('merge', '--quiet', '--no-edit', 'theirs');
  }

  test('two branches that add merge by themselves, and the merge is clean', () => {
    merged(
      () => [shard('assign', 'alice', 'carol'), shard('set', 'a', '--state', 'drained')],
      () => [shard('assign', 'bob'), shard('add', 'c', '-d', 'participant-c'), shard('assign', '--shard', 'c', 'dave')],
    );
    expect(shard('check')).toEqual(fine('parties.jsonl: 3 shards, 5 parties and users, 0 errors, 0 repeated lines\n'));
    expect(shard('show', 'dave', 'zoe')).toEqual(fine('dave\tc\nzoe\ta\n'));
    expect(shard('show').stdout).toContain('a\tdrained');
  });

  test('two branches that find a shard for the same party find the same one', () => {
    merged(() => shard('assign', 'alice', 'carol'), () => shard('assign', 'bob', 'alice'));
    expect(shard('check')).toMatchObject({ status: 0, stdout: expect.stringMatching(/2 shards, 4 parties and users, 0 errors/) });
  });

  test('two branches that send the same party to different shards are found out', () => {
    merged(() => shard('assign', '--shard', 'a', 'alice'), () => shard('assign', '--shard', 'b', 'alice'));
    const { status, stderr } = shard('check');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'parties.jsonl:6: party \'alice\' is in shard \'b\', and in shard \'a\' by line 5; remove the line that is wrong: it is where it was allocated\n',
    });
  });

  test('two branches that change a shard differently are found out', () => {
    merged(() => shard('set', 'a', '--state', 'drained'), () => shard('set', 'a', '--weight', '10'));
    expect(shard('check').stderr).toBe('parties.jsonl:6: shard \'a\' has another revision 2 on line 5; keep one, or give the later one revision 3\n');
  });
});

test('the help says what there is to do', () => {
  expect(spawnSync(process.execPath, [program, '--help'], { encoding: 'utf8' }).stdout).toMatchInlineSnapshot(`
"Usage: cdk8s-canton [options] [command]

tools for ledgers that are made with cdk8s-canton

Options:
  -h, --help                  display help for command

Commands:
  diagram [options] [folder]  draw services, instances, databases and who talks
                              to whom
  explain [folder]            say for each service what happens when a pod, a
                              node, a zone or a database primary dies, how long
                              it takes, and who must act
  shard                       look at the shard directory and add to it: who is
                              served by which shard, for ever
  help [command]              display help for command

Examples:
  $ npx cdk8s-canton diagram dist/
  $ npx cdk8s-canton explain dist/
  $ npx cdk8s-canton shard add a --database participant-a
  $ npx cdk8s-canton shard assign alice bob
  $ npx cdk8s-canton shard show alice
  $ npx cdk8s-canton shard check
"
`);
  expect(shard('--help').stdout).toMatchInlineSnapshot(`
"Usage: cdk8s-canton shard [options] [command]

look at the shard directory and add to it: who is served by which shard, for
ever

Options:
  -h, --help                  display help for command

Commands:
  assign [options] <name...>  find a shard for everybody who has none, and write
                              it down; whoever has one keeps it
  show [options] [name...]    say where somebody is served, or list the shards
  check [options]             read the whole file and say what is wrong with it;
                              exit code 1 where it contradicts itself
  add [options] <shard>       add a shard; the first one begins the file
  set [options] <shard>       change what a shard takes, by one more line:
                              drained shards get nobody by themselves, frozen
                              ones nobody at all; removed ones must be empty
  help [command]              display help for command
"
`);
});
