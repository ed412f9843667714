import { Client } from 'pg';

/** The major versions of PostgreSQL that a release was tried with: older ones it refuses. */
export interface PostgresVersions {
  readonly oldest: number;
  readonly newest: number;
}

/** What Canton looks at before it starts: the version of the server (facts A.2), and for a sequencer how it commits (facts A.2, `writer.commit-mode-validation`). */
export async function serverProblems(session: Client, isSequencer: boolean, { oldest, newest }: PostgresVersions): Promise<string[]> {
  const { rows: [{ version, commit }] } = await session.query(
    "select current_setting('server_version_num')::int / 10000 as version, current_setting('synchronous_commit') as commit");
  return [
    ...(version < oldest ? [`PostgreSQL ${version} is too old; use ${oldest} to ${newest}`] : []),
    ...(isSequencer && !['on', 'remote_write'].includes(commit) ? [`synchronous_commit must be on or remote_write, got '${commit}'`] : []),
  ];
}
