import * as fs from 'fs';
import * as http from 'http';
import * as https from 'https';
import { JsonApi } from '../config/node-config';
import { text } from '../config/read-tree';
import { LedgerApi } from '../nodes/node-behaviour';
import { reason } from '../support/log';

/** `http-ledger-api`: the JSON API inside a participant of Canton 3.5, which opens and closes with the Ledger API (facts of Canton 3, B1). */
export function serveLedgerJson({ address, port, tls, pathPrefix }: JsonApi, { service, healths }: LedgerApi): http.Server {
  const listener: http.RequestListener = (request, response) => {
    const reply = (status: number, answer: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    };
    switch (`${request.method} ${request.url}`) {
      case `GET ${pathPrefix}/livez`:
        return reply(200, {});
      case `GET ${pathPrefix}/readyz`:
        return reply(healths['']() ? 200 : 503, {});
      case `POST ${pathPrefix}/v2/commands/submit-and-wait`:
        return void read(request).then(service.unary!.Submit)
          .then((completion) => reply(200, completion), (error) => reply(503, { cause: reason(error) }));
      default:
        return reply(404, { cause: 'there is nothing here' });
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
  return JSON.parse(Buffer.concat(chunks).toString());
}
