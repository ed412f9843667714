import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { CONFIG_PATH } from './pod-defaults';
import { WorkloadProps } from './workload-props';
import { COOKIE_VARIABLE } from '../config/daml2/start-rules';
import { dialectOf } from '../config/dialect';
import { configMap } from '../kubernetes/config-map';
import { PodGroup } from '../kubernetes/identity';
import { AccessPolicy, podsOf } from '../kubernetes/network-policy';
import { singleScheduling } from '../kubernetes/scheduling';
import { serviceAccount } from '../kubernetes/service-account';
import { SMALL, TOOL_IMAGE } from '../kubernetes/tool-image';
import { job } from '../kubernetes/workload';
import { CantonRelease } from '../model/canton-release';
import { Endpoint } from '../model/endpoint';
import { NetworkPeer } from '../model/network-peer';
import { Placement } from '../model/placement';
import { TriggerRule } from '../model/trigger-rule';
import { TriggerRuleStart } from '../model/trigger-rule-start';

/** While the trigger service is not there a try fails at once; Kubernetes pauses longer and longer between them. */
const RETRIES = { backoffLimit: 20, deadlineSeconds: Duration.hours(6).toSeconds() };
const GRACE_SECONDS = 5;

/** The rules of a trigger service, and how they are started. */
export interface StartRulesJobProps {
  readonly release: CantonRelease;
  readonly endpoint: Endpoint;
  readonly rules: TriggerRule[];
  readonly start: TriggerRuleStart;
  /** Those of the trigger service: placement and priority. */
  readonly props: WorkloadProps;
}

/** The Job that starts the rules of a trigger service: made again, and run again, when they change. It stops none. */
export class StartRulesJob extends Construct {
  /** The Job's pods. */
  public readonly pods: NetworkPeer;

  public constructor(scope: Construct, id: string, { release, endpoint, rules, start, props }: StartRulesJobProps) {
    super(scope, id);
    const name = `${scope.node.id}-start-rules`;
    const group: PodGroup = { name: 'trigger-service', instance: scope.node.id, component: 'start-rules', version: release.version };
    const script = dialectOf(release).startRulesScript({ service: endpoint, rules });
    const bindings = start._cookie === undefined ? [] : [{
      env: COOKIE_VARIABLE, secret: start._cookie, purpose: 'cookie daml-ledger-token of the OAuth 2.0 middleware, for the parties of the trigger rules',
    }];
    const account = serviceAccount(this, group, name);
    const config = configMap(this, 'Config', group, `${name}-config`, [script]);
    new AccessPolicy(this, group, name, props.egress);
    job(this, 'Job', {
      name,
      secrets: bindings,
      pod: {
        group,
        labels: props.podLabels,
        annotations: props.podAnnotations,
        serviceAccount: account,
        scheduling: singleScheduling(props.placement ?? Placement.spread()),
        gracePeriodSeconds: GRACE_SECONDS,
        restartPolicy: 'Never',
        imagePullSecrets: release.imagePullSecrets,
        priorityClass: props.priorityClassName,
        config: { configMap: config, path: CONFIG_PATH },
        containers: [{
          bindings,
          name: 'start-rules',
          image: TOOL_IMAGE,
          command: ['/bin/busybox', 'sh', `${CONFIG_PATH}/${script.name}`],
          resources: SMALL,
        }],
      },
    }, RETRIES);
    this.pods = podsOf(this, group);
  }
}
