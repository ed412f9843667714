import { SecretKey } from './secret-key';
import { refuse } from './validation';

/** Refuses a secret that is given as text, which typed callers cannot do. The message does not repeat it: messages end in logs. */
export function requireSecretKey(what: string, value: SecretKey): SecretKey {
  return value instanceof SecretKey
    ? value
    : refuse(`${what} must be a SecretKey, got ${value === undefined ? 'nothing' : `${typeof value === 'object' ? 'an object' : `a ${typeof value}`} (not shown)`}; a secret is never text: use SecretKey.of('<secret>', '<key>')`);
}
