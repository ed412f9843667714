/** How bad a scanner takes a finding to be, where it says so. */
export type Severity = 'critical' | 'warning' | 'failed';

/** Something that a scanner holds against an object. */
export interface Finding {
  readonly tool: string;
  /** The scanner's own id of the check. */
  readonly check: string;
  readonly severity: Severity;
  /** `Kind/name` */
  readonly object: string;
  /** The container that it is about, where the scanner says so. */
  readonly container?: string;
  readonly message: string;
}

/** What one scanner said about the manifests of one app. */
export interface Scan {
  readonly tool: string;
  /** How often a check looked at an object and was content. */
  readonly passed: number;
  readonly findings: Finding[];
  /** Objects that it looked at. */
  readonly seen: string[];
  /** Objects that it was told to leave out. */
  readonly left: string[];
}

/** A scan that also finds fault with itself: a scanner that fails to read a file may be content with the rest. */
export function withCoverage(scan: Scan, expected: string[]): Scan {
  const seen = new Set([...scan.seen, ...scan.left]);
  const missed = expected.filter(object => !seen.has(object)).map((object): Finding => ({
    tool: scan.tool, check: 'coverage', severity: 'failed', object, message: 'the scanner did not look at this object',
  }));
  return { ...scan, findings: [...scan.findings, ...missed] };
}

/** A finding in words, without the scanner. */
export function sentence({ check, object, container, message }: Finding): string {
  return `${check}  ${object}${container === undefined ? '' : ` (${container})`}: ${message}`;
}
