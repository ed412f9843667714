import { CantonNodeDescription } from './canton-node-description';
import { CONFIG_PATH, STARTUP_SECONDS } from './pod-defaults';
import { dialectOf } from '../config/dialect';
import { jvmOptions } from '../config/jvm';
import { POD_NAME } from '../kubernetes/container';
import { PodGroup } from '../kubernetes/identity';
import { PodDescription } from '../kubernetes/pod';
import { grpcProbes } from '../kubernetes/probes';
import { Scheduling } from '../kubernetes/scheduling';
import { CantonRelease } from '../model/canton-release';
import { ConfigFile } from '../model/config-file';
import { LogLevel } from '../model/logging';
import { PORTS } from '../model/ports';
import { Resources } from '../model/resources';

/** Canton's own shutdown takes up to about 70 s (facts A.13). */
const GRACE_SECONDS = 90;

/** What a pod of a service has that another of its pods may have otherwise. */
export interface CantonPodDescription {
  readonly group: PodGroup;
  /** Name of its service account. */
  readonly account: string;
  /** Name of the ConfigMap. */
  readonly config: string;
  /** The file that its process reads; or those of all pods of its workload, where each reads the one that is called by the pod's name. */
  readonly file: ConfigFile | ConfigFile[];
  readonly scheduling: Scheduling;
}

/** A pod that runs one Canton node. */
export function cantonPod(
  { owner, component, release, driver, apis, health, readiness, memory, cpu, props }: CantonNodeDescription,
  { group, account, config, file, scheduling }: CantonPodDescription,
): PodDescription {
  const resources = props.resources ?? Resources.of({ memory, cpu });
  const { command, environment } = dialectOf(release);
  const namesItself = Array.isArray(file);
  const files = namesItself ? file : [file];
  return {
    group,
    labels: props.podLabels,
    annotations: props.podAnnotations,
    serviceAccount: account,
    scheduling,
    gracePeriodSeconds: props.terminationGracePeriod?.toSeconds() ?? GRACE_SECONDS,
    imagePullSecrets: release.imagePullSecrets,
    priorityClass: props.priorityClassName,
    config: { configMap: config, path: CONFIG_PATH },
    secretFiles: files.flatMap((each) => each.files),
    extraVolumes: props.volumes,
    initContainers: driver?.initContainers,
    volumes: driver?.volumes,
    containers: [{
      name: component,
      image: release.cantonImage,
      command,
      args: ['daemon', `--config=${CONFIG_PATH}/${namesItself ? `${POD_NAME}.conf` : file.name}`, ...logArguments(release, props.logLevel)],
      env: { JDK_JAVA_OPTIONS: jvmOptions(owner, resources, props.jvmOptions ?? []), ...environment, ...driver?.env },
      bindings: files.flatMap((each) => each.env),
      namesItself,
      extraEnv: props.env,
      mounts: driver?.mounts,
      ports: { ...apis, ...health, metrics: PORTS.metrics },
      resources,
      probes: grpcProbes(health['grpc-health'], readiness, props.startupBudget?.toSeconds() ?? STARTUP_SECONDS, namesItself),
    }],
  };
}

/** Logs go to standard output only, one JSON object a line. */
export function logArguments(release: CantonRelease, level = LogLevel.INFO): string[] {
  return [...dialectOf(release).noLogFiles, '--log-encoder=json', `--log-level-stdout=${level}`, `--log-level-canton=${level}`];
}
