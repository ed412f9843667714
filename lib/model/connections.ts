/** How many connections one process holds on the database server at most, for a pool of a given size (facts A.2). */

/** A participant's reads and writes come from the pool; its indexer has connections of its own, and so have its lock and one spare. */
export function participantConnections(pool: number, ingestionParallelism = 16): number {
  return pool + ingestionParallelism + 2;
}

/** A sequencer has a pool for all and one for its own writes, and one for what only one of them may do. */
export function sequencerConnections(pool: number, exclusive = 2): number {
  return 2 * pool + exclusive;
}

/** A participant of Canton 3 beside its pool: the indexer, its locks and spares; with a pool of 8 an active one was seen to hold 35 (facts F.4). */
export function canton3ParticipantConnections(pool: number): number {
  return pool + 27;
}
