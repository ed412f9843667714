import { Outcome } from './measure';
import { Proof } from './proof';
import { missedBudgets, report, Results } from './report';
import { Measured } from '../../../cli/explain/measured';
import { Service } from '../../../cli/topology/model';
import { FailoverTiming } from '../../../lib';
import { REPLICATION } from '../double/timing';

// The report asks programs of the cluster for their versions.
jest.mock('../../control-plane/command', () => ({ ...jest.requireActual('../../control-plane/command'), run: () => '1.2.3' }));

const outcome = (more: Partial<Outcome>): Outcome => ({ fault: 'active killed', client: 'proxy', service: 'proxy', gap: 9, gaps: 1, budget: 15, story: '', at: '2026-01-01', ...more });
const results = (...outcomes: Outcome[]): Results => ({ date: '2026-01-01', outcomes, bootstraps: [], proofs: [], liveTogether: 0, revisions: {} });
const proof = (more: Partial<Proof>): Proof => ({ client: 'proxy', acknowledged: 100, lost: 0, doubled: 0, interleaved: 0, perSecond: 51.25, seconds: 2, ...more });
const reported = (found: Results) => report(found).split('\n');

test('what was found before there were two ledgers is of Daml 2.10', () => {
  const before = outcome({ median: 10 });
  expect(missedBudgets(results(before, outcome({ release: 'Daml 2.10', median: 10, gap: 12 })))).toEqual(['active killed, proxy: median 10.5 s > 10 s']);
});

test('ledgers are judged apart', () => {
  expect(missedBudgets(results(outcome({ median: 10 }), outcome({ release: 'Canton 3.5', median: 10, gap: 12 })))).toEqual(['active killed, proxy: median 12.0 s > 10 s']);
});

test('a ledger that is not known is refused', () => {
  expect(() => missedBudgets(results(outcome({ release: 'Canton 4' })))).toThrow('no ledger for \'Canton 4\'; there are Daml 2.10, Canton 3.5');
});

test('what went wrong with commands is named, and a ledger with too few of them', () => {
  const proofs = [proof({ perSecond: 98, seconds: 1 }), proof({ release: 'Canton 3.5', acknowledged: 90, interleaved: 1 })];
  expect(missedBudgets({ ...results(), proofs })).toEqual(['proxy: 0 lost, 0 doubled, 1 interleaved', 'Canton 3.5: 45.0 commands a second < 50']);
});

test('commands are counted by client and together', () => {
  expect(reported({ ...results(outcome({})), proofs: [proof({ seconds: 4 }), proof({ client: 'sides', lost: 1, seconds: 8 })] })).toEqual(expect.arrayContaining([
    '| proxy() | 100 | 25.0 | 0 | 0 | 0 |',
    '| clientSide() | 100 | 12.5 | 1 | 0 | 0 |',
    '| all | 200 | 37.5 | 1 | 0 | 0 |',
  ]));
});

describe('a fault whose runs hit different parts', () => {
  const lines = reported(results(
    outcome({ fault: 'node lost', note: 'on it: the active', gap: 40, budget: 35, arithmetic: '25 s + N', redundancy: 91, activeBefore: 'proxy-0', story: '30.0 s proxy-1 became active' }),
    outcome({ fault: 'node lost', note: 'on it: a router', gap: 1, budget: 45, arithmetic: '35 s + N', back: 2.5, activeBefore: 'proxy-1' }),
    outcome({ fault: 'node lost', client: 'sides', note: 'on it: a sequencer', gap: 1, budget: undefined }),
  ));

  test('has a row for each, after one for all; runs are counted that missed', () => {
    expect(lines.filter(line => line.startsWith('| node lost'))).toEqual([
      '| node lost, all | proxy() | 2 | 20.5 | 40.0 | see below | see below |',
      '| node lost; on it: the active, redundant after at most 91 s | proxy() | 1 | 40.0 | 40.0 | 25 s + N | **no**: 1 of 1 |',
      '| node lost; on it: a router, on the way back 2.5 s | proxy() | 1 | 1.0 | 1.0 | 35 s + N | yes |',
      '| node lost; on it: a sequencer | clientSide() | 1 | 1.0 | 1.0 | none: recorded | - |',
    ]);
  });

  test('has a line for each that says who was active, whatever happened', () => {
    expect(lines.filter(line => line.startsWith('- node lost') && !line.includes('>'))).toEqual([
      '- node lost; on it: the active, proxy(): proxy-0 was active; 30.0 s proxy-1 became active',
      '- node lost; on it: a router, proxy(): proxy-1 was active; nobody started, stopped or switched',
      '- node lost, clientSide(): nobody started, stopped or switched',
    ]);
  });
});

test('a row for all runs is no further measurement', () => {
  const page = report(results(...['one', 'other'].map(note => outcome({ fault: 'active mediator killed (SIGKILL)', note }))));
  expect(new Measured(page).killed({ component: 'mediator', isCanton3: false } as Service)).toContain('in 2 trials');
});

test('the periods of both timings are those of the library', () => {
  const { passiveCheck, poolCheck } = REPLICATION;
  expect(passiveCheck + poolCheck).toBe(FailoverTiming.defaults().worstDetection.toMilliseconds());
  expect(report(results(outcome({})))).toContain(
    'There a passive instance tries for the lock every 1 s, the active one looks after it every 0.5 s and pools every 0.5 s; with Canton\'s own timing a passive instance tries for the lock every 15 s');
});
