import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';

/** The configuration files of an app as plain data, by `<namespace>/<ConfigMap>/<file>`: whoever judges them need not parse them. */
const CONFIGS = new WeakMap<IConstruct, Map<string, object>>();

/** Remembers a configuration file as plain data. */
export function rememberConfig(scope: IConstruct, key: string, tree: object): void {
  const { root } = scope.node;
  CONFIGS.set(root, (CONFIGS.get(root) ?? new Map<string, object>()).set(key, tree));
}

/** All configuration files of an app. */
export function deployedConfigs(scope: IConstruct): Map<string, object> {
  return CONFIGS.get(scope.node.root) ?? new Map();
}

/** All Kubernetes objects of an app, as they will be written. */
export function deployedObjects(scope: IConstruct): object[] {
  const objects = scope.node.root.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
  return objects.map((object) => object.toJson() as object);
}
