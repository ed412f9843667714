import { once } from 'events';
import { Server } from 'http';
import { AddressInfo } from 'net';
import { serveLedgerJson } from './ledger-json';

describe('the JSON API of a participant', () => {
  let server: Server;
  let connected = true;
  beforeAll(async () => {
    const submit = async ({ commandId }: { commandId: string }) => {
      if (commandId === 'bad') {
        throw new Error('no verdict');
      }
      return { commandId };
    };
    const ledger = { service: { name: 'Ledger', unary: { Submit: submit, LedgerEnd: async () => ({ offset: 7 }) } }, healths: { '': () => connected } };
    server = serveLedgerJson({ address: '127.0.0.1', port: 0, pathPrefix: '/json' }, ledger);
    await once(server, 'listening');
  });
  afterAll(() => server.close());

  const ask = async (path: string, body?: object): Promise<[number, object]> => {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}${path}`, body && { method: 'POST', body: JSON.stringify(body) });
    return [response.status, await response.json() as object];
  };

  test('lives always, and is ready when the Ledger API is', async () => {
    expect([await ask('/json/livez'), await ask('/json/readyz')]).toEqual([[200, {}], [200, {}]]);
    connected = false;
    expect([await ask('/json/livez'), await ask('/json/readyz')]).toEqual([[200, {}], [503, {}]]);
  });

  test('takes commands, and says when there is no answer', async () => {
    expect(await ask('/json/v2/commands/submit-and-wait', { commandId: 'c' })).toEqual([200, { commandId: 'c' }]);
    expect(await ask('/json/v2/commands/submit-and-wait', { commandId: 'bad' })).toEqual([503, { cause: 'no verdict' }]);
  });

  test('answers questions that have no body', async () => {
    expect(await ask('/json/v2/state/ledger-end')).toEqual([200, { offset: 7 }]);
  });

  test.each(['/livez', '/json/v2/state', '/json/v2/parties'])('has nothing at %s: outside of its prefix, not known, not answered', async (path) => {
    expect(await ask(path)).toEqual([404, { cause: 'there is nothing here' }]);
  });
});
