import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { container, ContainerDescription } from './container';
import { PodGroup, requireAnnotations, selectorLabels } from './identity';
import { unlessEmpty } from './list';
import { Scheduling } from './scheduling';
import { SecretFile, SECRETS_PATH } from '../model/config-file';
import { DarSource } from '../model/dar-source';
import { ExtraVolume } from '../model/extra-volume';
import { refuse, requireResolved } from '../model/validation';

/** User and group of all images of Daml Enterprise ("nonroot"). */
export const NONROOT = 65532;

/** The configuration that a pod mounts: a ConfigMap as a folder. */
export interface MountedConfig {
  readonly configMap: string;
  readonly path: string;
}

/** A pod, in the few things that differ from one service to the next. */
export interface PodDescription {
  readonly group: PodGroup;
  readonly labels?: { [label: string]: string };
  readonly annotations?: { [annotation: string]: string };
  readonly serviceAccount: string;
  readonly containers: ContainerDescription[];
  readonly initContainers?: ContainerDescription[];
  readonly scheduling: Scheduling;
  readonly gracePeriodSeconds: number;
  readonly imagePullSecrets?: string[];
  readonly priorityClass?: string;
  readonly restartPolicy?: 'Always' | 'Never';
  /** Mounted into the first container, as are all of the following. */
  readonly config?: MountedConfig;
  readonly secretFiles?: SecretFile[];
  readonly extraVolumes?: ExtraVolume[];
  /** Volumes that containers mount by their own `mounts`. */
  readonly volumes?: k8s.Volume[];
}

/**
 * A lost node takes its name servers with it, and until Kubernetes gives it up, 50 s later, each question may go to one of those. By default that costs two tries
 * of 5 s each, for every entry of the search list. Here a name with three dots is asked for as it stands first, so that `p1.iou.svc.cluster.local` is one question;
 * and it is asked once: the resolver's own second try goes the same dead way, from the same socket, while a process that asks anew may have better luck.
 */
const DNS: k8s.PodDnsConfig = { options: [{ name: 'ndots', value: '3' }, { name: 'timeout', value: '1' }, { name: 'attempts', value: '1' }] };

/** A pod template. The first container has a writable `/tmp`, the configuration, and the files from Secrets. */
export function podTemplate(pod: PodDescription): k8s.PodTemplateSpec {
  const [main, ...sidecars] = pod.containers;
  const owner = `${pod.group.component} '${pod.group.instance}'`;
  const template = {
    metadata: {
      labels: { ...requireAnnotations(owner, 'label', pod.labels ?? {}), ...selectorLabels(pod.group) },
      annotations: requireAnnotations(owner, 'annotation', { 'kubectl.kubernetes.io/default-container': main.name, ...pod.annotations }),
    },
    spec: {
      ...pod.scheduling,
      dnsConfig: DNS,
      serviceAccountName: pod.serviceAccount,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      imagePullSecrets: unlessEmpty(pod.imagePullSecrets?.map((name) => ({ name }))),
      priorityClassName: pod.priorityClass,
      restartPolicy: pod.restartPolicy ?? 'Always',
      terminationGracePeriodSeconds: pod.gracePeriodSeconds,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: NONROOT,
        runAsGroup: NONROOT,
        fsGroup: NONROOT,
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      initContainers: unlessEmpty(pod.initContainers?.map((init) => container(init))),
      containers: [container({ ...main, mounts: [...ownMounts(pod), ...(main.mounts ?? [])] }), ...sidecars.map((sidecar) => container(sidecar))],
      volumes: [...ownVolumes(pod), ...(pod.volumes ?? [])],
    },
  };
  requireDistinctMounts(owner, template.spec.containers[0].volumeMounts ?? []);
  requireResolvedTexts(owner, template);
  return template;
}

function requireDistinctMounts(owner: string, mounts: k8s.VolumeMount[]): void {
  const paths = mounts.map(({ mountPath }) => mountPath);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) {
    refuse(`${owner}: ${twice} is mounted twice; give each volume a path of its own`);
  }
}

/** Refuses a token in any text of a template, and names the text. */
function requireResolvedTexts(owner: string, value: unknown, path = 'pod'): void {
  if (typeof value === 'string') {
    requireResolved(`${owner}: ${path}`, value);
  } else if (typeof value === 'object' && value !== null) {
    Object.entries(value).forEach(([key, entry]) => requireResolvedTexts(owner, entry, `${path}.${key}`));
  }
}

/** An empty folder on the node's disk that is gone with the pod. */
export function scratchVolume(name: string, size: Size): k8s.Volume {
  return { name, emptyDir: { sizeLimit: k8s.Quantity.fromString(`${size.toMebibytes()}Mi`) } };
}

/** A folder of DAR files as a volume. Those of an image are copied, not mounted. */
export function darVolume(name: string, source: DarSource): k8s.Volume {
  switch (source._kind) {
    case 'configMap':
      return { name, configMap: { name: source.source } };
    case 'persistentVolumeClaim':
      return { name, persistentVolumeClaim: { claimName: source.source, readOnly: true } };
    case 'image':
      return scratchVolume(name, Size.gibibytes(1));
  }
}

function ownMounts({ config, secretFiles = [], extraVolumes = [] }: PodDescription): k8s.VolumeMount[] {
  return [
    { name: 'tmp', mountPath: '/tmp' },
    ...(config === undefined ? [] : [{ name: 'config', mountPath: config.path, readOnly: true }]),
    ...(secretFiles.length === 0 ? [] : [{ name: 'secrets', mountPath: SECRETS_PATH, readOnly: true }]),
    ...extraVolumes.map(({ mountPath }, index) => ({ name: `extra-${index}`, mountPath, readOnly: true })),
  ];
}

function ownVolumes({ config, secretFiles = [], extraVolumes = [] }: PodDescription): k8s.Volume[] {
  return [
    scratchVolume('tmp', Size.mebibytes(512)),
    ...(config === undefined ? [] : [{ name: 'config', configMap: { name: config.configMap, defaultMode: 0o444 } }]),
    ...(secretFiles.length === 0 ? [] : [{ name: 'secrets', projected: { defaultMode: 0o440, sources: secretSources(secretFiles) } }]),
    ...extraVolumes.map((volume, index) => extraVolume(`extra-${index}`, volume)),
  ];
}

/** One folder a Secret, with exactly the keys that the process reads. */
function secretSources(files: SecretFile[]): k8s.VolumeProjection[] {
  const keys = new Map<string, Set<string>>();
  for (const { secret } of files) {
    keys.set(secret.secretName, (keys.get(secret.secretName) ?? new Set()).add(secret.key));
  }
  return [...keys.keys()].sort().map((name) => ({
    secret: { name, items: [...keys.get(name)!].sort().map((key) => ({ key, path: `${name}/${key}` })) },
  }));
}

function extraVolume(name: string, volume: ExtraVolume): k8s.Volume {
  switch (volume._kind) {
    case 'secret':
      return { name, secret: { secretName: volume.source, defaultMode: 0o440 } };
    case 'configMap':
      return { name, configMap: { name: volume.source } };
    case 'persistentVolumeClaim':
      return { name, persistentVolumeClaim: { claimName: volume.source, readOnly: true } };
  }
}
