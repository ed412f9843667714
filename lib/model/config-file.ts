import { SecretKey } from './secret-key';

/** An environment variable that a process reads, and the Secret's key that fills it. */
export interface EnvBinding {
  readonly env: string;
  readonly secret: SecretKey;
  /** What the secret is, in half a sentence. */
  readonly purpose: string;
}

/** A Secret's key that a process reads as a file. */
export interface SecretFile {
  readonly secret: SecretKey;
  /** What the file is, in half a sentence. */
  readonly purpose: string;
}

/** A finished configuration file: its text, and what its text refers to. */
export interface ConfigFile {
  /** File name, such as `participant.conf`. */
  readonly name: string;
  readonly text: string;
  /** Environment variables that the text substitutes. */
  readonly env: EnvBinding[];
  /** Files that the text names. */
  readonly files: SecretFile[];
  /** The same as plain data, where it is HOCON. */
  readonly tree?: object;
}

/** Where files from Secrets are mounted in every pod. */
export const SECRETS_PATH = '/secrets';

/** The path of a file from a Secret. */
export function secretPath(secret: SecretKey): string {
  return `${SECRETS_PATH}/${secret.secretName}/${secret.key}`;
}
