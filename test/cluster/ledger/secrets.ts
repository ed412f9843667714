import * as fs from 'fs';
import { KubeObject } from '../../../scripts/manifests';
import { pullSecrets, RequiredSecret, requiredSecrets } from '../../../scripts/secrets';
import { Authority, issue } from '../../control-plane/certificates';

/** What the Secrets are made from. */
export interface SecretSources {
  /** Issues every certificate of the ledger. */
  readonly authority: Authority;
  /** Root certificate of the database server, a file. */
  readonly databaseAuthority: string;
  /** How clients call the server, where manifests leave that to a Secret. @default - they do not */
  readonly databaseHost?: string;
  readonly password: string;
}

/** The Secrets that the manifests ask for in their annotations: what an operator makes from the list that `npm run synth` prints. */
export function secretsFor(objects: KubeObject[], sources: SecretSources): object[] {
  const pulls = pullSecrets(objects).map(({ namespace, name }) => ({
    apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name }, type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': '{"auths":{}}' },
  }));
  return [...requiredSecrets(objects).map(secret => opaque(secret, sources)), ...pulls];
}

/** The database user that a Secret is for: databases and users have the names of their services. */
export function databaseUsers(objects: KubeObject[]): string[] {
  return requiredSecrets(objects).filter(({ keys }) => keys.some(({ key }) => key === 'username')).map(({ name }) => name.replace(/-db$/, ''));
}

function opaque(secret: RequiredSecret, sources: SecretSources): object {
  const { namespace, name, keys } = secret;
  const values = valuesOf(secret, sources);
  const unknown = keys.filter(({ key }) => values[key] === undefined);
  if (unknown.length > 0) {
    throw new Error(`Secret ${namespace}/${name}: no value for ${unknown.map(({ key, purpose }) => `'${key}' (${purpose})`).join(', ')}`);
  }
  const stringData = Object.fromEntries(keys.map(({ key }) => [key, values[key]]));
  return { apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name }, stringData };
}

function valuesOf({ name, keys }: RequiredSecret, sources: SecretSources): Partial<Record<string, string>> {
  const { authority, databaseAuthority, databaseHost, password } = sources;
  if (name === 'postgres') {
    return { 'ca.crt': fs.readFileSync(databaseAuthority, 'utf8'), 'host': databaseHost };
  }
  if (name.endsWith('-db')) {
    return { username: name.replace(/-db$/, ''), password };
  }
  const ca = fs.readFileSync(authority.certificate, 'utf8');
  if (!keys.some(({ key }) => key === 'tls.crt')) {
    return { 'ca.crt': ca, 'id': 'client', 'secret': 'no identity provider runs here' };
  }
  const { certificate, key } = issue(authority, { cn: name, sans: namesIn(keys.map(({ purpose }) => purpose)) });
  return { 'ca.crt': ca, 'tls.crt': fs.readFileSync(certificate, 'utf8'), 'tls.key': fs.readFileSync(key, 'utf8') };
}

/** The DNS names that a certificate must be valid for, out of what its Secret is said to be for. */
function namesIn(purposes: string[]): string[] {
  return [...new Set(purposes.flatMap(purpose => purpose.match(/[a-z0-9-]+(\.[a-z0-9-]+)*\.svc(\.[a-z0-9-]+)+\b/g) ?? []))].sort();
}
