import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { logArguments } from './canton-pod';
import { CONFIG_PATH } from './pod-defaults';
import { WorkloadProps } from './workload-props';
import { hoconFile } from '../config/config-file';
import { dialectOf } from '../config/dialect';
import { Hocon } from '../config/hocon/hocon';
import { jvmOptions } from '../config/jvm';
import { DarFiles } from '../kubernetes/dar-files';
import { PodGroup } from '../kubernetes/identity';
import { scriptJob } from '../kubernetes/script-job';
import { CantonRelease } from '../model/canton-release';
import { ConfigFile } from '../model/config-file';
import { NetworkPeer } from '../model/network-peer';
import { Cpu, Resources } from '../model/resources';

const GRACE_SECONDS = 30;
/** One try waits some minutes for its nodes; twenty tries are over an hour with Kubernetes' pauses between them. */
const RETRIES = { backoffLimit: 20, deadlineSeconds: Duration.hours(6).toSeconds() };

/** A script that a Canton console runs against remote nodes. */
export interface ConsoleJobDescription {
  readonly component: string;
  /** Name of the objects; the Job's own ends in a hash of its content. */
  readonly name: string;
  /** Id of the service that the Job belongs to. */
  readonly instance: string;
  readonly release: CantonRelease;
  readonly remote: Hocon;
  readonly script: ConfigFile;
  readonly dars?: DarFiles;
  readonly props: WorkloadProps;
}

/**
 * A Job that runs a console script. The script is safe to run again, so the Job is retried, and made again whenever its content changes.
 *
 * @returns its pods, for those who must let them in
 */
export function consoleJob(scope: Construct, description: ConsoleJobDescription): NetworkPeer {
  const { component, name, instance, release, remote, script, dars, props } = description;
  const group: PodGroup = { name: 'canton', instance, component, version: release.version };
  const { command, environment } = dialectOf(release);
  const remoteFile = hoconFile('remote.conf', remote);
  const secretFiles = [...remoteFile.files, ...script.files];
  const resources = Resources.of({ memory: Size.gibibytes(2), cpu: Cpu.millis(500), ephemeralStorage: Size.gibibytes(2) });
  return scriptJob(scope, {
    name,
    group,
    props,
    files: [remoteFile, script],
    folder: CONFIG_PATH,
    secrets: [...remoteFile.env, ...secretFiles],
    pod: {
      gracePeriodSeconds: GRACE_SECONDS,
      imagePullSecrets: release.imagePullSecrets,
      secretFiles,
      extraVolumes: props.volumes,
      initContainers: dars?.initContainers,
      volumes: dars?.volumes,
      containers: [{
        name: component,
        image: release.cantonImage,
        command,
        args: ['run', '--no-tty', `--config=${CONFIG_PATH}/${remoteFile.name}`, ...logArguments(release, props.logLevel), `${CONFIG_PATH}/${script.name}`],
        // The script's compiler keeps a cache in the home folder, which the JVM does not take from HOME.
        env: { HOME: '/tmp', JDK_JAVA_OPTIONS: jvmOptions(`${component} job`, resources, ['-Duser.home=/tmp']), ...environment },
        bindings: remoteFile.env,
        extraEnv: props.env,
        resources,
        mounts: dars?.mounts,
      }],
    },
  }, RETRIES);
}
