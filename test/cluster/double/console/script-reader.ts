import * as fs from 'fs';
import { millis } from '../config/duration';
import { SequencerConnection, SequencerConnections, SequencerEndpoint } from '../nodes/messages';

/** A Scala string literal. */
const TEXT = '"((?:[^"\\\\]|\\\\.)*)"';

/** Words that every bootstrap and connect script for Canton 3.5 has, and none for 2.10. */
const SYNCHRONIZER_WORDS = 'def settings(all: SequencerConnections)';

/** A certificate, or none. */
const CERTIFICATE = 'None|Some\\(BinaryFileUtil\\.tryReadByteStringFromFile\\("[^"]*"\\)\\)';

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

  /** Whether it is for Canton 3.5. */
  public get isForSynchronizers(): boolean {
    return this.has(SYNCHRONIZER_WORDS);
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
    const [first, certificate, more] = this.one('connection to sequencers', `GrpcSequencerConnection\\.tryCreate\\(${TEXT}, (${CERTIFICATE})\\)((?:\\.addEndpoints\\([^)]*\\))?)`);
    const urls = [literal(first), ...[...more.matchAll(new RegExp(TEXT, 'g'))].map(([, url]) => literal(url))];
    return { urls, rootCertificate: content(certificate) };
  }

  /** The instances of each mediator service. */
  public mediatorServices(): string[][] {
    const services = this.parts('(active\\("mediator service [^"]*", Seq\\((?:\\n.*,)*\\n\\)\\))').map((part) => part.remotes('mediators'));
    if (services.length === 0 || services.some((names) => names.length === 0)) {
      throw new Error(`expected mediator services with their instances, found ${JSON.stringify(services)}`);
    }
    return services;
  }

  /** The sequencers of a 3.5 synchronizer, one connection each. */
  public endpoints(): SequencerEndpoint[] {
    return this.all(`GrpcSequencerConnection\\.tryCreate\\(${TEXT}, (${CERTIFICATE}), SequencerAlias\\.tryCreate\\(${TEXT}\\)\\)`)
      .map(([url, certificate, alias]) => ({ alias: literal(alias), url: literal(url), rootCertificate: content(certificate) }));
  }

  /** What is demanded of sequencers. */
  public quorum(): Omit<SequencerConnections, 'sequencers'> {
    const number = (kind: string) => `${kind}\\.tryCreate\\((\\d+)\\)`;
    const [trust, margin, factor, amount, unit] = this.one('quorum of sequencers',
      `SequencerConnections\\.tryMany\\([\\s\\S]*?, ${number('PositiveInt')}, ${number('NonNegativeInt')}, SubmissionRequestAmplification\\(${number('PositiveInt')}, (\\d+)\\.(\\w+)\\)`);
    return { trustThreshold: Number(trust), livenessMargin: Number(margin), amplification: { factor: Number(factor), patience: millis(`${amount}${unit}`, 0) } };
  }

  /** Ids of participants that are written out. */
  public participantIds(): string[] {
    return this.all(`ParticipantId\\.tryFromProtoPrimitive\\(${TEXT}\\)`).map(([id]) => literal(id));
  }

  /** Who may join a 3.5 synchronizer: `UnrestrictedOpen` or `RestrictedOpen`. */
  public restriction(): string {
    return this.one('restriction of who may join', '_\\.update\\(onboardingRestriction = OnboardingRestriction\\.(UnrestrictedOpen|RestrictedOpen)\\)')[0];
  }

  public literals(pattern: string): string[] {
    return this.all(pattern.replace('TEXT', TEXT)).map(([text]) => literal(text));
  }
}

function literal(scala: string): string {
  return JSON.parse(`"${scala}"`);
}

/** What is in the file that a certificate's expression names. */
function content(certificate: string): string | undefined {
  const [, path] = /\("([^"]*)"\)\)$/.exec(certificate) ?? [];
  return path === undefined ? undefined : fs.readFileSync(path, 'utf8');
}
