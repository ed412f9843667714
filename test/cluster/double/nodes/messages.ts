/** What members send one another through the sequencers. */
export type Body =
  | { readonly type: 'request'; readonly requestId: string; readonly commandId: string; readonly payload: string; readonly submittedAt: number; readonly participant: string; readonly isPing?: boolean }
  | { readonly type: 'verdict'; readonly request: Extract<Body, { type: 'request' }> }
  /** From the manager to the sequencers: a member is let in. */
  | { readonly type: 'topology'; readonly member: string };

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

/** How a member reaches the sequencers: one connection of several endpoints. */
export interface SequencerConnection {
  readonly urls: string[];
  /** PEM. */
  readonly rootCertificate?: string;
}
