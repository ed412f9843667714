import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { CONFIG_PATH } from './pod-defaults';
import { CantonNodeOptions } from './workload-props';
import { dialectOf } from '../config/dialect';
import { configMap } from '../kubernetes/config-map';
import { PodGroup } from '../kubernetes/identity';
import { AccessPolicy } from '../kubernetes/network-policy';
import { PodDescription } from '../kubernetes/pod';
import { singleScheduling } from '../kubernetes/scheduling';
import { job, WorkloadDescription } from '../kubernetes/workload';
import { CantonRelease } from '../model/canton-release';
import { ConfigFile } from '../model/config-file';
import { Placement } from '../model/placement';

/** A large database takes hours; a failed migration is looked at by a human before it is tried again. */
const ONCE = { backoffLimit: 2, deadlineSeconds: Duration.hours(24).toSeconds() };

/** A node service whose database is migrated. */
export interface MigrateJobProps {
  /** The service, or the instance that is a node of its own. */
  readonly name: string;
  /** Canton's word for the node: `participant`, `domain-manager`. */
  readonly component: string;
  readonly kind: 'participants' | 'sequencers' | 'mediators' | 'domainManagers';
  readonly release: CantonRelease;
  /** Names of the instances' Services. */
  readonly hosts: string[];
  readonly file: ConfigFile;
  /** The pod of an instance, of which the Job's is made. */
  readonly pod: PodDescription;
  readonly props: CantonNodeOptions;
}

/** The Job that migrates a node's database with the new release, with the node's own configuration and while no instance runs. */
export class MigrateJob extends Construct {
  public constructor(scope: Construct, id: string, { name: node, component, kind, release, hosts, file, pod, props }: MigrateJobProps) {
    super(scope, id);
    const name = `${node}-migrate`;
    const group: PodGroup = { ...pod.group, component: `${component}-migrate` };
    const script = dialectOf(release).migrateDatabaseScript({ kind, hosts });
    const config = configMap(this, 'Config', group, `${name}-config`, [file, script]);
    const [main] = pod.containers;
    const workload: WorkloadDescription = {
      name,
      secrets: [...file.env, ...file.files],
      pod: {
        ...pod,
        group,
        scheduling: singleScheduling(props.placement ?? Placement.spread()),
        restartPolicy: 'Never',
        config: { configMap: config, path: CONFIG_PATH },
        containers: [{
          ...main,
          name: 'migrate',
          args: ['run', '--no-tty', '--manual-start', ...main.args!.slice(1), `${CONFIG_PATH}/${script.name}`],
          // The script's compiler keeps a cache in the home folder, which the JVM does not take from HOME.
          env: { ...main.env, HOME: '/tmp', JDK_JAVA_OPTIONS: `${main.env!.JDK_JAVA_OPTIONS} -Duser.home=/tmp` },
          ports: undefined,
          probes: undefined,
        }],
      },
    };
    new AccessPolicy(this, group, name, props.egress);
    job(this, 'Job', workload, ONCE);
  }
}
