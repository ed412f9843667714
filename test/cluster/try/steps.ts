/** The lines of a text that are to be typed as they stand. */
export function linesToType(text: string): string[] {
  return text.split('\n').map(line => line.trim()).filter(line => /^(kubectl|curl) /.test(line));
}

/** The lines to type in the shell blocks of a page. */
export function linesOfPage(page: string): string[] {
  return linesToType([...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block]) => block).join(''));
}

/** The one line that says something. */
export function lineWith(lines: string[], what: string): string {
  const found = lines.filter(line => line.includes(what));
  if (found.length !== 1) {
    throw new Error(`one line to type must have '${what}', got ${found.length}; there are\n${lines.join('\n')}`);
  }
  return found[0];
}

/** What a newcomer does, in order. */
export interface Steps {
  /** Makes all of it, and waits for its Jobs. */
  readonly make: string[];
  /** Runs until it is interrupted. */
  readonly forward: string;
  /** Asks the JSON API. */
  readonly ask: string[];
  /** Deletes the first of the two instances. */
  readonly lose: string;
  readonly remove: string;
}

/**
 * @param printed what `npm run synth:try` says
 * @param page the text of docs/try-it.md
 */
export function stepsOf(printed: string, page: string): Steps {
  const [lines, more] = [linesToType(printed), linesOfPage(page)];
  const forward = lineWith(lines, 'port-forward');
  const isQuestion = (line: string) => line.startsWith('curl ');
  return {
    make: lines.slice(0, lines.indexOf(forward)),
    forward,
    ask: [...new Set([...lines, ...more].filter(isQuestion))],
    lose: lineWith(more, 'delete pod --now'),
    remove: lineWith(lines, 'delete namespace'),
  };
}

/** The same line for the pod of another instance. */
export function forInstance(line: string, service: string, instance: number): string {
  return line.replace(/(instance|component)=[a-z]+/g, `$1=${service}`).replace(/(instance)=\d+/, `$1=${instance}`);
}
