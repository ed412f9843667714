/** What a value may look like: the rules that several values share. Every message names the thing, the value got and the values allowed. */

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SECRET_DATA_KEY = /^[-._a-zA-Z0-9]{1,253}$/;
const HOST = /^[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?$|^\[?[0-9a-fA-F:]+\]?$/;
const TOKEN_START = '${Token[';

/** Throws the one kind of error that this library throws. */
export function refuse(message: string): never {
  throw new Error(message);
}

/** Refuses text that a framework meant to replace later: it would reach the manifest as it stands. */
export function requireResolved(what: string, text: string): string {
  if (typeof text !== 'string') {
    refuse(`${what} must be text, got ${describe(text)}`);
  }
  if (text.includes(TOKEN_START)) {
    refuse(`${what} is an unresolved token, got '${text}'; synthesis knows no value for it yet: pass it through a Secret (SecretKey.of) instead`);
  }
  return text;
}

export function requireText(what: string, text: string): string {
  requireResolved(what, text);
  if (text.trim() === '') {
    refuse(`${what} must not be empty`);
  }
  return text;
}

export function requireDnsLabel(what: string, name: string): string {
  requireResolved(what, name);
  if (!DNS_LABEL.test(name)) {
    refuse(`${what} must be a DNS label (a-z, 0-9 and '-', at most 63 characters, no '-' at either end), got '${name}'`);
  }
  return name;
}

export function requireDnsSubdomain(what: string, name: string): string {
  requireResolved(what, name);
  if (name.length > 253 || !DNS_SUBDOMAIN.test(name)) {
    refuse(`${what} must be a DNS subdomain (a-z, 0-9, '-' and '.', at most 253 characters), got '${name}'`);
  }
  return name;
}

export function requireDataKey(what: string, key: string): string {
  requireResolved(what, key);
  if (!SECRET_DATA_KEY.test(key)) {
    refuse(`${what} must be a Secret or ConfigMap key (letters, digits, '-', '_' and '.'), got '${key}'`);
  }
  return key;
}

export function requireHost(what: string, host: string): string {
  requireText(what, host);
  if (!HOST.test(host)) {
    refuse(`${what} must be a host name or an IP address without scheme, port or path, got '${host}'`);
  }
  return host;
}

export function requireUrl(what: string, url: string, schemes: string[]): string {
  requireText(what, url);
  const scheme = schemes.find((s) => url.startsWith(`${s}://`));
  if (scheme === undefined || !URL.canParse(url)) {
    refuse(`${what} must be a URL that starts with ${schemes.map((s) => `${s}://`).join(' or ')}, got '${url}'`);
  }
  const parsed = new URL(url);
  if (parsed.username !== '' || parsed.password !== '') {
    refuse(`${what} must not hold a user or a password, as it is written into a manifest; use a SecretKey`);
  }
  return url;
}

export function requireInteger(what: string, value: number, min: number, max: number): number {
  if (!Number.isInteger(value) || value < min || value > max) {
    refuse(`${what} must be a whole number from ${min} to ${max}, got ${describe(value)}`);
  }
  return value;
}

export function requirePort(what: string, port: number): number {
  return requireInteger(what, port, 1, 65535);
}

/** Text that looks like a place for a secret: such a name never takes literal text. */
export function namesSecret(name: string): boolean {
  return /(^|[-_.])(password|passwd|secret|token|private[-_]?key|api[-_]?key|credentials?)$/i.test(name.replace(/([a-z])([A-Z])/g, '$1-$2'));
}

export function describe(value: unknown): string {
  if (typeof value === 'string') {
    return `'${value}'`;
  }
  return Array.isArray(value) ? `a list of ${value.length}` : String(value);
}
