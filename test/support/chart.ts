import { App, Chart, Testing } from 'cdk8s';

/** A manifest as plain data, as loosely typed as what `kubectl` reads. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly [key: string]: any };
  readonly [key: string]: any;
}

export function testChart(namespace: string | undefined = 'test'): Chart {
  return new Chart(new App(), 'chart', { namespace, disableResourceNameHashes: true });
}

export function manifests(chart: Chart): Manifest[] {
  return Testing.synth(chart) as Manifest[];
}

/** The one manifest of a kind and name. */
export function only(chart: Chart, kind: string, name: string): Manifest {
  const found = manifests(chart).filter((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  if (found.length !== 1) {
    throw new Error(`expected one ${kind} '${name}', got ${found.length}; there are ${names(chart).join(', ')}`);
  }
  return found[0];
}

/** Kind and name of all manifests, sorted. */
export function names(chart: Chart): string[] {
  return manifests(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
}

/** Names of all manifests of a kind, sorted. */
export function named(chart: Chart, kind: string): string[] {
  return manifests(chart).filter((manifest) => manifest.kind === kind).map(({ metadata }) => metadata.name).sort();
}

/** A file in the ConfigMap whose name is this prefix and a hash. */
export function config(chart: Chart, prefix: string, file: string): string {
  const found = manifests(chart).filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.replace(/-[0-9a-f]{10}$/, '') === prefix);
  if (found.length !== 1) {
    throw new Error(`expected one ConfigMap '${prefix}-<hash>', got ${found.length}`);
  }
  return found[0].data[file];
}
