import { Command, InvalidArgumentError, Option } from 'commander';
import { DirectoryFile } from './directory-file';
import { addShard, assign, Assignment, changeShard } from '../lib/scaling/directory/changes';
import { problemsText, readDirectory, residentsOf } from '../lib/scaling/directory/contents';
import { DEFAULT_WEIGHT, Entry, PinKind, ShardState, STATES } from '../lib/scaling/directory/entry';

interface FileOption {
  readonly file: string;
}

interface NameOptions extends FileOption {
  readonly user?: true;
}

interface ShardSettings extends FileOption {
  readonly database: string;
  readonly weight?: number;
  readonly state?: ShardState;
}

/** `cdk8s-canton shard ...`: who is served by which shard. */
export function shardCommand(): Command {
  const shard = new Command('shard').description('look at the shard directory and add to it: who is served by which shard, for ever');
  shard.command('assign').argument('<name...>', 'parties, by their hint or whole id')
    .description('find a shard for everybody who has none, and write it down; whoever has one keeps it')
    .addOption(user()).option('-s, --shard <name>', 'the shard they shall be in (default: the names decide, among the open shards, by their weights)')
    .addOption(file()).action(assignNames);
  shard.command('show').argument('[name...]', 'parties, by their hint or whole id (default: all shards)')
    .description('say where somebody is served, or list the shards')
    .addOption(user()).addOption(file()).action(showNames);
  shard.command('check')
    .description('read the whole file and say what is wrong with it; exit code 1 where it contradicts itself')
    .addOption(file()).action(checkFile);
  shard.command('add').argument('<shard>', 'name of the shard')
    .description('add a shard; the first one begins the file')
    .requiredOption('-d, --database <name>', 'name of its participant\'s database')
    .addOption(weight().default(DEFAULT_WEIGHT)).addOption(state().default('open'))
    .addOption(file()).action(add);
  shard.command('set').argument('<shard>', 'name of the shard')
    .description('change what a shard takes, by one more line: drained shards get nobody by themselves, frozen ones nobody at all; removed ones must be empty')
    .option('-d, --database <name>', 'name of its database, after the data was moved there').addOption(weight()).addOption(state())
    .addOption(file()).action(set);
  return shard;
}

async function assignNames(names: string[], options: NameOptions & { readonly shard?: string }): Promise<void> {
  let assigned: Assignment[] = [];
  await new DirectoryFile(options.file).append((contents) => {
    assigned = assign(contents, kindOf(options), names, options.shard);
    return assigned.filter(({ isNew }) => isNew).map(({ pin }) => ({ pin }));
  });
  assigned.forEach(({ pin, isNew }) => say(pin.name, pin.shard, isNew ? 'new' : 'as before'));
}

function showNames(names: string[], options: NameOptions): void {
  const contents = new DirectoryFile(options.file).read();
  const unknown = names.filter((name) => contents.shardOf(kindOf(options), name) === undefined);
  names.filter((name) => !unknown.includes(name)).forEach((name) => say(name, contents.shardOf(kindOf(options), name)!));
  if (unknown.length > 0) {
    throw new Error(`no shard for ${unknown.map((name) => `'${name}'`).join(', ')}; find one: cdk8s-canton shard assign ${unknown.map((name) => `'${name}'`).join(' ')}`);
  }
  if (names.length === 0) {
    contents.shards.forEach(({ shard, database, weight: share, state: takes }) => (
      say(shard, takes, `database ${database}`, `weight ${share}`, `serves ${residentsOf(contents, shard).length}`)
    ));
  }
}

function checkFile({ file: name }: FileOption): void {
  const { contents, problems } = readDirectory(new DirectoryFile(name).text());
  if (problems.length > 0) {
    console.error(problemsText(name, problems, problems.length));
  }
  const serious = problems.filter(({ harmless }) => !harmless).length;
  console.log(`${name}: ${contents.shards.size} shards, ${contents.pins.length} parties and users, ${serious} errors, ${problems.length - serious} repeated lines`);
  process.exitCode = serious > 0 ? 1 : 0;
}

async function add(shard: string, { file: name, database, ...settings }: ShardSettings): Promise<void> {
  await new DirectoryFile(name).append((contents) => [addShard(contents, shard, database, settings)], true);
  say(shard, settings.state!, 'new');
}

async function set(shard: string, { file: name, ...change }: ShardSettings): Promise<void> {
  let changed: Entry | undefined;
  await new DirectoryFile(name).append((contents) => {
    changed = changeShard(contents, shard, change);
    return changed === undefined ? [] : [changed];
  });
  say(shard, changed === undefined ? 'as before' : 'changed');
}

function say(...words: string[]): void {
  console.log(words.join('\t'));
}

function kindOf(options: NameOptions): PinKind {
  return options.user ? 'user' : 'party';
}

function file(): Option {
  return new Option('-f, --file <file>', 'the directory').default('parties.jsonl');
}

function user(): Option {
  return new Option('-u, --user', 'the names are those of users');
}

function weight(): Option {
  return new Option('-w, --weight <number>', 'its share of newcomers, compared with the other open shards').argParser(integer);
}

function state(): Option {
  return new Option('--state <state>', 'what it takes').choices(STATES);
}

function integer(text: string): number {
  if (!/^\d+$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number.');
  }
  return Number(text);
}
