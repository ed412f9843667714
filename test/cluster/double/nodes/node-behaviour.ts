import { NodeConfig } from '../config/node-config';
import { Healths } from '../rpc/health-service';
import { JsonService } from '../rpc/json-service';
import { FencedPool } from '../storage/fenced-pool';

/** What is served on the Ledger API's port. */
export interface LedgerApi {
  readonly service: JsonService;
  readonly healths: Healths;
}

/** What a kind of replicated node does in its own way. A new one is made for each time that the instance is active. */
export interface ActiveNode {
  /** Operations of the admin API. */
  readonly admin: { readonly [method: string]: (request: any) => Promise<object> };
  /** For a participant. */
  readonly ledger?: LedgerApi;
  /** Reads what is stored. */
  start(): Promise<void>;
  /** Connects to the domains that it knows, where it is not connected already. */
  connect(): Promise<void>;
  /** Stops at once: nothing may be written any more. */
  stop(): void;
  /** Whether its domain, if it has one, can be worked with. */
  isConnected(): boolean;
  isInitialized(): boolean;
  identity(): string;
  /** The synchronizer that a node of Canton 3.5 belongs to, where that is for others to know. */
  synchronizerId?(): string | undefined;
}

export type ActiveNodeFactory = (config: NodeConfig, pool: FencedPool, note: (event: string, details?: object) => void) => ActiveNode;

/** What `grpc-health-server` calls the kind. */
export const HEALTH_NAME = { 'participants': 'participant', 'sequencers': 'sequencer', 'mediators': 'mediator', 'domain-managers': 'domain-manager' } as const;
