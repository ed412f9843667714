import { refuse, requireText } from './validation';

/** A trigger that runs for one party. No two live trigger services may run the same one (rule R64). */
export class TriggerRule {
  /**
   * @param trigger `<package id>:<module>:<name>`, as the trigger service's REST API takes it
   * @param party the party that it acts for
   */
  public static of(trigger: string, party: string): TriggerRule {
    requireText('trigger', trigger);
    if (!/^[^:\s]+:[^:\s]+:[^:\s]+$/.test(trigger)) {
      refuse(`trigger must be <package id>:<module>:<name>, got '${trigger}'`);
    }
    return new TriggerRule(trigger, requireText(`party of trigger '${trigger}'`, party));
  }

  private constructor(
    /** `<package id>:<module>:<name>`. */
    public readonly trigger: string,
    /** The party that it acts for. */
    public readonly party: string,
  ) {}
}
