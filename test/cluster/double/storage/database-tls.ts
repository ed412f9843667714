import { createPrivateKey } from 'crypto';
import * as fs from 'fs';
import { ConnectionOptions } from 'tls';
import { DatabaseAddress } from './database-address';

/** What the driver checks in each mode. Without a root certificate `require` believes any server. */
export function databaseTls({ host, sslmode, sslrootcert, sslcert, sslkey }: DatabaseAddress): ConnectionOptions | false {
  if (['disable', 'allow', 'prefer'].includes(sslmode)) {
    return false;
  }
  if (!['require', 'verify-ca', 'verify-full'].includes(sslmode)) {
    throw new Error(`sslmode must be disable, allow, prefer, require, verify-ca or verify-full, got '${sslmode}'`);
  }
  const options: ConnectionOptions = {
    host, // the name that the certificate is checked for
    minVersion: 'TLSv1.2',
    rejectUnauthorized: sslmode !== 'require' || sslrootcert !== undefined,
    ca: sslrootcert && fs.readFileSync(sslrootcert),
    cert: sslcert && fs.readFileSync(sslcert),
  };
  if (sslmode !== 'verify-full') {
    options.checkServerIdentity = () => undefined;
  }
  return sslkey === undefined ? options : { ...options, key: pem(fs.readFileSync(sslkey)) };
}

/** The driver wants PKCS8 in DER (facts A.2). */
function pem(der: Buffer): string | Buffer {
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' });
}
