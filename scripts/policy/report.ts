import { Scan, sentence } from './finding';
import { Verdict, WaiverFile } from './waivers';

/** What one scanner said about one app, and what the waivers leave of it. */
export interface Result extends Verdict {
  readonly app: string;
  readonly scan: Scan;
}

/** Everything that a run has found out, as text. */
export function report(results: Result[], { reasons }: WaiverFile, unused: string[]): string {
  return [
    section('Findings', resultTable(results)),
    section('Failed', failedLines(results)),
    section('Waived', waivedLines(results, reasons)),
    section('Waivers that match nothing', unused),
    section('Not looked at by kubeconform, because Kubernetes has no schema', leftLines(results)),
  ].filter(text => text !== '').join('\n\n');
}

/** Rows of text in columns: the first `left` columns to the left, numbers to the right. */
export function columns(rows: string[][], left: number): string[] {
  const widths = rows[0].map((_, index) => Math.max(...rows.map(row => row[index].length)));
  return rows.map(row => row.map((text, index) => index < left ? text.padEnd(widths[index]) : text.padStart(widths[index])).join('  ').trimEnd());
}

/** A title and its lines, or nothing where there are no lines. */
export function section(title: string, lines: string[]): string {
  return lines.length === 0 ? '' : [title, ...lines.map(line => `  ${line}`)].join('\n');
}

function resultTable(results: Result[]): string[] {
  const rows = results.map(({ app, scan, failed, waived }) => [app, scan.tool, scan.passed, failed.length, waived.length].map(String));
  return rows.length === 0 ? [] : columns([['app', 'tool', 'passed', 'failed', 'waived'], ...rows], 2);
}

/** Sorted, because scanners are not. */
function failedLines(results: Result[]): string[] {
  return results.flatMap(({ app, scan, failed }) => failed.map(finding => `${app}: ${scan.tool} ${sentence(finding)}`)).sort();
}

function waivedLines(results: Result[], reasons: Record<string, string>): string[] {
  const used = results.flatMap(({ waived }) => waived.map(({ waiver }) => waiver.reason));
  const counted = Object.entries(reasons).map(([name, text]) => ({ name, text, count: used.filter(reason => reason === name).length }));
  return counted.filter(({ count }) => count > 0).map(({ name, text, count }) => `${count} ${name}: ${text.trim()}`);
}

function leftLines(results: Result[]): string[] {
  return [...new Set(results.flatMap(({ app, scan }) => scan.left.map(object => `${app}: ${object}`)))];
}
