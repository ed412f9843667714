import { requireSecretKey } from './require-secret-key';
import { SecretKey } from './secret-key';

/** How a Job that starts trigger rules shows who it is. */
export class TriggerRuleStart {
  /**
   * As somebody who has logged in at the middleware: with the value of the cookie `daml-ledger-token` that the middleware then gave
   * (https://docs.daml.com/tools/trigger-service/auth.html). It is as good as that person's tokens, which the running triggers keep and refresh; it must
   * be valid when the Job runs, and is not needed afterwards.
   *
   * @param cookie the cookie's value; its tokens must allow to act for the parties of all rules
   */
  public static withCookie(cookie: SecretKey): TriggerRuleStart {
    return new TriggerRuleStart(requireSecretKey('cookie of the OAuth 2.0 middleware', cookie));
  }

  /** As nobody: for a trigger service without a middleware. */
  public static unauthenticated(): TriggerRuleStart {
    return new TriggerRuleStart(undefined);
  }

  private constructor(/** @internal */ public readonly _cookie: SecretKey | undefined) {}
}
