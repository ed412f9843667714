import { namesSecret } from '../../model/validation';
import { Check, Finding } from '../check';
import { Deployment } from '../deployment';
import { objectId } from '../kube-object';
import { leavesOf, listAt, textAt, textsAt } from '../read';

export const NO_SECRET_TEXT: Check = {
  id: 'no-secret-text',
  severity: 'error',
  sentence: 'No password, token or key stands in a manifest as text.',
  why: 'Manifests are committed, diffed and logged; whoever reads one has the secret (https://kubernetes.io/docs/concepts/security/secrets-good-practices/).',
  fix: 'Put it into a Secret; refer to it with secretKeyRef, and with ${VARIABLE} in HOCON.',
  find: (deployment) => [...environment(deployment), ...configMaps(deployment), ...configurations(deployment)],
};

function environment({ workloads }: Deployment): Finding[] {
  return workloads.flatMap(({ id, allContainers }) => allContainers.flatMap(({ name, tree }) => [
    ...Object.entries(literals(tree)).filter(([variable, value]) => isSecret(variable, value) || holdsSecret(value))
      .map(([variable]) => `variable ${variable}`),
    ...[...listAt(tree, 'command'), ...listAt(tree, 'args')].map((word) => /^--?([\w-]+)=(.+)$/.exec(String(word)) ?? [])
      .filter(([, option = '', value]) => isSecret(option, value)).map(([, option]) => `argument --${option}`),
  ].map((what) => ({ object: id, message: `${what} of container '${name}' must come from a Secret, got text` }))));
}

/** Variables whose text stands in the manifest. */
function literals(container: unknown): { readonly [variable: string]: string } {
  return Object.fromEntries(listAt(container, 'env').map((variable) => [textAt(variable, 'name') ?? '', textAt(variable, 'value') ?? '']));
}

function configMaps(deployment: Deployment): Finding[] {
  return deployment.ofKind('ConfigMap').flatMap((configMap) => Object.entries(textsAt(configMap, 'data'))
    .filter(([key, value]) => isSecret(key, value))
    .map(([key]) => ({ object: objectId(configMap), message: `${key} must come from a Secret, got text` })));
}

function configurations({ configs }: Deployment): Finding[] {
  return [...configs].flatMap(([file, tree]) => leavesOf(tree)
    .filter(({ path, value }) => typeof value === 'string' && (isSecret(path[path.length - 1] ?? '', value) || urlHoldsSecret(value)))
    .map(({ path }) => ({
      object: `ConfigMap ${file.split('/').slice(0, 2).join('/')}`,
      message: `${path.join('.')} in ${file.split('/')[2]} must be a \${VARIABLE} from a Secret, got text`,
    })));
}

/** Paths of files and addresses where tokens are got are no secrets. */
function isSecret(name: string, value: string | undefined): boolean {
  const literal = value !== undefined && value !== '' && !/\$[({]/.test(value) && !/^(\/|https?:\/\/[^@]*$)/.test(value);
  return literal && (namesSecret(name) || /(password|passwd)$/i.test(name));
}

/** A password in a URL, or in an option of the Java virtual machine. */
function holdsSecret(value: string): boolean {
  return /^-D|\s-D/.test(value) ? /-D[\w.]*password=[^$\s]/i.test(value) : urlHoldsSecret(value);
}

/** As a parameter, before the host, or as Oracle writes it. */
const URLS = [/^[a-z:]+\/\/.*[?&;]password=[^$&]/i, /^[a-z:]+\/\/[^/@$]+:[^/@$]+@/i, /^jdbc:oracle:thin:[^/@]+\/[^@$]+@/i];

function urlHoldsSecret(value: string): boolean {
  return URLS.some((url) => url.test(value));
}
