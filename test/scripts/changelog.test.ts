import * as fs from 'fs';
import { promisesBreakage } from '../../scripts/compat/changelog';

const OLD = '\n## 0.1.0\n\n### Breaking\n\n- long ago\n';

test.each([
  ['nothing', `# Changelog\n\n## Unreleased\n${OLD}`, false],
  ['an addition', `## Unreleased\n\n### Added\n\n- new\n${OLD}`, false],
  ['a heading without an entry', `## Unreleased\n\n### Breaking\n${OLD}`, false],
  ['what breaks', `## Unreleased\n\n### Added\n\n- new\n\n### Breaking\n\n- gone\n${OLD}`, true],
  ['what breaks, before any release', '## Unreleased\n\n### Breaking\n\n- gone\n', true],
])('finds %s', (_, changelog, breaks) => {
  expect(promisesBreakage(changelog)).toBe(breaks);
});

test('refuses a changelog without a part for what comes', () => {
  expect(() => promisesBreakage(OLD)).toThrow(new Error('CHANGELOG.md must have a part "## Unreleased"'));
});

test('ours has one', () => {
  expect(() => promisesBreakage(fs.readFileSync('CHANGELOG.md', 'utf8'))).not.toThrow();
});
