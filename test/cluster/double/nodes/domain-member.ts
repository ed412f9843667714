import { Connection } from './follow-sequencers';
import { SequencerLink } from './messages';
import { ActiveNode } from './node-behaviour';
import { recall, remember } from './node-store';
import { FencedPool } from '../storage/fenced-pool';

/**
 * What mediators and domain managers have in common: the bootstrap tells them of the domain, which is kept in their database, and they follow its sequencers by
 * the connection that they were given last.
 */
export abstract class DomainMember<Setup extends { readonly connection: Connection }> implements ActiveNode {
  public abstract readonly admin: ActiveNode['admin'];
  protected setup?: Setup;
  protected client?: SequencerLink;

  public constructor(protected readonly pool: FencedPool) {}

  public async start(): Promise<void> {
    this.setup = await recall<Setup>(this.pool, 'setup');
  }

  public async connect(): Promise<void> {
    if (this.setup !== undefined && this.client === undefined) {
      this.client = await this.follow(this.setup);
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

  public abstract identity(): string;

  /** A client, not started yet, that follows the sequencers. */
  protected abstract follow(setup: Setup): Promise<SequencerLink>;

  protected async store(setup: Setup): Promise<void> {
    await remember(this.pool, 'setup', setup);
    this.setup = setup;
    this.client?.stop();
    this.client = undefined;
    await this.connect();
  }
}
