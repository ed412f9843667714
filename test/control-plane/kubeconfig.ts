import * as fs from 'fs';
import { Authority, Certificate } from './certificates';

/** Writes a kubeconfig that holds its certificates itself, and gives its path. */
export function writeKubeconfig(file: string, server: string, authority: Authority, user: Certificate): string {
  const base64 = (each: string) => fs.readFileSync(each).toString('base64');
  fs.writeFileSync(file, JSON.stringify({
    'apiVersion': 'v1',
    'kind': 'Config',
    'clusters': [{ name: 'test', cluster: { server, 'certificate-authority-data': base64(authority.certificate) } }],
    'users': [{ name: 'test', user: { 'client-certificate-data': base64(user.certificate), 'client-key-data': base64(user.key) } }],
    'contexts': [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  }, undefined, 2), { mode: 0o600 });
  return file;
}
