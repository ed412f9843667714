import { Request, SequencedEvent, SequencerConnection } from './messages';
import { ActiveNode } from './node-behaviour';
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
export class Mediator implements ActiveNode {
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
  private setup?: Setup;
  private client?: SequencerClient;

  public constructor(private readonly config: NodeConfig, private readonly pool: FencedPool) {}

  public async start(): Promise<void> {
    this.setup = await recall<Setup>(this.pool, 'setup');
  }

  public async connect(): Promise<void> {
    if (this.setup !== undefined && this.client === undefined) {
      const after = await recall<number>(this.pool, 'offset') ?? 0;
      this.client = new SequencerClient(this.setup.connection, this.setup.member, after, (events) => this.take(events));
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
    return this.setup?.member ?? '';
  }

  private async store(setup: Setup): Promise<void> {
    await remember(this.pool, 'setup', setup);
    this.setup = setup;
    this.client?.stop();
    this.client = undefined;
    await this.connect();
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
