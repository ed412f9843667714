import { Outcome } from './measure';
import { missedBudgets, Results } from './report';

const outcome = (more: Partial<Outcome>): Outcome => ({ fault: 'active killed', client: 'proxy', service: 'proxy', gap: 9, gaps: 1, budget: 15, story: '', at: '2026-01-01', ...more });
const results = (...outcomes: Outcome[]): Results => ({ date: '2026-01-01', outcomes, bootstraps: [], proofs: [], liveTogether: 0, revisions: {} });

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
