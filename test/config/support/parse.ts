import { parse } from '@pushcorn/hocon-parser';
import { Plain } from './trees';

/** A text of HOCON, and the environment of the process that reads it. */
export interface HoconText {
  readonly text: string;
  readonly env?: { [name: string]: string };
}

/** What a text says, by a parser that shares nothing with the renderer. */
export async function parsed({ text, env = {} }: HoconText): Promise<Plain> {
  // To this parser an empty file is nothing, to the processes an empty object.
  return (await parse({ text, strict: true, env: false, scope: env }) ?? {}) as Plain;
}
