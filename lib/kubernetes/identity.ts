import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { claim } from './claims';
import { ClusterDomain } from './cluster-domain';
import { INSTANCE_LABEL, POD_NAME_LABEL } from '../model/annotations';
import { describe, refuse, requireDnsLabel, requireResolved } from '../model/validation';

/** The pods that do one thing for one service: what their selectors select. */
export interface PodGroup {
  /** The program: `canton`, `http-json`, `haproxy`. */
  readonly name: string;
  /** Id of the service. */
  readonly instance: string;
  /** What the program is there for: `participant`, `router`. */
  readonly component: string;
  /** Version of the program, for whoever looks; never part of a selector. */
  readonly version?: string;
}

/** Selectors can never change, so they hold these three labels and nothing that ever would. */
export function selectorLabels({ name, instance, component }: PodGroup): { [label: string]: string } {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': instance, 'app.kubernetes.io/component': component };
}

/** Labels of one instance's pods. */
export function instanceLabels(group: PodGroup, index: number): { [label: string]: string } {
  return { ...selectorLabels(group), [INSTANCE_LABEL]: String(index) };
}

/** Labels of one pod of a StatefulSet. */
export function namedPodLabels(group: PodGroup, pod: string): { [label: string]: string } {
  return { ...selectorLabels(group), [POD_NAME_LABEL]: pod };
}

/** The namespace of the chart around a construct. Names of Services are only complete with it. */
export function namespaceOf(scope: Construct): string {
  const chart = Chart.of(scope);
  return chart.namespace === undefined
    ? refuse(`chart '${chart.node.id}' needs a namespace: new Chart(app, '${chart.node.id}', { namespace: ... })`)
    : requireDnsLabel(`namespace of chart '${chart.node.id}'`, chart.namespace);
}

/** The whole host name of a Service in the namespace around a construct. */
export function serviceHost(scope: Construct, service: string): string {
  return `${service}.${namespaceOf(scope)}.svc.${ClusterDomain._of(scope)}`;
}

/** What an object is named and labelled. */
export interface ObjectDescription {
  readonly kind: string;
  readonly name: string;
  readonly group: PodGroup;
  readonly labels?: { [label: string]: string };
  readonly annotations?: { [annotation: string]: string };
}

/** Metadata of an object. Its name is taken: two services cannot meet in one object. */
export function metadata(scope: Construct, { kind, name, group, labels, annotations }: ObjectDescription): k8s.ObjectMeta {
  const namespace = namespaceOf(scope);
  claim(scope, `${kind} '${name}' in namespace '${namespace}'`, `${group.component} '${group.instance}'`, 'give one of the two another id');
  return {
    name,
    namespace,
    labels: { ...labels, ...selectorLabels(group), ...version(group), 'app.kubernetes.io/managed-by': 'cdk8s-canton' },
    annotations: annotations && requireAnnotations(`${group.component} '${group.instance}'`, 'annotation', annotations),
  };
}

/** Annotations (or labels) that a user brings. */
export function requireAnnotations(owner: string, what: 'annotation' | 'label', annotations: { [key: string]: string }): { [key: string]: string } {
  for (const [key, value] of Object.entries(annotations)) {
    if (typeof value !== 'string') {
      refuse(`${owner}: ${what} ${key} must be text, got ${describe(value)}`);
    }
    requireResolved(`${owner}: ${what} ${key}`, value);
  }
  return annotations;
}

function version({ version: text }: PodGroup): { [label: string]: string } {
  return text === undefined ? {} : { 'app.kubernetes.io/version': text };
}
