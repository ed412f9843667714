import { KubeObject, PodSpec } from './manifests';
import { SECRETS_ANNOTATION } from '../lib/model/annotations';

/** A Secret that must exist before the manifests are applied. */
export interface RequiredSecret {
  readonly namespace: string;
  readonly name: string;
  readonly keys: SecretKey[];
}

export interface SecretKey {
  readonly key: string;
  readonly purpose: string;
}

/** A Secret with which the cluster pulls images. */
export interface PullSecret {
  readonly namespace: string;
  readonly name: string;
  readonly registry: string;
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];
const FILE_KEY = /\.(crt|key|pem|jsonnet)$/;

/** What the workloads ask for in their annotation: by namespace, name and key, with the first purpose given. */
export function requiredSecrets(objects: KubeObject[]): RequiredSecret[] {
  const secrets = new Map<string, { namespace: string; name: string; purposes: Map<string, string> }>();
  for (const workload of workloads(objects)) {
    const namespace = namespaceOf(workload);
    for (const { name, key, purpose } of annotatedSecrets(workload)) {
      const id = `${namespace}/${name}`;
      const secret = secrets.get(id) ?? { namespace, name, purposes: new Map() };
      secrets.set(id, secret);
      if (!secret.purposes.has(key)) {
        secret.purposes.set(key, purpose);
      }
    }
  }
  return sorted(secrets).map(({ namespace, name, purposes }) => ({
    namespace,
    name,
    keys: [...purposes].map(([key, purpose]) => ({ key, purpose })).sort((a, b) => compare(a.key, b.key)),
  }));
}

/** The image pull Secrets of all pods, each with the registry of the first pod that names it. */
export function pullSecrets(objects: KubeObject[]): PullSecret[] {
  const secrets = new Map<string, PullSecret>();
  for (const workload of workloads(objects)) {
    const namespace = namespaceOf(workload);
    const pod = (workload.spec?.jobTemplate?.spec ?? workload.spec)?.template?.spec ?? {};
    for (const { name } of pod.imagePullSecrets ?? []) {
      const id = `${namespace}/${name}`;
      if (!secrets.has(id)) {
        secrets.set(id, { namespace, name, registry: registryOf(pod) });
      }
    }
  }
  return sorted(secrets);
}

/** The command that makes a Secret, with file names and `<key>` in place of the values that are not known. */
export function createCommand(secret: RequiredSecret, known: Record<string, string> = {}): string {
  const values = secret.keys.map(({ key }) => FILE_KEY.test(key) ? `--from-file=${key}=${key}` : `--from-literal=${key}=${known[key] ?? `<${key}>`}`);
  return ['kubectl', '-n', secret.namespace, 'create secret generic', secret.name, ...values].join(' ');
}

/** The command that makes an image pull Secret. */
export function createPullCommand(secret: PullSecret): string {
  return `kubectl -n ${secret.namespace} create secret docker-registry ${secret.name}`
    + ` --docker-server=${secret.registry} --docker-username=<USERNAME> --docker-password=<PASSWORD>`;
}

function workloads(objects: KubeObject[]): KubeObject[] {
  return objects.filter(object => WORKLOADS.includes(object.kind));
}

function annotatedSecrets(workload: KubeObject): { name: string; key: string; purpose: string }[] {
  const text = workload.metadata?.annotations?.[SECRETS_ANNOTATION];
  if (text === undefined) {
    return [];
  }
  const entries = parseJson(text);
  if (!Array.isArray(entries) || !entries.every(isAnnotatedSecret)) {
    throw new Error(`${workload.kind} '${namespaceOf(workload)}/${workload.metadata?.name}': annotation ${SECRETS_ANNOTATION} `
      + `must be a JSON array of {name, key, purpose}, got ${text}`);
  }
  return entries;
}

function isAnnotatedSecret(value: unknown): boolean {
  const entry = value as Record<string, unknown> | null;
  return ['name', 'key', 'purpose'].every(field => typeof entry?.[field] === 'string');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function namespaceOf(object: KubeObject): string {
  return object.metadata?.namespace ?? 'default';
}

/** The first path part of the first image that has one. */
function registryOf(pod: PodSpec): string {
  const images = [...pod.containers ?? [], ...pod.initContainers ?? []].map(container => container.image ?? '');
  return images.find(image => image.includes('/'))?.split('/')[0] ?? '<REGISTRY>';
}

function sorted<T extends { namespace: string; name: string }>(secrets: Map<string, T>): T[] {
  return [...secrets.values()].sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
