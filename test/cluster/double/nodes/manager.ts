import { randomUUID } from 'crypto';
import { SequencerConnection } from './messages';
import { ActiveNode } from './node-behaviour';
import { identity, recall, remember } from './node-store';
import { SequencerClient } from './sequencer-client';
import { NodeConfig } from '../config/node-config';
import { flag } from '../config/read-tree';
import { FencedPool } from '../storage/fenced-pool';

/** What the bootstrap tells the manager. */
interface Setup {
  readonly connection: SequencerConnection;
}

/** The active instance of a domain manager: it keeps who is let in, and tells the sequencers. */
export class DomainManager implements ActiveNode {
  public readonly admin = {
    /** Static parameters that the sequencers are initialized with. */
    Domain: async () => ({ domainId: this.id, open: flag(this.config.tree, 'topology', 'open') ?? true }),
    Initialize: async ({ connection }: { connection: SequencerConnection }) => {
      await this.store(this.setup ?? { connection });
      return {};
    },
    GetConnection: async () => ({ connection: this.setup?.connection ?? null }),
    SetConnection: async ({ connection }: { connection: SequencerConnection }) => {
      await this.store({ connection });
      return {};
    },
    Participants: async () => ({ participants: (await this.pool.query('select participant from admitted order by 1')).rows.map(({ participant }) => participant) }),
    /** Kept only when the sequencers know it, so that who asks again finds it undone. */
    Admit: async ({ participant }: { participant: string }) => {
      await this.tell(participant);
      await this.pool.query('insert into admitted(participant) values($1) on conflict do nothing', [participant]);
      return {};
    },
    /** Lets a mediator in that came after the bootstrap. */
    AdmitMediator: async ({ member }: { member: string }) => {
      await this.tell(member);
      return {};
    },
  };
  private id = '';
  private setup?: Setup;
  private client?: SequencerClient;

  public constructor(private readonly config: NodeConfig, private readonly pool: FencedPool) {}

  public async start(): Promise<void> {
    this.id = await identity(this.pool, 'domain', this.config.name, randomUUID().slice(0, 8));
    this.setup = await recall<Setup>(this.pool, 'setup');
  }

  public async connect(): Promise<void> {
    if (this.setup !== undefined && this.client === undefined) {
      // Nothing that goes through the domain is for the manager: the subscription only says that it is connected.
      this.client = new SequencerClient(this.setup.connection, this.id, 0, async () => undefined);
      this.client.start();
    }
  }

  public stop(): void {
    this.client?.stop();
  }

  public isConnected(): boolean {
    return this.client?.isConnected === true;
  }

  public isInitialized(): boolean {
    return this.setup !== undefined;
  }

  public identity(): string {
    return this.id;
  }

  private async tell(member: string): Promise<void> {
    if (this.client === undefined) {
      throw new Error('the domain is not bootstrapped');
    }
    await this.client.send([{ recipients: [], body: { type: 'topology', member } }]);
  }

  private async store(setup: Setup): Promise<void> {
    await remember(this.pool, 'setup', setup);
    this.setup = setup;
    this.client?.stop();
    this.client = undefined;
    await this.connect();
  }
}
