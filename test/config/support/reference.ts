import * as fs from 'fs';
import * as path from 'path';
import { java, testWithJdk } from './jdk';
import { HoconText } from './parse';
import { Plain } from './trees';
import { inTempFolder } from '../../support/tools';

/** What a text says, or why it is refused. */
export interface Answer {
  readonly value?: Plain;
  readonly error?: string;
}

const JAR = '.cache/config-1.4.3.jar';
const PROGRAM = path.join(__dirname, '..', 'hocon', 'reference', 'Parse.java');

/** `test` where the parser is there that the processes themselves use. */
export const testWithReference = testWithJdk(JAR);

/** What texts say by that parser. One run of the JVM for all of them. */
export function reference(texts: HoconText[]): Answer[] {
  return inTempFolder((folder) => {
    const [questions, answers] = [path.join(folder, 'questions'), path.join(folder, 'answers')];
    fs.writeFileSync(questions, texts.map(({ text, env = {} }) => `${ascii(JSON.stringify({ text, env }))}\n`).join(''));
    java([JAR], PROGRAM, questions, answers);
    return fs.readFileSync(answers, 'ascii').trimEnd().split('\n').map((line) => JSON.parse(line) as Answer);
  });
}

/** JSON whose half surrogates survive a file. */
function ascii(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
