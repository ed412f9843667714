import { PinKind } from '../scaling/directory/entry';

/** Nobody has found a shard for this party or user yet, or the news has not come here. */
export class UnknownNameError extends Error {
  public constructor(public readonly kind: PinKind, public readonly partyOrUser: string, folder: string) {
    super(`${kind} '${partyOrUser}' is in no shard by ${folder}; find one with 'npx cdk8s-canton shard assign${kind === 'user' ? ' --user' : ''} ${partyOrUser}', `
      + 'apply the manifests, and wait until the cluster has brought them here (about a minute)');
    this.name = 'UnknownNameError';
  }
}
