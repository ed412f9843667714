import { EventHandler, SequencerConnection, SequencerConnections, SequencerLink } from './messages';
import { SequencerClient } from './sequencer-client';
import { SequencerPool } from './sequencer-pool';
import { KeepAlive } from './sequencer-subscription';

/** What a member was told of its sequencers, in the words of its release. */
export type Connection = SequencerConnection | SequencerConnections;

/** Follows sequencers in the way of the release that the connection is of. */
export function followSequencers(
  connection: Connection, member: string, after: number, handle: EventHandler, keepAlive: Partial<KeepAlive>,
): SequencerLink {
  return 'sequencers' in connection
    ? new SequencerPool(connection, member, after, handle, keepAlive)
    : new SequencerClient(connection, member, after, handle, keepAlive);
}
