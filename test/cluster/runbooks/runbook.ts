import { Site } from './site';

/** A page, or a part of it, and what is done and seen beside its commands. */
export interface Runbook {
  /** What reports call it. */
  readonly name: string;
  readonly page: string;
  /** The heading above its steps. */
  readonly section: string;
  /** What had been done long before somebody opens the page. */
  readonly before?: (site: Site) => Promise<unknown>;
  /** By number of step; number 0 is what stands before the first. */
  readonly hands: Readonly<Record<number, Hand>>;
}

/** What a step says in words. */
export interface Hand {
  /** What is done before its commands. */
  readonly does?: (site: Site) => unknown;
  /** Throws where one does not see what the page says. */
  readonly sees?: (site: Site, printed: string) => unknown;
}

/** @throws where something that a page says is not so */
export function see(what: string, isSo: boolean, printed = ''): void {
  if (!isSo) {
    throw new Error(`the page says that one sees: ${what}; that is not so\n${printed}`);
  }
}
