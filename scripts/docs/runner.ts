import * as fs from 'fs';
import type { Outcome, Program } from './run';
import { pictureOf } from '../pictures';

// The process in which `runPrograms` runs them.

void main();

async function main(): Promise<void> {
  const [questions, answers] = process.argv.slice(2);
  const outcomes: Outcome[] = [];
  for (const program of JSON.parse(fs.readFileSync(questions, 'utf8')) as Program[]) {
    outcomes.push(await outcomeOf(program));
  }
  fs.writeFileSync(answers, JSON.stringify(outcomes));
}

async function outcomeOf({ file, folder, drawn }: Program): Promise<Outcome> {
  fs.mkdirSync(folder, { recursive: true });
  process.chdir(folder);
  try {
    require(file); // eslint-disable-line @typescript-eslint/no-require-imports
    return drawn ? { picture: await pictureOf(folder) } : {};
  } catch (error) {
    return { failure: String((error as Error).stack) };
  }
}
