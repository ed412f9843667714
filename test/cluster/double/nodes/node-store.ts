interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: any[] }>;
}

/** What a node remembers by name, in its own database. */
export async function recall<T>(pool: Queryable, key: string): Promise<T | undefined> {
  return (await pool.query('select value from node_state where key = $1', [key])).rows[0]?.value;
}

/** @param within the pool, or the session of a transaction */
export async function remember(within: Queryable, key: string, value: unknown): Promise<void> {
  await within.query('insert into node_state(key, value) values($1, $2) on conflict (key) do update set value = excluded.value', [key, JSON.stringify(value)]);
}

/** The node's id, which the first active instance makes and the others find (facts A.4). */
export async function identity(pool: Queryable, prefix: string, name: string, fingerprint: string): Promise<string> {
  await pool.query('insert into node_state(key, value) values($1, $2) on conflict (key) do nothing', ['identity', JSON.stringify(`${prefix}::${name}::${fingerprint}`)]);
  return (await recall<string>(pool, 'identity'))!;
}
