import * as fs from 'fs';
import * as path from 'path';

/**
 * Copies the strict schemas of kubernetes-validate, so that kubeconform finds what they refer to: they name themselves and one another by
 * absolute paths.
 */
export function convertSchemas(source: string, target: string, versions: string[]): void {
  for (const folder of versions.map(version => `v${version}-local-strict`)) {
    fs.mkdirSync(path.join(target, folder), { recursive: true });
    for (const name of fs.readdirSync(path.join(source, folder)).filter(file => file.endsWith('.json'))) {
      const { $id: _, ...schema } = JSON.parse(fs.readFileSync(path.join(source, folder, name), 'utf8')) as Record<string, unknown>;
      fs.writeFileSync(path.join(target, folder, name), JSON.stringify(withRelativeReferences(schema)));
    }
  }
}

/** A schema whose references to `/api/_definitions.json` lead to the file beside it. */
export function withRelativeReferences(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(withRelativeReferences);
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [
    key,
    key === '$ref' && typeof value === 'string' ? value.replace('/api/_definitions.json', '_definitions.json') : withRelativeReferences(value),
  ]));
}
