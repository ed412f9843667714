import { Queryable } from './sequencer-store';

/** What a party is stored as: a command that was carried out, with this before its name. */
const PARTY = 'party ';

/** Whom the answers come from. */
export interface Asked {
  readonly pool: Queryable;
  /** What parties' names end with. */
  readonly namespace: () => string;
  readonly connected: () => readonly { readonly alias: string; readonly domainId?: string }[];
  readonly submit: (command: { commandId: string }) => Promise<object>;
}

/** What a participant answers beside commands, in the words of the JSON API of Canton 3.5. */
export function ledgerQuestions({ pool, namespace, connected, submit }: Asked) {
  const details = (name: string) => ({ party: `${name}::${namespace()}`, isLocal: true });
  return {
    ConnectedSynchronizers: async () => ({
      connectedSynchronizers: connected().map(({ alias, domainId }) => ({ synchronizerAlias: alias, synchronizerId: domainId ?? alias })),
    }),
    LedgerEnd: async () => ({ offset: (await pool.query('select coalesce(max("offset"), 0)::float8 as "end" from commands')).rows[0].end }),
    /** A transaction on the synchronizer. */
    AllocateParty: async ({ partyIdHint }: { partyIdHint: string }) => {
      await submit({ commandId: `${PARTY}${partyIdHint}` });
      return { partyDetails: details(partyIdHint) };
    },
    KnownParties: async () => {
      const { rows } = await pool.query('select command_id as id from commands where command_id like $1 order by "offset"', [`${PARTY}%`]);
      return { partyDetails: rows.map(({ id }: { id: string }) => details(id.slice(PARTY.length))), nextPageToken: '' };
    },
  };
}
