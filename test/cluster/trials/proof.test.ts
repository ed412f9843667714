import { addUp, Proof, RUNS_WITHOUT_LOCK } from './proof';
import { BareServer, canRunServer } from '../../database/database-setup-server';
import { testWith } from '../../support/tools';

const testOnServer = testWith(canRunServer(), 'PostgreSQL, or one of setsid, setpriv and openssl,');

testOnServer('who writes again after another one must have gained the lock anew', async () => {
  const server = await BareServer.start();
  try {
    server.sql('postgres', 'create table contracts(command_id text, "offset" bigint, written_by text, written_at timestamptz); create table activity(instance text, event text)');
    const runsWithoutLock = (writers: string, gained: string) => {
      server.sql('postgres', 'truncate contracts, activity');
      [...writers].forEach((writer, at) => server.sql('postgres', `insert into contracts values('c${at}', ${at}, '${writer}', to_timestamp(${at}))`));
      [...gained].forEach(instance => server.sql('postgres', `insert into activity values('${instance}', 'lock_gained'), ('${instance}', 'started')`));
      return Number(server.sql('postgres', RUNS_WITHOUT_LOCK));
    };
    expect(runsWithoutLock('', '')).toBe(0);
    expect(runsWithoutLock('aaabb', 'ab')).toBe(0);
    expect(runsWithoutLock('aabba', 'aba')).toBe(0);
    expect(runsWithoutLock('aab', 'aab')).toBe(0); // gained, and lost before it wrote
    expect(runsWithoutLock('aabba', 'ab')).toBe(1);
    expect(runsWithoutLock('ababa', 'ab')).toBe(3);
    expect(runsWithoutLock('aab', 'a')).toBe(1); // never had it
  } finally {
    server.remove();
  }
}, 120_000);

test('several runs add up; what is wrong in the database is counted by each of them', () => {
  const proof = (more: Partial<Proof>): Proof => ({ client: 'proxy', acknowledged: 100, lost: 1, doubled: 0, interleaved: 0, perSecond: 50, seconds: 2, ...more });
  expect(addUp([proof({ doubled: 1, interleaved: 2 }), proof({ acknowledged: 20, doubled: 1, interleaved: 3 })])).toEqual([
    { client: 'proxy', acknowledged: 120, lost: 2, doubled: 1, interleaved: 3, perSecond: 30, seconds: 4 },
  ]);
});
