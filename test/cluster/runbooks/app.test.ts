import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { FIRST_VERSION, ledgerOf, MIGRATING, Version } from './app';
import { NodeOperation } from '../../../lib';
import { KubeObject } from '../../../scripts/manifests';
import { inTempFolder } from '../../support/tools';
import { databaseUsers } from '../ledger/secrets';

function objectsOf(version: Version): KubeObject[] {
  return inTempFolder((folder) => {
    const directory = path.join(folder, 'parties.jsonl');
    const shards = version.shards.map(shard => JSON.stringify({ shard, database: `participant-${shard}`, weight: 100, state: 'open', revision: 1 }));
    fs.writeFileSync(directory, ['{"schema":"cdk8s-canton/shard-directory","version":1}', ...shards, ''].join('\n'));
    return parseAllDocuments(ledgerOf(version, directory).manifests()).map(document => document.toJS() as KubeObject);
  });
}

/** Names of objects of these kinds, without hashes. */
function names(objects: KubeObject[], ...kinds: string[]): string[] {
  return objects.filter(({ kind }) => kinds.includes(kind)).map(({ metadata }) => metadata!.name!.replace(/-[0-9a-f]{8,}$/, '')).sort();
}

test('it has the services of the reference deployment and a shard; a commit may add a mediator and a shard, with databases of their own', () => {
  const before = objectsOf(FIRST_VERSION);
  expect(names(before, 'Deployment', 'StatefulSet', 'Job')).toEqual([
    'json-api', 'manager-0', 'manager-1', 'manager-bootstrap', 'mediator-0', 'mediator-1', 'oauth2', 'participant-0', 'participant-1',
    'participant-a-0', 'participant-a-1', 'participant-a-connect', 'participant-a-json-api', 'participant-a-router', 'participant-connect',
    'participant-router', 'sequencer-0', 'sequencer-1', 'triggers',
  ]);
  const after = objectsOf({ ...FIRST_VERSION, mediators: ['mediator', 'mediator-2'], shards: ['a', 'c'] });
  const users = databaseUsers(before);
  expect(databaseUsers(after).filter(name => !users.includes(name))).toEqual(['mediator-2', 'participant-c']);
});

test('a commit may stop participants and migrate their databases', () => {
  const { releases, operations } = FIRST_VERSION;
  const migrating = objectsOf({
    ...FIRST_VERSION, releases: { ...releases, participant: MIGRATING }, operations: { ...operations, participant: NodeOperation.MIGRATE },
  });
  expect(names(migrating, 'Job')).toEqual(['manager-bootstrap', 'participant-a-migrate', 'participant-migrate']);
});
