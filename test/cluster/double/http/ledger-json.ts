import * as fs from 'fs';
import * as http from 'http';
import * as https from 'https';
import { JsonApi } from '../config/node-config';
import { text } from '../config/read-tree';
import { LedgerApi } from '../nodes/node-behaviour';
import { reason } from '../support/log';

/** What is asked, by the method of the Ledger API's service that answers. */
const OPERATIONS: { readonly [call: string]: string } = {
  'POST /v2/commands/submit-and-wait': 'Submit',
  'GET /v2/state/connected-synchronizers': 'ConnectedSynchronizers',
  'GET /v2/state/ledger-end': 'LedgerEnd',
  'GET /v2/parties': 'KnownParties',
  'POST /v2/parties': 'AllocateParty',
};

/** `http-ledger-api`: the JSON API inside a participant of Canton 3.5, which opens and closes with the Ledger API (facts of Canton 3, B1). */
export function serveLedgerJson({ address, port, tls, pathPrefix }: JsonApi, { service, healths }: LedgerApi): http.Server {
  const listener: http.RequestListener = (request, response) => {
    const reply = (status: number, answer: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    };
    const call = `${request.method} ${request.url?.startsWith(pathPrefix) ? request.url.slice(pathPrefix.length) : ''}`;
    const operation = service.unary?.[OPERATIONS[call]];
    if (call === 'GET /livez') {
      reply(200, {});
    } else if (call === 'GET /readyz') {
      reply(healths['']() ? 200 : 503, {});
    } else if (operation === undefined) {
      reply(404, { cause: 'there is nothing here' });
    } else {
      void read(request).then(operation).then((answer) => reply(200, answer), (error) => reply(503, { cause: reason(error) }));
    }
  };
  const file = (key: string) => fs.readFileSync(text(tls, key)!);
  const server = tls === undefined
    ? http.createServer(listener)
    : https.createServer({ cert: file('cert-chain-file'), key: file('private-key-file') }, listener);
  return server.listen(port, address);
}

async function read(request: http.IncomingMessage): Promise<object> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
}
