import { ApiObject, Chart } from 'cdk8s';

/**
 * Everything that was given to the API objects of a chart and is not in their manifests, by path. The generated classes of cdk8s-plus drop,
 * without a word, fields that their version of the Kubernetes schema does not know and values of another type than it expects.
 */
export function vanished(chart: Chart): string[] {
  return chart.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct)).flatMap((object) => {
    const given = ApiObject.prototype.toJson.call(object);
    return missing(given, object.toJson(), `${object.kind} ${object.name}`);
  });
}

function missing(given: unknown, rendered: unknown, path: string): string[] {
  if (given === undefined || given === rendered) {
    return [];
  }
  if (typeof given !== 'object' || given === null) {
    return [path];
  }
  if (typeof rendered !== 'object' || rendered === null) {
    return isUnion(given) && given.value === rendered ? [] : [path];
  }
  return Object.entries(given).flatMap(([key, value]) => missing(value, find(rendered, key), `${path}.${key}`));
}

/** `clusterIp` is rendered as `clusterIP`. */
function find(rendered: object, key: string): unknown {
  return Object.entries(rendered).find(([candidate]) => candidate.toLowerCase() === key.toLowerCase())?.[1];
}

/** A quantity, or an integer or text, before it is rendered. */
function isUnion(given: object): given is { value: unknown } {
  return Object.keys(given).join() === 'value';
}
