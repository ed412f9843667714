import { Measurement } from './measure';
import { report } from './report';

const measurement = (sql: number, more: Partial<Measurement> = {}): Measurement => ({ fault: 'pod deleted', gaps: { sql, ledger: sql + 10 }, moved: true, whole: 60, ...more });

test('a fault is a row: median and worst of each client, and how often another server took over', () => {
  const measurements = [measurement(3), measurement(9, { moved: false }), measurement(4), measurement(50, { fault: 'node lost' })];
  const lines = report({ date: '2026-01-01', measurements, counts: [{ client: 'sql', acknowledged: 7, lost: 0 }, { client: 'ledger', acknowledged: 5, lost: 2 }] }).split('\n');
  expect(lines).toEqual(expect.arrayContaining([
    '| pod deleted | 3 | 4.0, 9.0 | 14.0, 19.0 | 2 of 3 | 60.0, 60.0 |',
    '| node lost | 1 | 50.0 | 60.0 | 1 of 1 | 60.0 |',
    'Rows acknowledged: 7; of these lost: none.',
    'Commands acknowledged: 5; of these lost: 2.',
  ]));
});
