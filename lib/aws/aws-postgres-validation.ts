import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IPeer, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { describe, refuse, requireDnsLabel, requireInteger, requireResolved } from '../model/validation';

/** Names that a database cannot have, because a server or its secrets have them already. */
const TAKEN = ['ca', 'endpoint', 'master', 'postgres', 'rdsadmin', 'template0', 'template1'];
const EVERYBODY = ['0.0.0.0/0', '::/0'];

export function requireDatabases(owner: string, databases: string[]): string[] {
  if (databases.length === 0) {
    refuse(`${owner}: databases must name at least one database, got none; give each service one of its own (rule R14)`);
  }
  for (const [index, name] of databases.entries()) {
    requireDnsLabel(`${owner}: name of a database`, name);
    if (/^\d/.test(name) || TAKEN.includes(name)) {
      refuse(`${owner}: name of a database must begin with a letter and be none of ${TAKEN.join(', ')}, got '${name}'`);
    }
    if (databases.indexOf(name) !== index) {
      refuse(`${owner}: databases must differ, got '${name}' twice; give each service one of its own (rule R14)`);
    }
  }
  return [...databases];
}

export function requireClients(owner: string, clients: IPeer[]): IPeer[] {
  if (clients.length === 0) {
    refuse(`${owner}: clients must name who may connect, got none; give the security group of the cluster's nodes or pods`);
  }
  const everybody = clients.map(({ uniqueId }) => uniqueId).find((id) => EVERYBODY.includes(id));
  if (everybody !== undefined) {
    refuse(`${owner}: clients must be security groups or address ranges of the cluster, got ${everybody}, which is everybody`);
  }
  return clients;
}

/** The zones of the subnets. */
export function requireSubnets(owner: string, vpc: IVpc, selection: SubnetSelection, zones: number): string[] {
  const { availabilityZones, hasPublic } = vpc.selectSubnets(selection);
  if (hasPublic) {
    refuse(`${owner}: vpcSubnets must be isolated or private, got public ones: a database has no business on the internet`);
  }
  const distinct = [...new Set(availabilityZones)];
  if (distinct.length < zones) {
    refuse(`${owner}: vpcSubnets must lie in at least ${zones} zones, got ${distinct.length}; a server is lost with its zone unless another holds its data`);
  }
  return distinct;
}

export function requireSecretPrefix(owner: string, prefix: string): string {
  requireResolved(`${owner}: secretPrefix`, prefix);
  if (!/^[\w+=.@-]+(\/[\w+=.@-]+)*$/.test(prefix) || prefix.length > 400) {
    refuse(`${owner}: secretPrefix must be letters, digits and '/_+=.@-' without a '/' at either end, at most 400 characters, got '${prefix}'`);
  }
  return prefix;
}

export function requireBackupRetention(owner: string, retention: Duration): Duration {
  requireInteger(`${owner}: backupRetention in days`, retention.toDays({ integral: false }), 7, 35);
  return retention;
}

export function requireRemovalPolicy(owner: string, policy: RemovalPolicy): RemovalPolicy {
  return policy === RemovalPolicy.RETAIN || policy === RemovalPolicy.SNAPSHOT
    ? policy
    : refuse(`${owner}: removalPolicy must be RETAIN or SNAPSHOT, got ${describe(policy)}; a ledger's data is not deleted with a stack`);
}
