/** What members send one another through the sequencers. */
export type Body =
  | { readonly type: 'request'; readonly requestId: string; readonly commandId: string; readonly payload: string; readonly submittedAt: number; readonly participant: string; readonly isPing?: boolean }
  | { readonly type: 'verdict'; readonly request: Extract<Body, { type: 'request' }> }
  /** From the manager, or an owner, to the sequencers: a member is let in. */
  | { readonly type: 'topology'; readonly member: string }
  /** From an owner of a 3.5 synchronizer: whether any participant may join. */
  | { readonly type: 'restriction'; readonly open: boolean };

export type Request = Extract<Body, { type: 'request' }>;

/** To whom the sequencers deliver it: ids of members, or this for all mediators. */
export const ALL_MEDIATORS = 'mediators';

export interface Message {
  readonly recipients: string[];
  readonly body: Body;
}

/** A message with its place in the order that all members see. */
export interface SequencedEvent {
  /** Microseconds; also the offset. */
  readonly ts: number;
  readonly body: Body;
}

/** How a member of a 2.10 domain reaches the sequencers: one connection of several endpoints. */
export interface SequencerConnection {
  readonly urls: string[];
  /** PEM. */
  readonly rootCertificate?: string;
}

/** One sequencer, by its one endpoint: Canton 3.5 has no others (facts of Canton 3, B8). */
export interface SequencerEndpoint {
  readonly alias: string;
  readonly url: string;
  /** PEM. */
  readonly rootCertificate?: string;
}

/** How a member of a 3.5 synchronizer reaches the sequencers: a pool of connections, one a sequencer. */
export interface SequencerConnections {
  readonly sequencers: SequencerEndpoint[];
  /** So many must have delivered the same event before it is believed. */
  readonly trustThreshold: number;
  /** So many subscriptions are held above the threshold. */
  readonly livenessMargin: number;
  /** To how many sequencers a message is sent at most; the patience, in milliseconds, is kept only to be compared. */
  readonly amplification: { readonly factor: number; readonly patience: number };
}

/** What a member has of the sequencers, however it reaches them. */
export interface SequencerLink {
  /** Whether events arrive. */
  readonly isConnected: boolean;
  start(): void;
  stop(): void;
  /** Has messages sequenced. They may be sequenced twice. */
  send(messages: Message[]): Promise<void>;
}

/** Gets events in order, the next batch when it is done with the last; where it fails, they come again. */
export type EventHandler = (events: SequencedEvent[]) => Promise<void>;
