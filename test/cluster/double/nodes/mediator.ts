import { DomainMember } from './domain-member';
import { Request, SequencedEvent, SequencerConnection } from './messages';
import { recall, remember } from './node-store';
import { SequencerClient } from './sequencer-client';
import { NodeConfig } from '../config/node-config';
import { FencedPool } from '../storage/fenced-pool';
import { VERDICT_TIMEOUT } from '../timing';

/** What the bootstrap tells a mediator. */
interface Setup {
  readonly member: string;
  readonly domainId: string;
  readonly connection: SequencerConnection;
}

/** The active instance of a mediator: it approves every request. */
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
    return new SequencerClient(connection, member, after, (events) => this.take(events));
  }

  /**
   * Notes first how far it has read: what was in flight when a mediator dies is lost with it, and times out at the participant (rule R52). Requests that waited
   * too long get no verdict.
   */
  private async take(events: SequencedEvent[]): Promise<void> {
    await remember(this.pool, 'offset', events[events.length - 1].ts);
    const requests = events.flatMap(({ body }): Request[] => (body.type === 'request' ? [body] : []));
    const verdicts = requests.filter(({ submittedAt }) => Date.now() - submittedAt < VERDICT_TIMEOUT)
      .map((request) => ({ recipients: [request.participant], body: { type: 'verdict' as const, request } }));
    if (verdicts.length > 0) {
      await this.client?.send(verdicts);
    }
  }
}
