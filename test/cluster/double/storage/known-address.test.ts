import * as net from 'net';
import { Ask, rememberingSocket } from './known-address';

/** Connects to a name and says whether it worked. */
function connects(port: number, host: string, ask: Ask): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = rememberingSocket(ask);
    const end = (worked: boolean) => () => {
      socket.destroy();
      resolve(worked);
    };
    socket.once('connect', end(true)).once('error', end(false)).connect(port, host);
  });
}

test('an address that was known is used without asking, until nobody is there; none is made up', async () => {
  const server = net.createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  const answers: Ask = (_, answer) => answer(null, [{ address: '127.0.0.1', family: 4 }]);
  const silent: Ask = (_, answer) => answer(new Error('EAI_AGAIN'), []);
  try {
    expect(await connects(port, 'postgres.test', silent)).toBe(false);
    expect(await connects(port, 'postgres.test', answers)).toBe(true);
    expect(await connects(port, 'postgres.test', silent)).toBe(true);
    expect(await connects(port, 'other.test', silent)).toBe(false);
  } finally {
    server.close();
  }
  expect(await connects(port, 'postgres.test', silent)).toBe(false); // refused, and forgotten
  const asked = jest.fn(answers);
  expect(await connects(port, 'postgres.test', asked)).toBe(false);
  expect(asked).toHaveBeenCalledTimes(1);
});
