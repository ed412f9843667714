/** A mediator's vote for a request. */
export interface Vote {
  readonly requestId: string;
  readonly mediator: string;
}

/** Which verdicts a sequencer delivers: the one that makes a request's votes as many as the group's threshold, and no other. */
export class Aggregation {
  private readonly voters = new Map<string, Set<string>>();
  private readonly added: Vote[] = [];

  /** @param votes those that were given before */
  public constructor(private readonly threshold: number, votes: Vote[]) {
    votes.forEach(({ requestId, mediator }) => this.votersOf(requestId).add(mediator));
  }

  /** Votes that were not known before. */
  public get fresh(): Vote[] {
    return this.added;
  }

  /** Counts a vote, and says whether it is the one. */
  public passes(vote: Vote): boolean {
    const voters = this.votersOf(vote.requestId);
    if (voters.has(vote.mediator)) {
      return false;
    }
    voters.add(vote.mediator);
    this.added.push(vote);
    return voters.size === this.threshold;
  }

  private votersOf(requestId: string): Set<string> {
    const voters = this.voters.get(requestId) ?? new Set();
    this.voters.set(requestId, voters);
    return voters;
  }
}
