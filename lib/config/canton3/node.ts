import { authService } from './auth-service';
import { serverTls } from './tls';
import { PORTS } from '../../model/ports';
import { ALL_ADDRESSES, api } from '../daml2/node';
import { storageConfig } from '../daml2/storage';
import { Hocon } from '../hocon/hocon';
import { NodeConfig } from '../node-config';
import { tracingConfig } from '../tracing';

/** The keys of Canton 3 that are not those of Canton 2 (facts F.2). What has not changed is written by the builders in `daml2/`. */

/** What every node has. Every port is said: Canton 3 has no defaults. */
export function commonParts(config: NodeConfig, adminPort: number): { 'storage': Hocon; 'admin-api': object } {
  const { storage, adminApiTls, adminApiHosts, adminApiAuth: auth } = config;
  return {
    'storage': storageConfig(storage),
    'admin-api': api(adminPort, serverTls(adminApiTls, adminApiHosts), { 'auth-services': auth && [authService('admin API', auth._service)] }),
  };
}

/** `GET /health` of one node: 200 where it is active and well, 503 where it stands by (facts F.5). */
export function httpHealthServer(port: number): object {
  return { 'http-health-server': { address: ALL_ADDRESSES, port } };
}

/** The whole file: one node, and what its process reports. */
export function cantonFile(kind: string, { name, tracing }: NodeConfig, node: object): Hocon {
  const prometheus = { type: 'prometheus', address: ALL_ADDRESSES, port: PORTS.metrics };
  return Hocon.of({
    canton: {
      [kind]: { [name]: node },
      monitoring: { metrics: { 'jvm-metrics': { enabled: true }, 'reporters': [prometheus] }, tracing: tracingConfig(tracing) },
    },
  });
}
