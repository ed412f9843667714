import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { RUNBOOKS } from './books';
import { MARKS, stepOf, stepsOf } from './page';
import { inTempFolder } from '../../support/tools';

const PAGE = [
  '# Title', '', '```sh', 'before', '```', '',
  '1. One:', '', '   ```sh', '   first   # not a heading', '     indented', '   ```', '',
  '2. Two.', '3. Three:', '', '   ```sh image', '   third', '   ```', '', '   ```sql', '   select', '   ```',
  '## Next', '', '1. Another.', '',
].join('\n');

describe('a page', () => {
  const read = <T>(use: (page: string) => T) => inTempFolder((folder) => {
    const page = path.join(folder, 'page.md');
    fs.writeFileSync(page, PAGE);
    return use(page);
  });

  test('is read step by step, with the shell commands of each', () => {
    read((page) => {
      expect(stepsOf(page, 'Title')).toEqual([
        { number: 0, blocks: [{ at: `${page}:4`, code: 'before\n', mark: undefined }] },
        { number: 1, blocks: [{ at: `${page}:10`, code: 'first   # not a heading\n  indented\n', mark: undefined }] },
        { number: 2, blocks: [] },
        { number: 3, blocks: [{ at: `${page}:18`, code: 'third\n', mark: 'image' }] },
      ]);
      expect(stepOf(page, 'Next', 1)).toEqual({ number: 1, blocks: [] });
    });
  });

  test('without the heading or the step that is asked for is refused', () => {
    read((page) => {
      expect(() => stepsOf(page, 'Nowhere')).toThrow(`${page} has no heading 'Nowhere'; it has 'Title', 'Next'`);
      expect(() => stepOf(page, 'Next', 2)).toThrow(`${page}, 'Next' has no step 2; it has 0, 1`);
    });
  });
});

describe.each(RUNBOOKS)('$name', ({ page, section, hands }) => {
  const steps = stepsOf(page, section);
  const blocks = steps.flatMap((step) => step.blocks);

  test('has commands, and the steps in which more is done', () => {
    expect(blocks).not.toEqual([]);
    expect(steps.map(({ number }) => number)).toEqual(expect.arrayContaining(Object.keys(hands).map(Number)));
  });

  test('has commands that a shell can read, or says why they are not run', () => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: blocks.map(({ code }) => code.replace(/<\w+>/g, 'name')).join(''), encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(Object.keys(MARKS)).toEqual(expect.arrayContaining(blocks.flatMap(({ mark }) => mark ?? [])));
  });
});
