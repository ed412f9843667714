import * as fs from 'fs';
import { SequencerConnection } from '../nodes/messages';

/** A Scala string literal. */
const TEXT = '"((?:[^"\\\\]|\\\\.)*)"';

/** What the scripts of the library say, without Scala: each piece is looked for in exactly the words that the library writes, and must be found. */
export class ScriptReader {
  public constructor(private readonly name: string, private readonly text: string) {}

  /** All groups of the one place where something stands. */
  public one(what: string, pattern: string): string[] {
    const found = this.all(pattern);
    if (found.length !== 1) {
      throw new Error(`${this.name}: expected one ${what}, found ${found.length}; looked for ${pattern}`);
    }
    return found[0];
  }

  /** All groups of each place where something stands. */
  public all(pattern: string): string[][] {
    return [...this.text.matchAll(new RegExp(pattern, 'g'))].map(([, ...groups]) => groups);
  }

  public has(words: string): boolean {
    return this.text.includes(words);
  }

  /** The text between two places. */
  public parts(pattern: string): ScriptReader[] {
    return this.all(pattern).map(([text]) => new ScriptReader(this.name, text));
  }

  /** Remote nodes by the names of the configuration. */
  public remotes(kind: string): string[] {
    return this.all(`${kind}\\.remote\\.find\\(_\\.name == ${TEXT}\\)`).map(([name]) => literal(name));
  }

  /** The one connection to sequencers, with the certificate that it names. */
  public connection(): SequencerConnection {
    const file = 'BinaryFileUtil\\.tryReadByteStringFromFile';
    const [first, certificate, more] = this.one('connection to sequencers', `GrpcSequencerConnection\\.tryCreate\\(${TEXT}, (None|Some\\(${file}\\("[^"]*"\\)\\))\\)((?:\\.addEndpoints\\([^)]*\\))?)`);
    const urls = [literal(first), ...[...more.matchAll(new RegExp(TEXT, 'g'))].map(([, url]) => literal(url))];
    const [, path] = /\("([^"]*)"\)\)$/.exec(certificate) ?? [];
    return { urls, rootCertificate: path === undefined ? undefined : fs.readFileSync(path, 'utf8') };
  }

  /** Ids of participants that are written out. */
  public participantIds(): string[] {
    return this.all(`ParticipantId\\.tryFromProtoPrimitive\\(${TEXT}\\)`).map(([id]) => literal(id));
  }

  public literals(pattern: string): string[] {
    return this.all(pattern.replace('TEXT', TEXT)).map(([text]) => literal(text));
  }
}

function literal(scala: string): string {
  return JSON.parse(`"${scala}"`);
}
