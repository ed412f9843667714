import * as fs from 'fs';

/** Commands of a page, as they stand there. */
export interface Block {
  /** The page and the line of the first command. */
  readonly at: string;
  readonly code: string;
  /** The word behind the block's language: what it needs that is not here. @default - nothing */
  readonly mark?: string;
}

/** A numbered step of a page; number 0 is what stands before the first. */
export interface Step {
  readonly number: number;
  readonly blocks: Block[];
}

/** Why commands are not run, by their block's mark, as in "```sh image". */
export const MARKS: Readonly<Record<string, string>> = {
  image: 'they want a program of the Enterprise image',
};

/** A block of code as a whole, a heading, or the number of a step. */
const PARTS = /^( *)```(\w*) ?(\w*)\n([^]*?)^\1```$|^#+ (.*)$|^(\d+)\. /gm;

/** The steps below a heading, up to the next one, with their shell commands. */
export function stepsOf(page: string, section: string): Step[] {
  const text = fs.readFileSync(page, 'utf8');
  const steps: Step[] = [{ number: 0, blocks: [] }];
  const headings: string[] = [];
  for (const match of text.matchAll(PARTS)) {
    const [, indent, language, mark, code, heading, number] = match;
    if (heading !== undefined) {
      headings.push(heading);
    } else if (headings[headings.length - 1] === section && number !== undefined) {
      steps.push({ number: Number(number), blocks: [] });
    } else if (headings[headings.length - 1] === section && language === 'sh') {
      const line = text.slice(0, match.index).split('\n').length + 1;
      steps[steps.length - 1].blocks.push({ at: `${page}:${line}`, code: code.replace(new RegExp(`^${indent}`, 'gm'), ''), mark: mark || undefined });
    }
  }
  if (!headings.includes(section)) {
    throw new Error(`${page} has no heading '${section}'; it has ${headings.map(each => `'${each}'`).join(', ')}`);
  }
  return steps;
}

/** One step of them. */
export function stepOf(page: string, section: string, number: number): Step {
  const steps = stepsOf(page, section);
  const step = steps.find(each => each.number === number);
  if (step === undefined) {
    throw new Error(`${page}, '${section}' has no step ${number}; it has ${steps.map(each => each.number).join(', ')}`);
  }
  return step;
}
