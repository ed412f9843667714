import { Construct } from 'constructs';
import { configMap } from './config-map';
import { PodGroup } from './identity';
import { AccessPolicy, podsOf } from './network-policy';
import { PodDescription } from './pod';
import { singleScheduling } from './scheduling';
import { serviceAccount } from './service-account';
import { job, JobDescription, jobOnDemand, JobOnDemandDescription, WorkloadDescription } from './workload';
import { ConfigFile } from '../model/config-file';
import { NetworkPeer } from '../model/network-peer';
import { Placement } from '../model/placement';

/** A Job that runs files of its own. */
export interface ScriptJobDescription {
  /** Name of the objects; the Job's own ends in a hash of its content. */
  readonly name: string;
  readonly group: PodGroup;
  readonly files: ConfigFile[];
  /** Where the pod finds the files. */
  readonly folder: string;
  /** Secrets that it uses, for the list of what must be brought. */
  readonly secrets: WorkloadDescription['secrets'];
  /** What its user says of its pod. */
  readonly props: {
    readonly podLabels?: { [label: string]: string };
    readonly podAnnotations?: { [annotation: string]: string };
    readonly placement?: Placement;
    readonly priorityClassName?: string;
    readonly egress?: NetworkPeer[];
  };
  /** What is particular to its pod. */
  readonly pod: Pick<PodDescription, 'gracePeriodSeconds' | 'imagePullSecrets' | 'secretFiles' | 'extraVolumes' | 'initContainers' | 'volumes' | 'containers'>;
}

/**
 * A Job with its files, service account and policy.
 *
 * @returns its pods, for those who must let them in
 */
export function scriptJob(scope: Construct, description: ScriptJobDescription, retries: JobDescription): NetworkPeer {
  job(scope, 'Job', workloadOf(scope, description), retries);
  return podsOf(scope, description.group);
}

/**
 * The same for somebody who starts it by hand.
 *
 * @returns its pods, for those who must let them in
 */
export function scriptJobOnDemand(scope: Construct, description: ScriptJobDescription, end: JobOnDemandDescription): NetworkPeer {
  jobOnDemand(scope, 'CronJob', workloadOf(scope, description), end);
  return podsOf(scope, description.group);
}

function workloadOf(scope: Construct, { name, group, files, folder, secrets, props, pod }: ScriptJobDescription): WorkloadDescription {
  const account = serviceAccount(scope, group, name);
  const config = configMap(scope, 'Config', group, `${name}-config`, files);
  new AccessPolicy(scope, group, name, props.egress);
  return {
    name,
    secrets,
    pod: {
      ...pod,
      group,
      labels: props.podLabels,
      annotations: props.podAnnotations,
      serviceAccount: account,
      scheduling: singleScheduling(props.placement ?? Placement.spread()),
      restartPolicy: 'Never',
      priorityClass: props.priorityClassName,
      config: { configMap: config, path: folder },
    },
  };
}
