import { KubeObject, nameOf, namespaceOf } from './kube-object';
import { at, distinct, listAt, numberAt, textAt, Tree, treeAt } from './read';
import { POD_NAME_LABEL } from '../model/annotations';

/** A pod of a StatefulSet by its name, and its template as Kubernetes makes it for this pod. */
export interface NamedPod {
  readonly name: string;
  readonly template: Tree;
}

/**
 * The pods of a StatefulSet whose command or arguments say the pod's name: each may be something else then, such as a sequencer with an identity of
 * its own. Nothing for other objects, whose pods are all alike.
 *
 * @param objects tell the pods of one that is stopped: their Services wait for them
 */
export function namedPods(object: KubeObject, template: Tree, objects: readonly KubeObject[]): NamedPod[] | undefined {
  return object.kind === 'StatefulSet' && CONTAINERS.flatMap((kind) => listAt(template, 'spec', kind)).some(saysItsName)
    ? podNames(object, objects).map((name) => ({ name, template: templateOf(template, name) }))
    : undefined;
}

const CONTAINERS = ['initContainers', 'containers'];
const WORDS = ['command', 'args'];

function podNames(object: KubeObject, objects: readonly KubeObject[]): string[] {
  const replicas = numberAt(object, 'spec', 'replicas') ?? 1;
  return replicas === 0 ? awaitedPods(object, objects) : Array.from({ length: replicas }, (_, index) => `${nameOf(object)}-${index}`);
}

function awaitedPods(object: KubeObject, objects: readonly KubeObject[]): string[] {
  const services = objects.filter((other) => other.kind === 'Service' && namespaceOf(other) === namespaceOf(object));
  const names = services.flatMap((service) => textAt(service, 'spec', 'selector', POD_NAME_LABEL) ?? []);
  return distinct(names.filter((name) => name.replace(/-\d+$/, '') === nameOf(object)));
}

function templateOf(template: Tree, name: string): Tree {
  const labels = { ...treeAt(template, 'metadata', 'labels'), [POD_NAME_LABEL]: name };
  const spec = treeAt(template, 'spec');
  const containers = CONTAINERS.filter((kind) => kind in spec).map((kind) => [kind, listAt(spec, kind).map((container) => named(container, name))]);
  return { ...template, metadata: { ...treeAt(template, 'metadata'), labels }, spec: { ...spec, ...Object.fromEntries(containers) } };
}

function named(container: unknown, name: string): Tree {
  const words = WORDS.filter((kind) => at(container, kind) !== undefined).map((kind) => [kind, listAt(container, kind).map((word) => (
    nameVariables(container).reduce((text, variable) => text.split(variable).join(name), String(word))
  ))]);
  return { ...treeAt(container), ...Object.fromEntries(words) };
}

function saysItsName(container: unknown): boolean {
  const words = WORDS.flatMap((kind) => listAt(container, kind));
  return nameVariables(container).some((variable) => words.some((word) => String(word).includes(variable)));
}

/** What Kubernetes replaces by the pod's name: `$(POD_NAME)`, where a variable of this name holds it. */
function nameVariables(container: unknown): string[] {
  return listAt(container, 'env').filter((variable) => textAt(variable, 'valueFrom', 'fieldRef', 'fieldPath') === 'metadata.name')
    .map((variable) => `$(${textAt(variable, 'name')})`);
}
