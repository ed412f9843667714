import * as fs from 'fs';
import tls, { SecureVersion } from 'tls';
import * as grpc from '@grpc/grpc-js';
import { Tree } from '../config/hocon';
import { text, flag } from '../config/read-tree';

const file = (name: string | undefined) => (name === undefined ? null : fs.readFileSync(name));

/** What a server API's `tls` says (facts A.9). Without the block the port is in the clear. */
export function serverCredentials(block: Tree | undefined): grpc.ServerCredentials {
  if (block === undefined) {
    return grpc.ServerCredentials.createInsecure();
  }
  const pair = { cert_chain: file(text(block, 'cert-chain-file'))!, private_key: file(text(block, 'private-key-file'))! };
  const trust = file(text(block, 'trust-collection-file'));
  return grpc.ServerCredentials.createSsl(trust, [pair], text(block, 'client-auth', 'type') === 'require');
}

/** grpc-js leaves the lowest version of TLS to Node's default, so a process takes that of its one node's APIs. */
export function minimumTlsVersion(blocks: (Tree | undefined)[]): void {
  const versions = blocks.flatMap((block) => (block === undefined ? [] : [text(block, 'minimum-server-protocol-version') ?? tls.DEFAULT_MIN_VERSION]));
  const [lowest] = versions.sort();
  if (lowest !== undefined) {
    tls.DEFAULT_MIN_VERSION = lowest as SecureVersion;
  }
}

/** What a remote API's `tls` says. */
export function clientCredentials(block: Tree | undefined): grpc.ChannelCredentials {
  if (block === undefined || flag(block, 'enabled') === false) {
    return grpc.credentials.createInsecure();
  }
  return grpc.credentials.createSsl(file(text(block, 'trust-collection-file')), file(text(block, 'client-cert', 'private-key-file')), file(text(block, 'client-cert', 'cert-chain-file')));
}
