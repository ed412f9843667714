import { goodDeployment } from './fixtures';
import { MUTATIONS } from './mutations';
import { CHECKS } from '../../lib/checks';

test('the unbroken deployment is caught by no rule', () => {
  expect(goodDeployment().judge()).toEqual([]);
});

test.each(CHECKS.map(({ id }) => id))('%s has a mutation', (id) => {
  expect(Object.values(MUTATIONS[id] ?? {}).length).toBeGreaterThan(0);
});

test('every mutation is one of a rule', () => {
  expect(Object.keys(MUTATIONS).filter((id) => !CHECKS.some((check) => check.id === id))).toEqual([]);
});

describe.each(Object.entries(MUTATIONS))('%s alone catches', (id, mutations) => {
  test.each(Object.entries(mutations))('%s', (_, { change, message }) => {
    const draft = goodDeployment();
    change(draft);
    const results = draft.judge();
    expect([...new Set(results.map(({ rule }) => rule))]).toEqual([id]);
    expect(results.map((result) => result.message).join('\n')).toMatch(message);
  });
});
