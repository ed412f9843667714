import * as dns from 'dns';
import * as net from 'net';

/** Asks for the addresses of a name. */
export type Ask = (host: string, answer: (error: Error | null, addresses: dns.LookupAddress[]) => void) => void;

const askSystem: Ask = (host, answer) => dns.lookup(host, { all: true }, answer);
const known = new Map<string, dns.LookupAddress[]>();

/**
 * A socket that goes where the name led the last time, and asks again when that led nowhere. A passive Canton holds the sessions of its pool open (facts of the
 * running Canton, section 2: nine of them), so a take-over asks nobody for the database's address; here they are opened then.
 */
export function rememberingSocket(ask = askSystem): net.Socket {
  const socket = new net.Socket();
  const connect = socket.connect.bind(socket) as (options: net.TcpSocketConnectOpts) => net.Socket;
  socket.connect = ((port: number, host: string) => {
    const forget = () => known.delete(host);
    socket.once('error', forget).once('connect', () => socket.off('error', forget));
    return connect({ port, host, lookup: remembering(ask) });
  }) as typeof socket.connect;
  return socket;
}

function remembering(ask: Ask): net.LookupFunction {
  return (host, options, answer) => {
    const tell = (addresses: dns.LookupAddress[]) => (
      options.all ? answer(null, addresses) : answer(null, addresses[0].address, addresses[0].family)
    );
    const usable = known.get(host);
    if (usable !== undefined) {
      return tell(usable);
    }
    ask(host, (error, addresses) => {
      if (error !== null) {
        return answer(error, '', 0);
      }
      known.set(host, addresses);
      tell(addresses);
    });
  };
}
