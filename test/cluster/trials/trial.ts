import { LedgerDatabase } from '../ledger/database';
import { applyLedger } from '../ledger/deploy';
import { Ledger, ParticipantKind } from '../ledger/ledger';

/** A series of faults on one running ledger. */
export class Trial {
  /** @param revisions how often the configuration of each service was changed before */
  constructor(public readonly ledger: Ledger, public readonly database: LedgerDatabase, private readonly revisions: Record<string, number>) {}

  /** The participants whose clients say what they saw of their domain. */
  public get watchers(): ParticipantKind[] {
    return this.ledger.participants.filter(({ watchesDomain }) => watchesDomain);
  }

  /** Changes the configuration of services and applies the manifests. */
  public roll(...services: string[]): void {
    for (const service of services) {
      this.revisions[service] = (this.revisions[service] ?? 0) + 1;
    }
    applyLedger(this.ledger, this.revisions);
  }
}

/** What a fault did to one client's service. */
export interface Hit {
  /** The client whose gap is judged. */
  readonly client: string;
  /** The service that was hit: who was active in it, and when, is reported. */
  readonly service: string;
  /** The budget for it. @default - none: the gap is recorded only */
  readonly budget?: Budget;
  /** Whether the budget is for one switch, of which there may be two. */
  readonly perSwitch?: boolean;
  /** What else is to be said, such as that the node had a router too. */
  readonly note?: string;
}

/** How long clients may go without an answer, in seconds, and how that is made up. */
export interface Budget {
  readonly worst: number;
  readonly median?: number;
  readonly arithmetic: string;
}

/** A fault that is in effect. */
export interface Strike {
  /** When it was made, in milliseconds of the epoch: what had to be found out before is over by then. */
  readonly begin: number;
  readonly hits: Hit[];
  /** Waits until the fault is over by itself, such as a rollout. */
  readonly end?: () => Promise<void>;
  /** Waits until the services are redundant again without anybody's help. */
  readonly redundancy?: () => Promise<void>;
  /** Makes everything as it was. */
  readonly undo?: () => Promise<void>;
}

export interface Fault {
  readonly name: string;
  /** Whether it needs nodes and a database of ours: a signal, a crash, a cut link. Others need kubectl only. @default false */
  readonly onOwnMachine?: boolean;
  /** How often it is done. */
  readonly times: number;
  readonly strike: (trial: Trial) => Promise<Strike>;
}
