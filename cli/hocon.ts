import { Tree } from '../lib/checks/read';

/** Text in quotes, a substitution, a sign, the end of a line, or a bare word; and blanks, which say nothing. */
const TOKEN = /"(?:[^"\\\n]|\\.)*"|\$\{\??[\w.-]+\}|[{}[\],=]|\n|[^\s{}[\],="$]+|[^\S\n]+/g;
const ENDS = ['\n', ',', '}', ']'];

/**
 * Reads the HOCON that the library writes, and no other: one key or item a line, all text quoted (`lib/config/hocon/render.ts`). A substitution stays
 * what it is: the text `${NAME}`.
 */
export function readHocon(text: string): Tree {
  const tokens = text.match(TOKEN) ?? [];
  try {
    if (tokens.join('') === text) {
      return new Reader(tokens.filter((token) => token === '\n' || token.trim() !== '')).members();
    }
  } catch {
    // a bare word, or a brace that nothing closes
  }
  throw new Error('it is not HOCON as cdk8s-canton writes it');
}

class Reader {
  private position = 0;

  public constructor(private readonly tokens: readonly string[]) {}

  /** Keys and values, up to the sign that ends them; the end of the text, if there is none. */
  public members(end?: string): Tree {
    const entries: [string, unknown][] = [];
    for (let key = this.next(); key !== end; key = this.next()) {
      if (this.tokens[this.position] === '=') {
        this.position++;
      }
      entries.push([unquoted(key ?? this.take()), this.value(this.take())]);
    }
    return Object.fromEntries(entries);
  }

  private value(first: string): unknown {
    if (first === '{') {
      return this.members('}');
    }
    if (first === '[') {
      return this.items();
    }
    const parts = [first];
    while (this.position < this.tokens.length && !ENDS.includes(this.tokens[this.position])) {
      parts.push(this.take());
    }
    return parts.length > 1 || /^["$]/.test(first) ? parts.map(unquoted).join('') : JSON.parse(first);
  }

  private items(): unknown[] {
    const items: unknown[] = [];
    for (let first = this.next(); first !== ']'; first = this.next()) {
      items.push(this.value(first ?? this.take()));
    }
    return items;
  }

  private take(): string {
    if (this.position >= this.tokens.length) {
      throw new Error('it ends too early');
    }
    return this.tokens[this.position++];
  }

  /** The next token that says something. */
  private next(): string | undefined {
    while (this.tokens[this.position] === '\n' || this.tokens[this.position] === ',') {
      this.position++;
    }
    return this.tokens[this.position++];
  }
}

function unquoted(token: string): string {
  return token.startsWith('"') ? JSON.parse(token) as string : token;
}
