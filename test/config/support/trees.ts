import * as fc from 'fast-check';

/** Plain data, as `Hocon.of` takes it and a parser gives it back. */
export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** Pieces that mean something to some parser when they stand outside quotes, or break quotes. */
const NASTY = [
  '"', '"""', '\\', '\\"', '\\u0022', "'", '`', '//', '#', '/*', '$', '${', '${X}', '${?X}', '$${', '{', '}', '[', ']', '=', '+=', ':', ':=', ',',
  ';', '?', '!', '@', '*', '&', '^', '|', '<', '>', '.', '..', '-', '+', '%', '%s', ' ', '  ', '\t', '\n', '\r', '\r\n', '\b', '\f', '\v', '\0', '\u001f',
  '\u007f', '\u0085', '\u00a0', '\u2028', '\u2029', '\ufeff', '\ud800', '\udc00', '\ud83d\ude00', 'é', 'e\u0301', 'ß', '日本',
  'include', 'include "x"', 'required', 'url(', 'file(', 'require', 'true', 'false', 'null', 'on', 'off', 'yes', '0', '1', '-0', '1e5', '1.5', '.5',
  '0x10', '10s', 'Infinity', 'NaN', 'a', 'key', 'arn:aws:kms:eu-central-1:123456789012:key/1', '__proto__', 'constructor', 'toString',
];

/** Text made of such pieces, of all of Unicode, and of UTF-16 units that are no text. */
export const TEXT: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...NASTY), { maxLength: 6 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 }).map((units) => String.fromCharCode(...units)),
);

/** Every number that is taken: not those whole ones that lose digits. */
export const NUMBER: fc.Arbitrary<number> = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value)),
);

const LEAF: fc.Arbitrary<Plain> = fc.oneof(TEXT, NUMBER, fc.boolean(), fc.constant(null));

/** Objects in objects and lists, with such texts as keys and values. */
export const TREE = fc.letrec<{ value: Plain; object: { [key: string]: Plain } }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, LEAF, fc.array(tie('value'), { maxLength: 4 }), tie('object')),
  object: fc.array(fc.tuple(TEXT, tie('value')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries) as { [key: string]: Plain }),
})).object;

/** The one text of equal data: keys in order, -0 as 0. */
export function canonical(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, sorted(entry)]);
}

/** Texts that an environment variable can hold. */
export const ENV_TEXT = TEXT.filter((text) => !text.includes('\0'));

/** Equal data, with the keys of all objects in another order. */
export function shuffled(value: Plain, dice: () => number): Plain {
  if (Array.isArray(value)) {
    return value.map((item) => shuffled(item, dice));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, entry]) => ({ key, entry: shuffled(entry, dice), place: dice() }));
  return Object.fromEntries(entries.sort((a, b) => a.place - b.place).map(({ key, entry }) => [key, entry]));
}
