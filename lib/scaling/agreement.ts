import { residentsOf, someOf } from './directory/contents';
import { ShardDirectory } from './shard-directory';
import { OracleDatabase } from '../model/oracle';
import { PostgresDatabase } from '../model/postgres';
import { Storage } from '../model/storage';
import { refuse } from '../model/validation';

/** A shard of an app. */
export interface DeployedShard {
  readonly name: string;
  readonly storage: Storage;
}

/** Refuses shards that are not those of the directory: somebody's ledger would be lost or left behind. */
export function requireAgreement(owner: string, deployed: DeployedShard[], directory: ShardDirectory): void {
  const { source, _contents: contents } = directory;
  const names = new Set(deployed.map(({ name }) => name));
  const gone = [...contents.shards.values()].filter(({ shard, state }) => state !== 'removed' && !names.has(shard)).map(({ shard }) => shard);
  deployed.forEach((shard) => requireKnown(owner, shard, directory));
  for (const shard of gone) {
    const residents = residentsOf(contents, shard);
    refuse(residents.length === 0
      ? `${owner}: shard '${shard}' of ${source} is not among shards; add Shard.of('${shard}'), or remove it: npx cdk8s-canton shard set ${shard} --state removed`
      : `${owner}: shard '${shard}' of ${source} is not among shards, and it serves ${someOf(residents)}; add Shard.of('${shard}'): a shard with parties or users cannot be removed`);
  }
}

function requireKnown(owner: string, { name, storage }: DeployedShard, { source, _contents: { shards } }: ShardDirectory): void {
  const record = shards.get(name);
  const database = databaseName(storage);
  if (record === undefined) {
    refuse(`${owner}: shard '${name}' is not in ${source}; add it: npx cdk8s-canton shard add ${name} --database ${database}`);
  }
  if (record.state === 'removed') {
    refuse(`${owner}: shard '${name}' is removed by ${source}; take Shard.of('${name}') away, or bring it back: npx cdk8s-canton shard set ${name} --state drained`);
  }
  if (record.database !== database) {
    refuse(`${owner}: shard '${name}' must have database '${record.database}' as in ${source}, got '${database}': its ledger would stay in the old one; `
      + `set storage in Shard.of('${name}'), or after a move of the data: npx cdk8s-canton shard set ${name} --database ${database}`);
  }
}

/** What Canton's lock is keyed by, apart from the server: servers change their addresses, and shards stay what they are. */
function databaseName(storage: Storage): string {
  if (storage instanceof PostgresDatabase) {
    return storage.name;
  }
  return storage instanceof OracleDatabase ? storage.username : storage.storageId;
}
