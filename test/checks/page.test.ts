import * as fs from 'fs';
import { CHECKS } from '../../lib/checks';
import { CHECKS_PAGE, checksPage } from '../../scripts/checks-page';

test('docs/checks.md is what `npx ts-node -T scripts/checks-page.ts` writes', () => {
  expect(fs.readFileSync(CHECKS_PAGE, 'utf8')).toBe(checksPage());
});

test('ids are unique', () => {
  expect(new Set(CHECKS.map(({ id }) => id)).size).toBe(CHECKS.length);
});

test.each(CHECKS.map((check) => [check.id, check] as const))('%s says what it demands, why, and how to obey', (id, { sentence, why, fix }) => {
  expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(sentence).toMatch(/^[A-Z].*\.$/);
  expect(why).toMatch(/\((rules? R\d|facts [A-F]|Manual |release notes |https:\/\/).*\)/);
  expect(fix).toMatch(/^[A-Z]/);
});

test.each(CHECKS.map(({ id }) => id))('%s is the name of its file', (id) => {
  expect(fs.existsSync(`lib/checks/rules/${id}.ts`)).toBe(true);
});
