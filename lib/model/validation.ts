import { isIP } from 'net';

/** What a value may look like: the rules that several values share. Every message names the thing, the value got and the values allowed. */

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SECRET_DATA_KEY = /^[-._a-zA-Z0-9]{1,253}$/;
const NOT_IN_URLS = /[\s"'<>\\^`{|}]/;
/** How AWS CDK writes tokens in text (`${Token[...]}`) and in lists (`#{Token[...]}`). */
const TOKEN = /[$#]\{Token\[/;
/** How AWS CDK writes tokens as numbers. */
const NUMBER_TOKEN_BELOW = -1e280;

/** Throws the one kind of error that this library throws. */
export function refuse(message: string): never {
  throw new Error(message);
}

/** Refuses text that a framework meant to replace later: it would reach the manifest as it stands. */
export function requireResolved(what: string, text: string): string {
  if (typeof text !== 'string') {
    refuse(`${what} must be text, got ${describe(text)}`);
  }
  if (TOKEN.test(text)) {
    refuseToken(what, text);
  }
  return text;
}

function refuseToken(what: string, got: unknown): never {
  return refuse(`${what} is an unresolved token, got '${got}'; synthesis knows no value for it: use one that is fixed, or a prop that takes a SecretKey (SecretKey.of)`);
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
  if (!SECRET_DATA_KEY.test(key) || key === '.' || key.startsWith('..')) {
    refuse(`${what} must be a Secret or ConfigMap key (letters, digits, '-', '_' and '.', not '.' alone, no '..' first, at most 253), got '${key}'`);
  }
  return key;
}

export function requireHost(what: string, host: string): string {
  requireText(what, host);
  const address = host.replace(/^\[(.*)\]$/, '$1');
  if ((isIP(address) === 0 || host.includes('%')) && !DNS_SUBDOMAIN.test(host.toLowerCase())) {
    refuse(`${what} must be a host name or an IP address without scheme, port or path, got '${host}'`);
  }
  return host;
}

export function requireUrl(what: string, url: string, schemes: string[]): string {
  requireText(what, url);
  // First of all, as every other message repeats the URL.
  if (/^\w+:\/\/[^/]*@/.test(url)) {
    refuse(`${what} must not hold a user or a password, as it is written into a manifest; drop them`);
  }
  if (!schemes.some((scheme) => url.startsWith(`${scheme}://`)) || NOT_IN_URLS.test(url) || !URL.canParse(url)) {
    refuse(`${what} must be a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}, got '${url}'`);
  }
  return url;
}

export function requireCidr(what: string, cidr: string): string {
  const [address, bits, ...rest] = requireResolved(what, cidr).split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)]!;
  return /^\d{1,3}$/.test(bits ?? '') && Number(bits) <= most && rest.length === 0
    ? cidr
    : refuse(`${what} must look like 10.20.0.0/16, got '${cidr}'`);
}

export function requireInteger(what: string, value: number, min: number, max: number): number {
  if (typeof value === 'number' && value < NUMBER_TOKEN_BELOW) {
    refuseToken(what, value);
  }
  if (!Number.isInteger(value) || value < min || value > max) {
    refuse(`${what} must be a whole number from ${min} to ${max}, got ${describe(value)}`);
  }
  return value;
}

/** A host as it stands in front of a port: an IPv6 address in brackets. */
export function hostInUrl(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

export function requirePort(what: string, port: number): number {
  return requireInteger(what, port, 1, 65535);
}

/** Text that looks like a place for a secret: such a name never takes literal text. */
export function namesSecret(name: string): boolean {
  const words = name.replace(/([a-z])([A-Z])/g, '$1-$2').replace(/([A-Z])([A-Z][a-z])/g, '$1-$2');
  return /(^|[-_.])(pg)?(password|passwd|passphrase|secret|token|(private|api|secret|access)[-_]?key|credentials?)$/i.test(words);
}

export function describe(value: unknown): string {
  if (typeof value === 'string') {
    return `'${value}'`;
  }
  if (Array.isArray(value)) {
    return `a list of ${value.length}`;
  }
  return typeof value === 'object' && value !== null ? `an object of ${Object.keys(value).join(', ') || 'nothing'}` : String(value);
}
