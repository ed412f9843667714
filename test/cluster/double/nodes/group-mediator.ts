import { randomUUID } from 'crypto';
import { DomainMember } from './domain-member';
import { followSequencers } from './follow-sequencers';
import { SequencedEvent, SequencerConnections, SequencerLink } from './messages';
import { identity, recall } from './node-store';
import { verdictsOn } from './verdicts';
import { NodeConfig } from '../config/node-config';
import { FencedPool } from '../storage/fenced-pool';
import { log, reason } from '../support/log';

/** What the bootstrap tells a mediator of Canton 3.5. */
interface Setup {
  readonly synchronizerId: string;
  readonly connection: SequencerConnections;
}

/** The active instance of a mediator of Canton 3.5: it has an identity before it belongs to a synchronizer, where it is one of a group. */
export class GroupMediator extends DomainMember<Setup> {
  public readonly admin = {
    /** `setup.assign` */
    Assign: async (setup: Setup) => {
      await this.store(setup);
      return {};
    },
    GetConnection: async () => ({ connection: this.setup?.connection ?? null }),
    SetConnection: async ({ connection }: { connection: SequencerConnections }) => {
      await this.store({ ...this.setup!, connection });
      return {};
    },
  };
  private id = '';

  public constructor(private readonly config: NodeConfig, pool: FencedPool) {
    super(pool);
  }

  public async start(): Promise<void> {
    this.id = await identity(this.pool, 'MED', this.config.name, randomUUID().slice(0, 8));
    await super.start();
  }

  public identity(): string {
    return this.id;
  }

  public synchronizerId(): string | undefined {
    return this.setup?.synchronizerId;
  }

  protected async follow({ connection }: Setup): Promise<SequencerLink> {
    const after = await recall<number>(this.pool, 'offset') ?? 0;
    return followSequencers(connection, this.id, after, (events) => this.take(events), this.config.keepAlive);
  }

  /** A sequencer that is slow to answer does not hold up what comes next. */
  private async take(events: SequencedEvent[]): Promise<void> {
    const verdicts = await verdictsOn(events, this.pool);
    if (verdicts.length > 0) {
      this.client?.send(verdicts).catch((error) => log('verdicts were not sent', { why: reason(error) }));
    }
  }
}
