import { serverTls } from './tls';
import { PORTS } from '../../model/ports';
import { ALL_ADDRESSES, api } from '../daml2/node';
import { storageConfig } from '../daml2/storage';
import { Hocon } from '../hocon/hocon';
import { NodeConfig } from '../node-config';

/** The keys of Canton 3 that are not those of Canton 2 (facts F.2). What has not changed is written by the builders in `daml2/`. */

/** What every node has. Every port is said: Canton 3 has no defaults. */
export function commonParts(config: NodeConfig, adminPort: number): { 'storage': Hocon; 'admin-api': object } {
  return { 'storage': storageConfig(config.storage), 'admin-api': api(adminPort, serverTls(config.adminApiTls, config.adminApiHosts)) };
}

/** `GET /health` of one node: 200 where it is active and well, 503 where it stands by (facts F.5). */
export function httpHealthServer(port: number): object {
  return { 'http-health-server': { address: ALL_ADDRESSES, port } };
}

/** The whole file: one node, and what its process reports. */
export function cantonFile(kind: string, name: string, node: object): Hocon {
  const prometheus = { type: 'prometheus', address: ALL_ADDRESSES, port: PORTS.metrics };
  return Hocon.of({
    canton: {
      [kind]: { [name]: node },
      monitoring: { metrics: { 'jvm-metrics': { enabled: true }, 'reporters': [prometheus] } },
    },
  });
}
