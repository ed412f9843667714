import * as fs from 'fs';
import * as path from 'path';
import { Measurement } from './measure';
import { report, writeReport } from './report';
import { inTempFolder } from '../../support/tools';

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

test('the report takes the place of an earlier one, and of nothing else', () => {
  inTempFolder((folder) => {
    const page = path.join(folder, 'page.md');
    fs.writeFileSync(page, 'before\n<!-- measured: begin -->\n\nold\n\n<!-- measured: end -->\nafter\n');
    writeReport(page, 'new');
    expect(fs.readFileSync(page, 'utf8')).toBe('before\n<!-- measured: begin -->\n\nnew\n\n<!-- measured: end -->\nafter\n');
    fs.writeFileSync(page, 'without a place');
    expect(() => writeReport(page, 'new')).toThrow(`${page} must have the lines <!-- measured: begin --> and <!-- measured: end -->`);
  });
});
