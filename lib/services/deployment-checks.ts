import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { CHECKS, Configs, Deployment, errorsOf, KubeObject, resultText, runChecks, WAIVER_ANNOTATION } from '../checks';
import { deployedConfigs, deployedObjects } from '../kubernetes/deployed';
import { describe, refuse, requireText } from '../model/validation';

/** Warnings that were printed, by app: each is printed once. */
const PRINTED = new WeakMap<IConstruct, Set<string>>();

/** Errors that were found, for as long as one synthesis asks for them again and again. */
const FOUND = new WeakMap<IConstruct, string[]>();

const WAIVED = new WeakMap<ApiObject, { [rule: string]: string }>();

/**
 * The rules that a whole deployment obeys (docs/checks.md). They run at every synthesis of an app with a service of this library: an error fails it,
 * a warning is printed once.
 */
export class DeploymentChecks {
  /**
   * Accepts what a rule has against one object, which says so in an annotation. A waiver that is not needed is an error.
   *
   * @param object a Kubernetes object, such as `participant.node.findChild('Instance0')`
   * @param rule id of the rule
   * @param reason why it is accepted
   */
  public static waive(object: IConstruct, rule: string, reason: string): void {
    if (!ApiObject.isApiObject(object)) {
      refuse(`waiver of '${rule}': object must be a Kubernetes object, got ${describe(object?.node?.path)}; take a child of the service, such as node.findChild('Instance0')`);
    }
    if (!CHECKS.some(({ id }) => id === rule)) {
      refuse(`waiver: rule must be one of docs/checks.md, got '${rule}'`);
    }
    const apiObject = object as ApiObject;
    const waived = { ...WAIVED.get(apiObject), [rule]: requireText(`waiver of '${rule}': reason`, reason) };
    WAIVED.set(apiObject, waived);
    apiObject.metadata.addAnnotation(WAIVER_ANNOTATION, JSON.stringify(waived));
  }

  private constructor() {}
}

/** Has the deployment around a service checked when it is synthesized. */
export function checkDeployment(scope: Construct): void {
  const { root } = scope.node;
  if (!PRINTED.has(root)) {
    PRINTED.set(root, new Set());
    root.node.addValidation({ validate: () => errorsIn(root) });
  }
}

/** cdk8s validates once for each chart and once more; nothing changes meanwhile, as a synthesis is one turn of the event loop. */
function errorsIn(root: IConstruct): string[] {
  const known = FOUND.get(root);
  if (known !== undefined) {
    return known;
  }
  const results = runChecks(Deployment.of(deployedObjects(root) as KubeObject[], deployedConfigs(root) as Configs));
  const printed = PRINTED.get(root)!;
  for (const text of results.filter(({ severity, waivedBy }) => severity === 'warning' && waivedBy === undefined).map(resultText)) {
    if (!printed.has(text)) {
      printed.add(text);
      console.warn(text);
    }
  }
  const errors = errorsOf(results).map(resultText);
  FOUND.set(root, errors);
  queueMicrotask(() => FOUND.delete(root));
  return errors;
}
