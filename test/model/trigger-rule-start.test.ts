import { SecretKey } from '../../lib/model/secret-key';
import { TriggerRuleStart } from '../../lib/model/trigger-rule-start';

test('with a cookie from a Secret, or without', () => {
  expect(String(TriggerRuleStart.withCookie(SecretKey.of('starter', 'cookie'))._cookie)).toBe('starter/cookie');
  expect(TriggerRuleStart.unauthenticated()._cookie).toBeUndefined();
});

test('a cookie as text is refused, and not shown', () => {
  expect(() => TriggerRuleStart.withCookie('hunter2' as never)).toThrow(/^cookie of the OAuth 2\.0 middleware/);
  expect(() => TriggerRuleStart.withCookie('hunter2' as never)).not.toThrow(/hunter2/);
});
