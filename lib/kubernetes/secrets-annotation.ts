import { SECRETS_ANNOTATION } from '../model/annotations';
import { EnvBinding, SecretFile } from '../model/config-file';

/** The annotation, or none where no Secret is needed. It stands on the workload, not on its pods: a better wording rolls nothing. */
export function secretsAnnotation(uses: (EnvBinding | SecretFile)[]): { [annotation: string]: string } {
  const byKey = new Map<string, Set<string>>();
  for (const { secret, purpose } of uses) {
    byKey.set(String(secret), (byKey.get(String(secret)) ?? new Set()).add(purpose));
  }
  const list = [...byKey.keys()].sort().map((secret) => {
    const [name, key] = secret.split('/');
    return { name, key, purpose: [...byKey.get(secret)!].join('; ') };
  });
  return list.length === 0 ? {} : { [SECRETS_ANNOTATION]: JSON.stringify(list) };
}
