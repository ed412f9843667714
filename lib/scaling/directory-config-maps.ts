import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { INDEX_FILE, indexText, MOST_PARTS, partsOf, PublishedShard } from './directory/published';
import { DirectoryPublication } from './directory-publication';
import { ParticipantStack } from './participant-stack';
import { ShardDirectory } from './shard-directory';
import { metadata, PodGroup } from '../kubernetes/identity';

/** A directory, and the stacks that it is about. */
export interface PublishedDirectory {
  readonly owner: string;
  /** Name of the ConfigMap that lists the shards; the parts are `<name>-0` and so on. */
  readonly name: string;
  readonly directory: ShardDirectory;
  readonly publication: DirectoryPublication;
  readonly stacks: ParticipantStack[];
}

/**
 * Publishes a directory to clients. Its ConfigMaps keep their names when parties come, unlike configuration that needs a restart: what is
 * mounted changes in place, and clients read it again.
 *
 * @returns names of all ConfigMaps that there may ever be
 */
export function publishDirectory(scope: Construct, { owner, name, directory, publication, stacks }: PublishedDirectory): string[] {
  const group: PodGroup = { name: 'shard-directory', instance: scope.node.id, component: 'shard-directory' };
  const parts = publication._file === undefined ? partsOf(owner, directory._contents) : [];
  const shards = stacks.map((stack) => published(stack, directory));
  configMap(scope, 'Directory', name, group, { [INDEX_FILE]: indexText(owner, shards, parts, publication._file) });
  parts.forEach(({ file, text }, index) => configMap(scope, `Directory${index}`, `${name}-${index}`, group, { [file]: text }));
  const partNames = Array.from({ length: publication._file === undefined ? MOST_PARTS : 0 }, (_, index) => `${name}-${index}`);
  return [name, ...partNames];
}

function published({ shard, participant, jsonApi }: ParticipantStack, { _contents: { shards } }: ShardDirectory): PublishedShard {
  return {
    name: shard,
    state: shards.get(shard)!.state,
    ledgerApi: `${participant.ledgerApiTls.enabled ? 'https' : 'http'}://${participant.ledgerApi.socketAddress}`,
    jsonApi: `${jsonApi.tls.enabled ? 'https' : 'http'}://${jsonApi.endpoint.socketAddress}`,
  };
}

function configMap(scope: Construct, id: string, name: string, group: PodGroup, data: { [file: string]: string }): void {
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(scope, { kind: 'ConfigMap', name, group }), data });
}
