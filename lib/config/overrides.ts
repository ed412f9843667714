import { namesSecret, refuse } from '../model/validation';
import { Hocon, HoconNode } from './hocon/hocon';

/** A piece of text that an override must not hold. */
interface Rule {
  readonly forbids: (text: string, key: string, parent: string | undefined) => boolean;
  readonly message: (text: string, path: string, key: string) => string;
}

const RULES: Rule[] = [
  {
    // `oauth-token` is an address.
    forbids: (text, key) => text !== '' && namesSecret(key) && !/^https?:\/\/|\$\{/.test(text),
    message: (_, path, key) => `configOverrides ${path} is a secret as text; use Hocon.secret('${key.toUpperCase().replace(/\W/g, '_')}', SecretKey.of(...), ...)`,
  },
  {
    forbids: (text) => /[?&;]password=(?!\$\{|$)/i.test(text) || /^\w+:\/\/[^/@\s]*:(?!\$\{)[^/@\s]*@/.test(text) || /^jdbc:oracle:\w+:[^/@]+\/(?!\$\{)[^@]+@/.test(text),
    message: (_, path) => `configOverrides ${path} holds a password as text; put it together with Hocon.concat and Hocon.secret`,
  },
  {
    forbids: (text, key, parent) => key === 'type' && parent === 'storage' && ['memory', 'h2'].includes(text),
    message: (text) => `storage type must be postgres or oracle, got '${text}'; it would be lost with its pod and cannot be replicated (rule R12)`,
  },
  {
    forbids: (text, key) => key === 'synchronous-commit' && text === 'off',
    message: (text, path) => `configOverrides ${path} must not be '${text}': acknowledged transactions could be lost (rule R18)`,
  },
  {
    forbids: (text, key) => key === 'start-mode' && ['create-and-start', 'create-only'].includes(text),
    message: (text, path) => `configOverrides ${path} must not be '${text}': every start would drop the tables; use create-if-needed-and-start (facts D.3)`,
  },
];

/**
 * Lays a user's overrides over a finished configuration. Refused: a secret as text, and what would break a promise of the service, such as
 * storage that cannot be replicated.
 */
export function withOverrides(owner: string, tree: Hocon, overrides: Hocon | undefined): Hocon {
  if (overrides !== undefined && overrides._node.kind !== 'object') {
    refuse(`${owner}: configOverrides must be an object, from the root of the file, got ${overrides._node.kind}`);
  }
  overrides?._walk((node, path, parent) => {
    // The parts of a concatenation are judged together, and an item of a list by the list's key.
    const text = parent?.kind === 'concat' ? undefined : textOf(node);
    const keys = path.filter((part) => !/^\d+$/.test(part));
    const [key = '', parentKey] = [keys[keys.length - 1], keys[keys.length - 2]];
    if (text !== undefined) {
      RULES.filter((rule) => rule.forbids(text, key, parentKey)).forEach((rule) => refuse(`${owner}: ${rule.message(text, path.join('.'), key)}`));
    }
  });
  return overrides === undefined ? tree : tree.merge(overrides);
}

/** What stands in the file, with `${NAME}` for what the environment fills in; nothing where it is no single value. */
function textOf(node: HoconNode): string | undefined {
  switch (node.kind) {
    case 'text':
    case 'number':
      return String(node.value);
    case 'concat':
      return node.parts.map(({ _node: part }) => (part.kind === 'env' ? `\${${part.name}}` : textOf(part) ?? '')).join('');
    default:
      return undefined;
  }
}
