import { parse } from 'yaml';
import { Finding } from './finding';

/** A check that does not hold for some objects, on purpose. */
export interface Waiver {
  readonly tool: string;
  readonly check: string;
  /** What the scanner says, where one check says several things. */
  readonly message?: string;
  /** `Kind/name` with a whole kind and a name in which `*` stands for any text. */
  readonly objects: string[];
  /** A key of the file's reasons. */
  readonly reason: string;
}

/** The file of waivers: few reasons, each for several checks. */
export interface WaiverFile {
  readonly reasons: Record<string, string>;
  readonly waivers: Waiver[];
}

const MOST_REASONS = 5;
const OBJECTS = /^[A-Z][A-Za-z]+\/\S+$/;

export function parseWaivers(text: string): WaiverFile {
  const file = parse(text) as WaiverFile;
  const problems = [...problemsOfReasons(file), ...file.waivers.flatMap(waiver => problemsOfWaiver(waiver, file))];
  if (problems.length > 0) {
    throw new Error(`the waivers cannot be used: ${problems.join('; ')}`);
  }
  return file;
}

/** What is left of a scan's findings when the waivers are taken into account. */
export interface Verdict {
  readonly failed: Finding[];
  readonly waived: { readonly finding: Finding; readonly waiver: Waiver }[];
}

export function judge(findings: Finding[], waivers: Waiver[]): Verdict {
  const judged = findings.map(finding => ({ finding, waiver: waivers.find(waiver => covers(waiver, finding)) }));
  return {
    failed: judged.flatMap(({ finding, waiver }) => waiver === undefined ? [finding] : []),
    waived: judged.flatMap(({ finding, waiver }) => waiver === undefined ? [] : [{ finding, waiver }]),
  };
}

/** Whether a waiver is about what a finding says, whatever the object. */
export function waives({ tool, check, message }: Waiver, finding: Pick<Finding, 'tool' | 'check' | 'message'>): boolean {
  return tool === finding.tool && check === finding.check && (message === undefined || message === finding.message);
}

/** Every pattern of every waiver that covers no finding. Only the scanners that ran are judged. */
export function unusedWaivers(waivers: Waiver[], findings: Finding[], tools: string[]): string[] {
  return waivers.filter(({ tool }) => tools.includes(tool)).flatMap(waiver => {
    const objects = findings.filter(finding => waives(waiver, finding)).map(({ object }) => object);
    const unused = waiver.objects.filter(pattern => !objects.some(object => matches(pattern, object)));
    return unused.map(pattern => `${waiver.tool} ${waiver.check}  ${pattern}`);
  });
}

function problemsOfReasons({ reasons, waivers }: WaiverFile): string[] {
  const names = Object.keys(reasons);
  const idle = names.filter(name => !waivers.some(({ reason }) => reason === name));
  return [
    ...(names.length > MOST_REASONS ? [`at most ${MOST_REASONS} reasons are allowed, got ${names.join(', ')}`] : []),
    ...idle.map(name => `reason '${name}' has no waiver`),
  ];
}

function problemsOfWaiver({ tool, check, objects, reason }: Waiver, { reasons }: WaiverFile): string[] {
  const name = `${tool} ${check}`;
  return [
    ...(reasons[reason] === undefined ? [`${name}: there is no reason '${reason}'`] : []),
    ...(objects.length === 0 ? [`${name}: objects are missing`] : []),
    ...objects.filter(pattern => !OBJECTS.test(pattern)).map(pattern => `${name}: objects must be Kind/name, got '${pattern}'`),
  ];
}

function covers(waiver: Waiver, finding: Finding): boolean {
  return waives(waiver, finding) && waiver.objects.some(pattern => matches(pattern, finding.object));
}

function matches(pattern: string, object: string): boolean {
  const literal = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`).test(object);
}
