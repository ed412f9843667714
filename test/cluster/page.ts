import * as fs from 'fs';

const [BEGIN, END] = ['<!-- measured: begin -->', '<!-- measured: end -->'];

/** Puts what a run found into a page, in the place of what an earlier one did. */
export function writeReport(page: string, text: string): void {
  const [before, ...rest] = fs.readFileSync(page, 'utf8').split(BEGIN);
  const after = rest.join(BEGIN).split(END)[1];
  if (after === undefined) {
    throw new Error(`${page} must have the lines ${BEGIN} and ${END}, between which the report goes; put them back`);
  }
  fs.writeFileSync(page, `${before}${BEGIN}\n\n${text}\n\n${END}${after}`);
}

/** A table as Markdown has it. */
export function table(head: string[], rows: string[][]): string[] {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`);
}
