import { EnvBinding, SecretFile } from '../model/config-file';

/** Annotation of a workload that lists the Secrets it needs, with what each key is: for whoever must bring them, and at night for who must find them. */
export const SECRETS_ANNOTATION = 'cdk8s-canton/secrets';

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
