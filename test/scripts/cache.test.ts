import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { cached } from '../../scripts/cache';

let before: string;
beforeEach(() => {
  before = process.cwd();
  process.chdir(fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-cache-')));
  jest.spyOn(console, 'log').mockImplementation();
});
afterEach(() => {
  const folder = process.cwd();
  process.chdir(before);
  fs.rmSync(folder, { recursive: true });
});

test('a folder is filled once', () => {
  const fill = jest.fn((target: string) => fs.writeFileSync(path.join(target, 'program'), ''));
  const folder = cached('tools/x-1', fill);
  expect(cached('tools/x-1', fill)).toBe(folder);
  expect(fill).toHaveBeenCalledTimes(1);
  expect(fs.readdirSync(folder)).toContain('program');
});

test('what was begun and not ended is begun again, without what was left', () => {
  const failing = (target: string) => {
    fs.writeFileSync(path.join(target, 'half'), '');
    throw new Error('no network');
  };
  expect(() => cached('x', failing)).toThrow('no network');
  expect(fs.readdirSync(cached('x', target => fs.writeFileSync(path.join(target, 'whole'), ''))).sort()).toEqual(['.complete', 'whole']);
});
