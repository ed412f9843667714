import { Manifest } from './chart';

interface Model {
  validate(): void;
}

/** What the Kubernetes schema says against a manifest, or nothing. */
export function schemaError(manifest: Manifest): string | undefined {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const kinds = require(`kubernetes-models/${manifest.apiVersion}`) as { [kind: string]: new (data: object) => Model };
    new kinds[manifest.kind](manifest).validate();
    return undefined;
  } catch (error) {
    return `${manifest.kind} '${manifest.metadata.name}': ${(error as Error).message}`;
  }
}
