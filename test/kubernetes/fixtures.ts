import { Size } from 'cdk8s';
import { ContainerDescription } from '../../lib/kubernetes/container';
import { PodGroup } from '../../lib/kubernetes/identity';
import { PodDescription } from '../../lib/kubernetes/pod';
import { instanceDeployment, WorkloadDescription } from '../../lib/kubernetes/workload';
import { ContainerImage } from '../../lib/model/container-image';
import { Cpu, Resources } from '../../lib/model/resources';
import { Manifest, only, testChart } from '../support/chart';

export const GROUP: PodGroup = { name: 'canton', instance: 'p1', component: 'participant', version: '2.10.4' };

export const SELECTOR = { 'app.kubernetes.io/name': 'canton', 'app.kubernetes.io/instance': 'p1', 'app.kubernetes.io/component': 'participant' };

export const RESOURCES = Resources.of({ memory: Size.gibibytes(4), cpu: Cpu.millis(1500), ephemeralStorage: Size.mebibytes(100) });

export const IMAGE = ContainerImage.of('registry/canton:2.10.4');

/** The smallest container. */
export function main(overrides: Partial<ContainerDescription> = {}): ContainerDescription {
  return { name: 'participant', image: IMAGE, resources: RESOURCES, ...overrides };
}

/** The smallest pod. */
export function pod(overrides: Partial<PodDescription> = {}): PodDescription {
  return { group: GROUP, serviceAccount: 'p1', scheduling: {}, gracePeriodSeconds: 90, containers: [main()], ...overrides };
}

export function workload(overrides: Partial<PodDescription> = {}, name = 'p1'): WorkloadDescription {
  return { name, secrets: [], pod: pod(overrides) };
}

/** The pod as Kubernetes gets it: whatever cdk8s drops is gone. */
export function renderedPod(overrides: Partial<PodDescription> = {}): Manifest['spec'] {
  const chart = testChart();
  instanceDeployment(chart, 'Instance', 0, workload(overrides), { minReadySeconds: 45, startupBudgetSeconds: 600 });
  return only(chart, 'Deployment', 'p1').spec.template;
}

/** Its first container. */
export function renderedContainer(overrides: Partial<ContainerDescription> = {}): Manifest['spec'] {
  return renderedPod({ containers: [main(overrides)] }).spec.containers[0];
}
