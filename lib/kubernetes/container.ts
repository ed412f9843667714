import { k8s } from 'cdk8s-plus-27';
import { Probes } from './probes';
import { EnvBinding } from '../model/config-file';
import { ContainerImage } from '../model/container-image';
import { EnvVar } from '../model/env-var';
import { Resources } from '../model/resources';
import { SecretKey } from '../model/secret-key';
import { refuse } from '../model/validation';

/** A container, in the few things that differ from one to the next. */
export interface ContainerDescription {
  readonly name: string;
  readonly image: ContainerImage;
  readonly resources: Resources;
  /** @default - the image's entry point */
  readonly command?: string[];
  readonly args?: string[];
  /** Plain text variables of the library's own. */
  readonly env?: { [name: string]: string };
  /** Variables that the configuration substitutes. */
  readonly bindings?: EnvBinding[];
  /** Variables that the user adds. */
  readonly extraEnv?: EnvVar[];
  readonly ports?: { [name: string]: number };
  readonly probes?: Probes;
  /** Whether its arguments say `POD_NAME`. */
  readonly namesItself?: boolean;
  readonly mounts?: k8s.VolumeMount[];
  /** @default - the pod's user */
  readonly user?: number;
  readonly preStop?: k8s.LifecycleHandler;
  /** Whether somebody types into it. */
  readonly interactive?: boolean;
}

/** The pod's own name, among the arguments of a container that `namesItself`: Kubernetes puts it in. */
export const POD_NAME = '$(POD_NAME)';

/** The container, confined as the pod security standard *restricted* asks, with a read-only root. */
export function container(description: ContainerDescription): k8s.Container {
  const { name, image, command, args, probes, user, preStop, interactive } = description;
  return {
    name,
    image: image.reference,
    imagePullPolicy: 'IfNotPresent',
    command,
    args,
    env: unlessEmpty(environment(description)),
    ports: unlessEmpty(Object.entries(description.ports ?? {}).map(([port, containerPort]) => ({ name: port, containerPort, protocol: 'TCP' }))),
    resources: requirements(description.resources),
    startupProbe: probes?.startup,
    livenessProbe: probes?.liveness,
    readinessProbe: probes?.readiness,
    lifecycle: preStop && { preStop },
    stdin: interactive,
    tty: interactive,
    volumeMounts: description.mounts,
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      ...(user === undefined ? {} : { runAsUser: user, runAsGroup: user }),
    },
  };
}

/** Memory and disk as request and limit; CPU is limited only where it is asked for: taking over from a lost instance is bound by it. */
function requirements({ memory, cpu, cpuLimit, ephemeralStorage }: Resources): k8s.ResourceRequirements {
  const both = {
    'memory': k8s.Quantity.fromString(`${memory.toMebibytes()}Mi`),
    'ephemeral-storage': k8s.Quantity.fromString(`${ephemeralStorage.toMebibytes()}Mi`),
  };
  return { requests: { cpu: k8s.Quantity.fromString(`${cpu.millicores}m`), ...both }, limits: { ...(cpuLimit === undefined ? {} : { cpu: k8s.Quantity.fromString(`${cpuLimit.millicores}m`) }), ...both } };
}

function environment({ name, env = {}, bindings = [], extraEnv = [], namesItself }: ContainerDescription): k8s.EnvVar[] {
  const variables: k8s.EnvVar[] = [
    ...(namesItself ? [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] : []),
    ...Object.entries(env).map(([variable, value]) => ({ name: variable, value })),
    ...bindings.map((binding) => fromSecret(binding.env, binding.secret)),
    ...extraEnv.map((variable) => variable._secret ? fromSecret(variable.name, variable._secret) : { name: variable.name, value: variable._value }),
  ];
  const twice = variables.find((variable, index) => variables.findIndex((other) => other.name === variable.name) !== index);
  if (twice !== undefined) {
    refuse(`container '${name}': environment variable ${twice.name} is set twice; drop it from env`);
  }
  return variables;
}

function unlessEmpty<T>(list: T[]): T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function fromSecret(name: string, secret: SecretKey): k8s.EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secret.secretName, key: secret.key } } };
}
