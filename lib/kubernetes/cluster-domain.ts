import { Construct } from 'constructs';
import { refuse, requireDnsSubdomain } from '../model/validation';

const CONTEXT = 'cdk8s-canton/cluster-domain';
const DEFAULT = 'cluster.local';

/**
 * The DNS domain of the Kubernetes cluster. All host names that the library makes end with it, because whole names are found with one question:
 * names that end with `svc` need three, and while a node with a name server on it is lost each of them may take seconds.
 */
export class ClusterDomain {
  /**
   * Sets the domain for everything in an app or a chart; without it the domain is `cluster.local`.
   *
   * @param scope the app or the chart, before anything is in it
   * @throws where the scope has children, as they may have host names already
   */
  public static set(scope: Construct, domain: string): void {
    const children = scope.node.children.map(({ node: { id } }) => `'${id}'`);
    if (children.length > 0) {
      refuse(`cluster domain: must be set before anything is made, got ${children.join(', ')} in its scope already; move ClusterDomain.set up`);
    }
    scope.node.setContext(CONTEXT, requireDnsSubdomain('cluster domain', domain));
  }

  /** The domain around a construct. @internal */
  public static _of(scope: Construct): string {
    return scope.node.tryGetContext(CONTEXT) ?? DEFAULT;
  }

  private constructor() {}
}
