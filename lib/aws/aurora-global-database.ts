import { Fn, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { CfnDBCluster, CfnGlobalCluster, DatabaseCluster, Endpoint } from 'aws-cdk-lib/aws-rds';
import { describe, refuse, requireResolved } from '../model/validation';

/** What `AuroraGlobalDatabase.secondary` must be told. */
export interface AuroraSecondaryOptions {
  /**
   * Must be true. The copy is usually a second old, so its promotion loses the last commits: participants that have seen them, other operators' too, take the
   * domain for a fork of the ledger and stop (rule R16).
   */
  readonly acceptLedgerFork: boolean;
}

/**
 * The part that a cluster has in an Aurora Global Database: one region writes, others follow it for disaster recovery, and for nothing else. Nothing that
 * writes may run in two of them, ever (rule R77): services of the other regions are in `NodeOperation.MAINTENANCE` until somebody promotes theirs.
 *
 * The parts are those at the beginning. A promotion swaps them, and the stacks stay as they are.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
export class AuroraGlobalDatabase {
  /**
   * The cluster that writes. Its stack also makes the global database, and copies the secrets of the users to the other regions: there they are encrypted with
   * that region's key `aws/secretsmanager`, and have the same names.
   *
   * @param id name of the global database: a-z, 0-9 and '-', a letter first
   * @param regions regions of the others
   */
  public static primary(id: string, regions: string[]): AuroraGlobalDatabase {
    const owner = `Aurora global database '${requireId(id)}'`;
    if (regions.length === 0) {
      refuse(`${owner}: regions must name at least one region, got none; without a second one it is no help in a disaster`);
    }
    for (const [index, region] of regions.entries()) {
      if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(requireResolved(`${owner}: region`, region))) {
        refuse(`${owner}: region must look like eu-central-1, got '${region}'`);
      }
      if (regions.indexOf(region) !== index) {
        refuse(`${owner}: regions must differ, got '${region}' twice; name each once`);
      }
    }
    return new AuroraGlobalDatabase(id, [...regions], false);
  }

  /**
   * A cluster that follows, in a stack of its own in another region: deploy it after that of the primary, with the same `databases` and `secretPrefix`. Nobody
   * can write to it.
   *
   * @param id name of the global database
   */
  public static secondary(id: string, options: AuroraSecondaryOptions): AuroraGlobalDatabase {
    const owner = `Aurora global database '${requireId(id)}'`;
    if (options?.acceptLedgerFork !== true) {
      refuse(`${owner}: a promoted secondary lacks the last commits, which looks like a fork of the ledger (rule R16); read the runbook, and write acceptLedgerFork: true`);
    }
    return new AuroraGlobalDatabase(id, [], true);
  }

  private constructor(
    private readonly id: string,
    /** Those that need copies of the secrets. @internal */
    public readonly _regions: string[],
    /** @internal */
    public readonly _isSecondary: boolean,
  ) {}

  /** @internal */
  public _requireOtherRegions(owner: string, stack: Stack): void {
    if (!Token.isUnresolved(stack.region) && this._regions.includes(stack.region)) {
      refuse(`${owner}: regions of the global database must be others than the stack's own, got '${stack.region}'; drop it`);
    }
  }

  /** Gives a cluster its part. @returns where it is written to, now or after its promotion @internal */
  public _join(cluster: DatabaseCluster): Endpoint {
    return this._isSecondary ? this.follow(cluster) : this.lead(cluster);
  }

  private lead(cluster: DatabaseCluster): Endpoint {
    const global = new CfnGlobalCluster(cluster, 'Global', { globalClusterIdentifier: this.id, sourceDbClusterIdentifier: cluster.clusterArn, deletionProtection: true });
    global.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return cluster.clusterEndpoint;
  }

  /** Users come with the data. RDS does not tell a secondary's writing address before it is promoted: it is the reading one without `-ro`. */
  private follow(cluster: DatabaseCluster): Endpoint {
    const resource = cluster.node.defaultChild as CfnDBCluster;
    resource.globalClusterIdentifier = this.id;
    resource.masterUsername = undefined;
    resource.masterUserPassword = undefined;
    const { hostname, port } = cluster.clusterReadEndpoint;
    return new Endpoint(Fn.join('.cluster-', Fn.split('.cluster-ro-', hostname)), port);
  }
}

function requireId(id: string): string {
  return typeof id === 'string' && /^[a-z]([a-z0-9]|-(?=[a-z0-9])){0,62}$/.test(id)
    ? id
    : refuse(`Aurora global database: id must be a-z, 0-9 and single '-', at most 63 characters, a letter first and no '-' last, got ${describe(id)}`);
}
