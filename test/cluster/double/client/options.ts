import { commandLine } from '../config/command-line';
import { millis } from '../config/duration';
import { DatabaseAddress, databaseOfStore } from '../storage/database-address';

/** What the client is told. */
export interface ClientOptions {
  /** `host:port` each; it begins with the first and goes round when one fails. */
  readonly ledgers: string[];
  readonly jsonApis: string[];
  /** Where commands go there: participants of Canton 3.5 have another path than the HTTP JSON API server. */
  readonly jsonPath: string;
  readonly database?: DatabaseAddress;
  readonly tlsCa?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  /** Commands a second. */
  readonly rate: number;
  /** For one call, in milliseconds. */
  readonly timeout: number;
  readonly run: string;
  /** A file for the lines, or `-`. */
  readonly out: string;
  readonly port: number;
}

const FLAGS = [
  '--ledger', '--json', '--json-path', '--sql', '--sql-user', '--sql-password', '--tls-ca', '--tls-cert', '--tls-key', '--rate', '--timeout', '--run', '--out', '--port',
];

export function clientOptions(args: string[]): ClientOptions {
  const { flags } = commandLine(args);
  const unknown = Object.keys(flags).filter((flag) => !FLAGS.includes(flag));
  const ledgers = flags['--ledger'] ?? [];
  const jsonApis = flags['--json'] ?? [];
  const [url] = flags['--sql'] ?? [];
  if (unknown.length > 0 || (ledgers.length + jsonApis.length === 0 && url === undefined)) {
    throw new Error(`client takes ${FLAGS.join(', ')}, at least one --ledger, --json or --sql, got ${args.join(' ')}`);
  }
  return {
    ledgers,
    jsonApis,
    jsonPath: flags['--json-path']?.[0] ?? '/v1/create',
    database: url === undefined ? undefined : databaseOfStore({ url, user: flags['--sql-user']?.[0], password: flags['--sql-password']?.[0] }),
    tlsCa: flags['--tls-ca']?.[0],
    tlsCert: flags['--tls-cert']?.[0],
    tlsKey: flags['--tls-key']?.[0],
    rate: Number(flags['--rate']?.[0] ?? 50),
    timeout: millis(flags['--timeout']?.[0], 2000),
    run: flags['--run']?.[0] ?? `run${Date.now()}`,
    out: flags['--out']?.[0] ?? '-',
    port: Number(flags['--port']?.[0] ?? 8090),
  };
}
