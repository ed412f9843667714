import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { checkDeployment } from './deployment-checks';
import { IParticipant } from './participant-ref';
import { CONFIG_PATH, STARTUP_SECONDS } from './pod-defaults';
import { speltOut } from './spelt-out';
import { replicationOf } from './storage-use';
import { WorkloadProps } from './workload-props';
import { hoconFile } from '../config/config-file';
import { Hocon } from '../config/hocon/hocon';
import { jvmOptions } from '../config/jvm';
import { withOverrides } from '../config/overrides';
import { configMap } from '../kubernetes/config-map';
import { ContainerDescription } from '../kubernetes/container';
import { PodGroup } from '../kubernetes/identity';
import { PodDescription } from '../kubernetes/pod';
import { httpProbes } from '../kubernetes/probes';
import { Scheduling } from '../kubernetes/scheduling';
import { serviceAccount } from '../kubernetes/service-account';
import { WorkloadDescription } from '../kubernetes/workload';
import { ContainerImage } from '../model/container-image';
import { PORTS } from '../model/ports';
import { Cpu, Resources } from '../model/resources';
import { Storage } from '../model/storage';


const GRACE_SECONDS = 45;

/** A process that serves HTTP with `/livez` and `/readyz`: JSON API, trigger service, middleware. */
export interface HttpWorkloadDescription {
  readonly owner: string;
  readonly group: PodGroup;
  readonly image: ContainerImage;
  readonly config: Hocon;
  /** Arguments, given the path of the file. */
  readonly args: (path: string) => string[];
  readonly port: number;
  readonly memory: Size;
  readonly cpu: Cpu;
  /** Its database, where it has one of its own. */
  readonly storage?: Storage;
  readonly scheduling: Scheduling;
  /** The participant that it works on, where it has one. */
  readonly participant?: IParticipant;
  readonly imagePullSecrets: string[];
  /** Probes of `/livez` and `/readyz`. @default - both are of the process alone */
  readonly probes?: typeof httpProbes;
  readonly sidecars?: ContainerDescription[];
  readonly pod?: Pick<PodDescription, 'initContainers' | 'volumes'>;
  /** What is done before the process is told to stop. */
  readonly preStop?: ContainerDescription['preStop'];
  readonly mounts?: ContainerDescription['mounts'];
  readonly props: WorkloadProps;
}

/** The pods of such a process, with service account and configuration. */
export function httpWorkload(scope: Construct, description: HttpWorkloadDescription): WorkloadDescription {
  const { owner, group, image, config, args, port, memory, cpu, scheduling, imagePullSecrets, sidecars = [], props } = description;
  checkDeployment(scope);
  const id = scope.node.id;
  const file = hoconFile(`${group.component}.conf`, withOverrides(owner, config, props.configOverrides));
  const resources = props.resources ?? Resources.of({ memory, cpu });
  return {
    name: id,
    secrets: [...file.env, ...file.files],
    speltOut: speltOut({ placement: props.placement, storage: description.storage }),
    replication: replicationOf(description.storage),
    unmissed: description.participant?._isAway,
    pod: {
      ...description.pod,
      group,
      scheduling,
      imagePullSecrets,
      labels: props.podLabels,
      annotations: props.podAnnotations,
      serviceAccount: serviceAccount(scope, group, id, props.serviceAccountAnnotations),
      gracePeriodSeconds: props.terminationGracePeriod?.toSeconds() ?? GRACE_SECONDS,
      priorityClass: props.priorityClassName,
      config: { configMap: configMap(scope, 'Config', group, `${id}-config`, [file]), path: CONFIG_PATH },
      secretFiles: file.files,
      extraVolumes: props.volumes,
      containers: [{
        name: group.component,
        image,
        args: args(`${CONFIG_PATH}/${file.name}`),
        env: { JDK_JAVA_OPTIONS: jvmOptions(owner, resources, props.jvmOptions ?? []) },
        bindings: file.env,
        extraEnv: props.env,
        ports: { http: port, metrics: PORTS.metrics },
        resources,
        mounts: description.mounts,
        preStop: description.preStop,
        probes: (description.probes ?? httpProbes)('http', { live: '/livez', ready: '/readyz' }, props.startupBudget?.toSeconds() ?? STARTUP_SECONDS),
      }, ...sidecars],
    },
  };
}
