import { Deployment } from './deployment';

/** An `error` is an outage or a loss that waits for its occasion; a `warning` is what an operator should have decided on purpose. */
export type Severity = 'error' | 'warning';

/** What a check has against an object. */
export interface Finding {
  /** Kind, namespace and name: `Deployment canton/participant-0`. */
  readonly object: string;
  /** What is wrong: the value that was found and the values that are allowed. */
  readonly message: string;
}

/** A rule that a whole deployment obeys. */
export interface Check {
  /** What waivers and reports call it. It never changes. */
  readonly id: string;
  readonly severity: Severity;
  /** The rule. */
  readonly sentence: string;
  /** What happens otherwise, and where that is written. */
  readonly why: string;
  /** What to change. */
  readonly fix: string;
  readonly find: (deployment: Deployment) => Finding[];
}
