import * as fs from 'fs';
import { DirectoryContents, requireDirectory } from './directory/contents';
import { refuse, requireText } from '../model/validation';

/**
 * Who is served by which shard. Each party and each user is pinned to one shard for ever: adding a shard moves nobody.
 *
 * It is an append-only file of JSON Lines under version control, which `npx cdk8s-canton shard` writes: the schema and version first, then one
 * entry a line, in any order, so that git merges it by union (`merge=union` in `.gitattributes`). An entry is a party or a user with its shard, or a
 * shard with its database, weight and state: `open` shards get newcomers, `drained` ones only those that are sent there by name, `frozen` ones
 * none at all, and their services run on in each case; a shard without parties and users may be `removed`.
 */
export class ShardDirectory {
  /**
   * The directory in a file.
   *
   * @param path the file, seen from the folder in which the app runs
   */
  public static fromFile(path: string): ShardDirectory {
    requireText('shard directory: path', path);
    if (!fs.existsSync(path)) {
      refuse(`shard directory: file '${path}' does not exist; make it with 'npx cdk8s-canton shard add <name> --database <database> --file ${path}'`);
    }
    return ShardDirectory.fromText(fs.readFileSync(path, 'utf8'), path);
  }

  /**
   * The directory as text.
   *
   * @param text what the file would hold
   * @param source what error messages call it
   */
  public static fromText(text: string, source: string = 'shard directory'): ShardDirectory {
    return new ShardDirectory(requireDirectory(text, source), source);
  }

  private constructor(
    /** @internal */
    public readonly _contents: DirectoryContents,
    /** The file that it came from. */
    public readonly source: string,
  ) {}

  /** The shard of a party, by its whole id or the part before `::`; nothing for one that was never seen. */
  public shardOfParty(party: string): string | undefined {
    return this._contents.shardOf('party', party);
  }

  /** The shard of a user; nothing for one that was never seen. */
  public shardOfUser(user: string): string | undefined {
    return this._contents.shardOf('user', user);
  }
}
