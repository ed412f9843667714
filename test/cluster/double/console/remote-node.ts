import * as fs from 'fs';
import { Tree } from '../config/hocon';
import { block, text, whole } from '../config/read-tree';
import { SequencerEndpoint } from '../nodes/messages';
import { JsonClient } from '../rpc/json-service';
import { clientCredentials } from '../rpc/tls';

/** What a node says of itself. */
export interface Status {
  readonly active: boolean;
  readonly running: boolean;
  readonly initialized: boolean;
  readonly identity: string | null;
  /** Of Canton 3.5. */
  readonly synchronizerId?: string | null;
  readonly connected: boolean;
}

const TIMEOUT = 10_000;

/** A node that the console administers. Each call is a new connection, as the router may lead it elsewhere by then. */
export class RemoteNode {
  public constructor(public readonly name: string, private readonly tree: Tree) {}

  public status(): Promise<Status> {
    return this.call('Status', {});
  }

  public operate(method: string, request: object = {}): Promise<any> {
    return this.call('Operate', { method, request });
  }

  /** Where others reach this sequencer. */
  public publicUrl(): string {
    const tls = block(this.tree, 'public-api', 'tls');
    return `${tls === undefined ? 'http' : 'https'}://${text(this.tree, 'public-api', 'address')}:${text(this.tree, 'public-api', 'port')}`;
  }

  /** The same for members of a 3.5 synchronizer, who know a sequencer by its name here and trust what the console trusts. */
  public publicEndpoint(): SequencerEndpoint {
    const file = text(this.tree, 'public-api', 'tls', 'trust-collection-file');
    return { alias: this.name, url: this.publicUrl(), rootCertificate: file === undefined ? undefined : fs.readFileSync(file, 'utf8') };
  }

  private async call(method: string, request: object): Promise<any> {
    const address = `${text(this.tree, 'admin-api', 'address')}:${whole(this.tree, 'admin-api', 'port')}`;
    const client = new JsonClient(address, clientCredentials(block(this.tree, 'admin-api', 'tls')), 'Admin');
    try {
      return await client.call(method, request, TIMEOUT);
    } finally {
      client.close();
    }
  }
}

/** The nodes of a console's configuration, by kind and name. */
export class RemoteNodes {
  public constructor(private readonly config: Tree) {}

  public find(kind: 'participants' | 'sequencers' | 'mediators' | 'domain-managers', name: string): RemoteNode {
    const tree = block(this.config, 'canton', `remote-${kind}`, name);
    if (tree === undefined) {
      throw new Error(`no remote node ${name} among remote-${kind}; there are ${Object.keys(block(this.config, 'canton', `remote-${kind}`) ?? {}).join(', ') || 'none'}`);
    }
    return new RemoteNode(name, tree);
  }
}
