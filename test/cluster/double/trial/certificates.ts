import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

/** One authority, and a server certificate for addresses, in the files of a Kubernetes TLS Secret. */
export function makeSecrets(folder: string, secrets: string[], addresses: string[]): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=trial');
  fs.writeFileSync(path.join(folder, 'names'), `subjectAltName=${addresses.map((address) => `IP:${address}`).join(',')}`);
  openssl('req', ...key, '-keyout', 'tls.key', '-out', 'request', '-subj', '/CN=trial');
  openssl('x509', '-req', '-in', 'request', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names', '-out', 'tls.crt');
  for (const secret of secrets) {
    fs.mkdirSync(path.join(folder, secret), { recursive: true });
    ['ca.crt', 'tls.crt', 'tls.key'].forEach((file) => fs.copyFileSync(path.join(folder, file), path.join(folder, secret, file)));
  }
}
