import { DomainMember } from './domain-member';
import { SequencedEvent, SequencerConnection } from './messages';
import { recall } from './node-store';
import { SequencerClient } from './sequencer-client';
import { verdictsOn } from './verdicts';
import { NodeConfig } from '../config/node-config';
import { FencedPool } from '../storage/fenced-pool';

/** What the bootstrap tells a mediator. */
interface Setup {
  readonly member: string;
  readonly domainId: string;
  readonly connection: SequencerConnection;
}

/** The active instance of a mediator. */
export class Mediator extends DomainMember<Setup> {
  public readonly admin = {
    /** Its identity comes from the bootstrap (facts A.6), and is the same when that is repeated. */
    Initialize: async ({ domainId, connection }: { domainId: string; connection: SequencerConnection }) => {
      await this.store(this.setup ?? { member: `MED::${this.config.name}::${domainId}`, domainId, connection });
      return {};
    },
    GetConnection: async () => ({ connection: this.setup?.connection ?? null }),
    SetConnection: async ({ connection }: { connection: SequencerConnection }) => {
      await this.store({ ...this.setup!, connection });
      return {};
    },
  };

  public constructor(private readonly config: NodeConfig, pool: FencedPool) {
    super(pool);
  }

  public identity(): string {
    return this.setup?.member ?? '';
  }

  protected async follow({ connection, member }: Setup): Promise<SequencerClient> {
    const after = await recall<number>(this.pool, 'offset') ?? 0;
    return new SequencerClient(connection, member, after, (events) => this.take(events), this.config.keepAlive);
  }

  private async take(events: SequencedEvent[]): Promise<void> {
    const verdicts = await verdictsOn(events, this.pool);
    if (verdicts.length > 0) {
      await this.client?.send(verdicts);
    }
  }
}
