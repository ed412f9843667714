import { requireDataKey, requireDnsSubdomain } from './validation';

/**
 * One key of a Kubernetes Secret in the namespace of the service that uses it.
 * The library only ever refers to secrets; their values never pass through synthesis.
 */
export class SecretKey {
  /**
   * @param secretName name of the Secret
   * @param key key within its data
   */
  public static of(secretName: string, key: string): SecretKey {
    return new SecretKey(requireDnsSubdomain('secret name', secretName), requireDataKey(`key of secret '${secretName}'`, key));
  }

  private constructor(public readonly secretName: string, public readonly key: string) {}

  public toString(): string {
    return `${this.secretName}/${this.key}`;
  }
}
