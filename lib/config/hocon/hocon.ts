import { EnvBinding, SecretFile } from '../../model/config-file';
import { requireSecretKey } from '../../model/require-secret-key';
import { SecretKey } from '../../model/secret-key';
import { describe, refuse, requireResolved } from '../../model/validation';

/** What a configuration tree is made of. @internal */
export type HoconNode =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'env'; readonly name: string; readonly binding?: EnvBinding }
  | { readonly kind: 'file'; readonly file: SecretFile }
  | { readonly kind: 'concat'; readonly parts: Hocon[] }
  | { readonly kind: 'list'; readonly items: Hocon[] }
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, Hocon> };

/** An immutable tree of HOCON configuration. It holds references to secrets, never secrets. */
export class Hocon {
  /**
   * The tree of plain data: objects, arrays, text, numbers, booleans, null, and `Hocon` leaves among them. Entries that are undefined are left out.
   * A key is one key, even with dots in it: nest objects for paths.
   *
   * @param value plain data; a number beyond 2^53 must be given as text, which HOCON reads as a number
   */
  public static of(value: unknown): Hocon {
    return Hocon.from(value, '');
  }

  /** `${NAME}`: the text of an environment variable; the process does not start without it. */
  public static env(name: string): Hocon {
    return new Hocon({ kind: 'env', name: requireEnvName(name) });
  }

  /**
   * `${NAME}`, with the environment variable filled from a Secret.
   *
   * @param name the environment variable
   * @param secret the Secret's key
   * @param purpose what the secret is, in half a sentence: it is listed for whoever must bring it
   */
  public static secret(name: string, secret: SecretKey, purpose: string): Hocon {
    return new Hocon({ kind: 'env', name: requireEnvName(name), binding: { env: name, secret: requireSecretKey(purpose, secret), purpose } });
  }

  /**
   * The path of a file that holds a Secret's key; the file is mounted where the configuration is used.
   *
   * @param secret the Secret's key
   * @param purpose what the file is, in half a sentence: it is listed for whoever must bring it
   */
  public static secretFile(secret: SecretKey, purpose: string): Hocon {
    return new Hocon({ kind: 'file', file: { secret: requireSecretKey(purpose, secret), purpose } });
  }

  /** Text put together from plain text and references, such as a URL with `${HOST}` in it. */
  public static concat(...parts: Hocon[]): Hocon {
    const wrong = parts.find(({ _node }) => !['text', 'env', 'file'].includes(_node.kind));
    if (parts.length === 0 || wrong !== undefined) {
      refuse(`HOCON concat takes text and references, got ${wrong?._node.kind ?? 'nothing'}`);
    }
    return new Hocon({ kind: 'concat', parts });
  }

  private static from(value: unknown, path: string): Hocon {
    if (value instanceof Hocon) {
      return value;
    }
    if (value === null) {
      return new Hocon({ kind: 'null' });
    }
    if (Array.isArray(value)) {
      return new Hocon({ kind: 'list', items: Array.from(value, (item: unknown, index) => Hocon.from(item, `${path || 'value'}[${index}]`)) });
    }
    switch (typeof value) {
      case 'string':
        return new Hocon({ kind: 'text', value: requireResolved(`configuration ${path || 'value'}`, value) });
      case 'boolean':
        return new Hocon({ kind: 'boolean', value });
      case 'number':
        return new Hocon({ kind: 'number', value: requireExact(value, path) });
      case 'object':
        return Hocon.fromObject(value as object, path);
      default:
        return refuse(`configuration ${path || 'value'} must be text, a number, a boolean, a list or an object, got ${describe(value)}`);
    }
  }

  private static fromObject(value: object, path: string): Hocon {
    const prototype = Object.getPrototypeOf(value) as unknown;
    // Plain objects of another realm have another `Object.prototype`.
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
      refuse(`configuration ${path || 'value'} must be plain data, got an instance of ${value.constructor.name}`);
    }
    const entries = new Map<string, Hocon>();
    for (const [key, entry] of Object.entries(value)) {
      if (entry !== undefined) {
        requireResolved(`configuration key in ${path || 'value'}`, key);
        entries.set(key, Hocon.from(entry, path === '' ? key : `${path}.${key}`));
      }
    }
    return new Hocon({ kind: 'object', entries });
  }

  private constructor(/** @internal */ public readonly _node: HoconNode) {}

  /** This tree with another laid over it: objects are merged key by key, everything else is replaced. */
  public merge(over: Hocon): Hocon {
    if (this._node.kind !== 'object' || over._node.kind !== 'object') {
      return over;
    }
    const entries = new Map(this._node.entries);
    for (const [key, value] of over._node.entries) {
      const below = entries.get(key);
      entries.set(key, below === undefined ? value : below.merge(value));
    }
    return new Hocon({ kind: 'object', entries });
  }

  /** The value at a path of keys. @internal */
  public _at(...path: string[]): Hocon | undefined {
    const [key, ...rest] = path;
    if (key === undefined) {
      return this;
    }
    return this._node.kind === 'object' ? this._node.entries.get(key)?._at(...rest) : undefined;
  }

  /** The same tree with other names for environment variables. @internal */
  public _renameVariables(rename: (name: string) => string): Hocon {
    const node = this._node;
    switch (node.kind) {
      case 'env':
        return new Hocon({ ...node, name: rename(node.name), binding: node.binding && { ...node.binding, env: rename(node.name) } });
      case 'concat':
        return new Hocon({ ...node, parts: node.parts.map((part) => part._renameVariables(rename)) });
      case 'list':
        return new Hocon({ ...node, items: node.items.map((item) => item._renameVariables(rename)) });
      case 'object':
        return new Hocon({ ...node, entries: new Map([...node.entries].map(([key, value]) => [key, value._renameVariables(rename)])) });
      default:
        return this;
    }
  }

  /** Calls `visit` for this value and everything below it, with the path of keys that leads there. @internal */
  public _walk(visit: (node: HoconNode, path: string[], parent?: HoconNode) => void, path: string[] = [], parent?: HoconNode): void {
    visit(this._node, path, parent);
    switch (this._node.kind) {
      case 'object':
        this._node.entries.forEach((value, key) => value._walk(visit, [...path, key], this._node));
        break;
      case 'list':
        this._node.items.forEach((item, index) => item._walk(visit, [...path, String(index)], this._node));
        break;
      case 'concat':
        this._node.parts.forEach((part) => part._walk(visit, path, this._node));
        break;
    }
  }
}

function requireEnvName(name: string): string {
  if (!/^[A-Z_][A-Z0-9_]*$/.test(name)) {
    refuse(`environment variable in configuration must be named with A-Z, 0-9 and '_', got '${name}'`);
  }
  return name;
}

function requireExact(value: number, path: string): number {
  if (!Number.isFinite(value)) {
    refuse(`configuration ${path || 'value'} must be a finite number, got ${value}`);
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    refuse(`configuration ${path || 'value'} is a number beyond 2^53, which loses digits, got ${value}; give it as text, HOCON reads that as a number`);
  }
  return value;
}
