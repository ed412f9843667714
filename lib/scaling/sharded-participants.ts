import { Construct } from 'constructs';
import { requireAgreement } from './agreement';
import { publishDirectory } from './directory-config-maps';
import { DirectoryPublication } from './directory-publication';
import { ParticipantStack, ParticipantStackProps } from './participant-stack';
import { Shard } from './shard';
import { IShardDatabases } from './shard-databases';
import { ShardDirectory } from './shard-directory';
import { JsonApiServiceOptions } from '../services/json-api-service';
import { ParticipantServiceOptions } from '../services/participant-service';
import { someOf } from './directory/contents';
import { Storage } from '../model/storage';
import { describe, refuse } from '../model/validation';

/** Props of `ShardedParticipants`: what all shards have, and in what they differ. */
export interface ShardedParticipantsProps extends ParticipantServiceOptions {
  /** The shards. One that has parties can never go. */
  readonly shards: Shard[];

  /** Where their databases come from, such as `ShardDatabases.on(postgres)`. */
  readonly databases: IShardDatabases;

  /**
   * The HTTP JSON API servers of each shard.
   *
   * @default - two instances of defaults
   */
  readonly jsonApi?: JsonApiServiceOptions;

  /**
   * Who is served by which shard. It is judged against the shards, and published to clients.
   *
   * @default - the application alone knows
   */
  readonly directory?: ShardDirectory;

  /**
   * How clients get the directory.
   *
   * @default DirectoryPublication.configMaps()
   */
  readonly publication?: DirectoryPublication;
}

/**
 * Several participant stacks from one description: users and parties belong to one of them each, and applications pick it (rule R35). The shard `a`
 * of `participant` is the stack `participant-a` on the database `participant-a`.
 */
export class ShardedParticipants extends Construct {
  /** The stacks, in the order of the shards. */
  public readonly stacks: ParticipantStack[];

  /**
   * ConfigMaps that clients mount as one folder, for `ShardRouter.fromDirectory`: the list of shards first, then a name for every part that there
   * may ever be, so that pods need not change when parties come; mount those as optional.
   */
  public readonly directoryConfigMaps: string[];

  public constructor(scope: Construct, id: string, props: ShardedParticipantsProps) {
    super(scope, id);
    const owner = `sharded participants '${id}'`;
    const shards = requireShards(owner, props.shards).map((shard) => ({ shard, name: shard.name, storage: storageOf(owner, id, shard, props) }));
    if (props.directory !== undefined) {
      requireAgreement(owner, shards, props.directory);
    }
    this.stacks = shards.map(({ shard, storage }) => new ParticipantStack(this, stackId(id, shard), stackProps(props, shard, storage)));
    this.directoryConfigMaps = props.directory === undefined ? [] : publishDirectory(this, {
      owner, name: `${id}-directory`, directory: props.directory, publication: props.publication ?? DirectoryPublication.configMaps(), stacks: this.stacks,
    });
  }

  /** The stack of a shard. */
  public shard(name: string): ParticipantStack {
    return this.stacks.find(({ shard }) => shard === name)
      ?? refuse(`sharded participants '${this.node.id}': shard must be one of ${someOf(this.stacks.map(({ shard }) => shard))}, got '${name}'`);
  }
}

function requireShards(owner: string, shards: Shard[]): Shard[] {
  if (!Array.isArray(shards) || shards.length === 0 || !shards.every((shard) => shard instanceof Shard)) {
    refuse(`${owner}: shards must be a list of at least one Shard.of('<name>'), got ${describe(shards)}`);
  }
  const names = shards.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? shards : refuse(`${owner}: two shards are called '${twice}'; names of shards are unique`);
}

function stackId(id: string, { name }: Shard): string {
  return `${id}-${name}`;
}

function storageOf(owner: string, id: string, shard: Shard, { databases }: ShardedParticipantsProps): Storage {
  if (typeof databases?.databaseFor !== 'function') {
    refuse(`${owner}: databases must be ShardDatabases.on(<server>) or an IShardDatabases of your own, got ${describe(databases)}`);
  }
  return shard._options.storage ?? databases.databaseFor(stackId(id, shard));
}

/** What all shards have, and over it what this one has. */
function stackProps(props: ShardedParticipantsProps, shard: Shard, storage: Storage): ParticipantStackProps {
  const { shards, databases, publication, ...common } = props;
  const { storage: _, ...own } = shard._options;
  const jsonApi = common.jsonApi && own.jsonApi ? { ...common.jsonApi, ...own.jsonApi } : own.jsonApi ?? common.jsonApi;
  return { ...common, ...own, jsonApi, storage, shard: shard.name };
}
