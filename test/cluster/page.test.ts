import * as fs from 'fs';
import * as path from 'path';
import { writeReport } from './page';
import { inTempFolder } from '../support/tools';

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
