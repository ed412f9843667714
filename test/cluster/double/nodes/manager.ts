import { randomUUID } from 'crypto';
import { DomainMember } from './domain-member';
import { SequencerConnection } from './messages';
import { identity } from './node-store';
import { SequencerClient } from './sequencer-client';
import { NodeConfig } from '../config/node-config';
import { flag } from '../config/read-tree';
import { FencedPool } from '../storage/fenced-pool';

/** What the bootstrap tells the manager. */
interface Setup {
  readonly connection: SequencerConnection;
}

/** The active instance of a domain manager: it keeps who is let in, and tells the sequencers. */
export class DomainManager extends DomainMember<Setup> {
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

  public constructor(private readonly config: NodeConfig, pool: FencedPool) {
    super(pool);
  }

  public async start(): Promise<void> {
    this.id = await identity(this.pool, 'domain', this.config.name, randomUUID().slice(0, 8));
    await super.start();
  }

  public identity(): string {
    return this.id;
  }

  /** Nothing that goes through the domain is for the manager: the subscription only says that it is connected. */
  protected async follow({ connection }: Setup): Promise<SequencerClient> {
    return new SequencerClient(connection, this.id, 0, async () => undefined);
  }

  private async tell(member: string): Promise<void> {
    if (this.client === undefined) {
      throw new Error('the domain is not bootstrapped');
    }
    await this.client.send([{ recipients: [], body: { type: 'topology', member } }]);
  }
}
