import { kubectl } from './kubectl';
import { Queried } from './ledger/database';

/** PostgreSQL in a pod, asked by the psql beside it, as the superuser. */
export class PodSql implements Queried {
  /** @param connection what psql must be told to come in, if anything */
  constructor(private readonly namespace: string, private readonly pod: string, private readonly connection: readonly string[] = []) {}

  public async query<Row = Record<string, unknown>>(database: string, sql: string, params: readonly (string | number)[] = []): Promise<Row[]> {
    const text = sql.replace(/\$(\d+)/g, (_, index) => literal(params[Number(index) - 1]));
    if (!/^\s*select/i.test(text)) {
      this.execute(database, text);
      return [];
    }
    return JSON.parse(this.execute(database, `select coalesce(json_agg(result), '[]') from (${text}) result`)) as Row[];
  }

  public execute(database: string, sql: string): string {
    return kubectl(['-n', this.namespace, 'exec', this.pod, '--', 'psql', ...this.connection, '-d', database, '-v', 'ON_ERROR_STOP=1', '-Atqc', sql]);
  }
}

export function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value.replace(/'/g, "''")}'`;
}
