import { Outcome } from './attempt';
import { failed, report } from './report';

const outcome = (more: Partial<Outcome> = {}): Outcome => ({
  runbook: 'Upgrade', blocks: 3, notRun: [], seconds: 99.6, acknowledged: 1000, lost: 0, doubled: 0, interleaved: 0, gap: 12.34, ...more,
});

test('a runbook is a row: what was run of it, and what its client saw', () => {
  const partly = outcome({ runbook: 'Console', blocks: 4, notRun: ['no console', 'no console'], lost: 1, doubled: 2 });
  expect(report('2026-01-01', [outcome(), partly]).split('\n').slice(-4)).toEqual([
    '| runbook | commands run | seconds | acknowledged | lost | longest gap, s |',
    '| --- | --- | --- | --- | --- | --- |',
    '| Upgrade | all | 100 | 1000 | 0 | 12.3 |',
    '| Console | 2 of 4 blocks; the others: no console | 100 | 1000 | 1, 2 twice | 12.3 |',
  ]);
});

test('a runbook fails that loses or doubles commands, or has nobody who sends any', () => {
  const bad = [outcome({ lost: 1 }), outcome({ doubled: 1 }), outcome({ interleaved: 1 }), outcome({ acknowledged: 0 })];
  expect(failed([outcome(), ...bad])).toEqual(bad);
});
