import * as fs from 'fs';
import * as path from 'path';
import { run } from './command';

/** Files of a certificate and its unencrypted PKCS8 key. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate authority, and the folder that takes what it issues. */
export interface Authority extends Certificate {
  readonly folder: string;
}

export interface Subject {
  readonly cn: string;
  readonly org?: string;
  /** DNS names and IPv4 addresses. */
  readonly sans?: string[];
  /** Name of the files, without extension. @default - the common name, with `-` for what does not belong into a file name */
  readonly file?: string;
}

export function certificateAuthority(folder: string, cn: string): Authority {
  fs.mkdirSync(folder, { recursive: true });
  const certificate = create(folder, { cn, file: 'ca' }, ['basicConstraints = critical, CA:TRUE', 'keyUsage = critical, keyCertSign, cRLSign']);
  return { folder, ...certificate };
}

/** A certificate that serves servers and clients alike. */
export function issue(authority: Authority, subject: Subject): Certificate {
  const names = (subject.sans ?? []).map(name => (/^\d+\.\d+\.\d+\.\d+$/.test(name) ? `IP:${name}` : `DNS:${name}`));
  return create(authority.folder, subject, [
    'basicConstraints = critical, CA:FALSE',
    'keyUsage = critical, digitalSignature',
    'extendedKeyUsage = serverAuth, clientAuth',
    'authorityKeyIdentifier = keyid',
    ...(names.length > 0 ? [`subjectAltName = ${names.join(', ')}`] : []),
  ], authority);
}

/** A key pair without a certificate, as service account tokens need. */
export function keyPair(folder: string, name: string): { publicKey: string; privateKey: string } {
  const [privateKey, publicKey] = [path.join(folder, `${name}.key`), path.join(folder, `${name}.pub`)];
  run(['openssl', 'genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', privateKey]);
  run(['openssl', 'pkey', '-in', privateKey, '-pubout', '-out', publicKey]);
  return { publicKey, privateKey };
}

function create(folder: string, { cn, org, file = cn.replace(/[^A-Za-z0-9.-]+/g, '-') }: Subject, extensions: string[], issuer?: Authority): Certificate {
  const [certificate, key, config] = ['crt', 'key', 'cnf'].map(extension => path.join(folder, `${file}.${extension}`));
  fs.writeFileSync(config, [
    '[req]', 'prompt = no', 'distinguished_name = subject', 'x509_extensions = extensions',
    '[subject]', `CN = ${cn}`, ...(org === undefined ? [] : [`O = ${org}`]),
    '[extensions]', 'subjectKeyIdentifier = hash', ...extensions, '',
  ].join('\n'));
  run([
    'openssl', 'req', '-new', '-x509', '-config', config, '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '365',
    ...(issuer === undefined ? [] : ['-CA', issuer.certificate, '-CAkey', issuer.key]), '-out', certificate, '-keyout', key,
  ]);
  fs.rmSync(config);
  return { certificate, key };
}
