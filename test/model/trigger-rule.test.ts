import { TriggerRule } from '../../lib/model/trigger-rule';

test('is a trigger for a party', () => {
  const rule = TriggerRule.of('abc123:Iou.Trigger:accept', 'Alice::1220ab');
  expect(rule.trigger).toBe('abc123:Iou.Trigger:accept');
  expect(rule.party).toBe('Alice::1220ab');
});

test.each(['Iou:accept', 'a:b:c:d', 'a::c', ':b:c', 'a:b:', 'a b:c:d', 'accept'])('refuses the trigger %s', (trigger) => {
  expect(() => TriggerRule.of(trigger, 'Alice')).toThrow(new Error(`trigger must be <package id>:<module>:<name>, got '${trigger}'`));
});

test('refuses an empty trigger and an empty party', () => {
  expect(() => TriggerRule.of('', 'Alice')).toThrow(new Error('trigger must not be empty'));
  expect(() => TriggerRule.of('a:b:c', ' ')).toThrow(new Error("party of trigger 'a:b:c' must not be empty"));
});
