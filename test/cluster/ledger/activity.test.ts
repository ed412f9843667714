import { activeInstance } from './activity';

const events = (...names: string[]) => names.map((name, at) => ({ instance: name.split(' ')[0], event: name.split(' ')[1], at }));

test('active is who became so last', () => {
  expect(activeInstance(events('a became_passive', 'a became_active', 'b became_active'))).toBe('b');
});

test('a standby that starts later changes nothing', () => {
  expect(activeInstance(events('a became_active', 'b started', 'b became_passive'))).toBe('a');
});

test('nobody is once the active one became passive or stopped', () => {
  expect(activeInstance(events('a became_active', 'a became_passive'))).toBeUndefined();
  expect(activeInstance(events('a became_active', 'a stopped', 'b became_passive'))).toBeUndefined();
  expect(activeInstance([])).toBeUndefined();
});
