import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { CONFIG_PATH } from './pod-defaults';
import { WorkloadProps } from './workload-props';
import { COOKIE_VARIABLE } from '../config/daml2/start-rules';
import { offered } from '../config/dialect';
import { PodGroup } from '../kubernetes/identity';
import { scriptJob } from '../kubernetes/script-job';
import { SMALL, TOOL_IMAGE } from '../kubernetes/tool-image';
import { CantonRelease } from '../model/canton-release';
import { Endpoint } from '../model/endpoint';
import { NetworkPeer } from '../model/network-peer';
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
    const script = offered(name, release, 'triggers').startRulesScript({ service: endpoint, rules });
    const bindings = start._cookie === undefined ? [] : [{
      env: COOKIE_VARIABLE, secret: start._cookie, purpose: 'cookie daml-ledger-token of the OAuth 2.0 middleware, for the parties of the trigger rules',
    }];
    this.pods = scriptJob(this, {
      name,
      group,
      props,
      files: [script],
      folder: CONFIG_PATH,
      secrets: bindings,
      pod: {
        gracePeriodSeconds: GRACE_SECONDS,
        imagePullSecrets: release.imagePullSecrets,
        containers: [{
          bindings,
          name: 'start-rules',
          image: TOOL_IMAGE,
          command: ['/bin/busybox', 'sh', `${CONFIG_PATH}/${script.name}`],
          resources: SMALL,
        }],
      },
    }, RETRIES);
  }
}
