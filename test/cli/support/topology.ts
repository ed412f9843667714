import { Chart } from 'cdk8s';
import { deploymentOf, readDeployment } from '../../../cli/manifests';
import type { Topology } from '../../../cli/topology/model';
import { topologyOf } from '../../../cli/topology/topology';
import { JsonApiService, NetworkPeer, ParticipantService, Shard, ShardDatabases, ShardedParticipants } from '../../../lib';
import { KubeObject } from '../../../lib/checks';
import { AUTH, database, domain } from '../../services/fixtures';
import { manifests, testChart } from '../../support/chart';
import { inTempFolder } from '../../support/tools';

/** What is read from the manifests of a chart. */
export function readTopology(chart: Chart): Topology {
  return readObjects(manifests(chart));
}

export function readObjects(objects: readonly KubeObject[]): Topology {
  return topologyOf(deploymentOf(objects));
}

/** What is read from the manifests of one of this project's apps. */
export function readApp(name: string): Topology {
  return inTempFolder((folder) => {
    process.env.CDK8S_OUTDIR = folder;
    jest.requireActual(`../../../apps/${name}`);
    delete process.env.CDK8S_OUTDIR;
    return topologyOf(readDeployment(folder));
  });
}

/** A domain, a participant and its JSON API, which an ingress calls. */
export function ledger(): Chart {
  const chart = testChart();
  const { manager } = domain(chart);
  const participant = new ParticipantService(chart, 'participant', { storage: database('participant'), auth: AUTH, domains: [manager] });
  new JsonApiService(chart, 'json-api', { participant, clients: [NetworkPeer.namespace('ingress')] });
  return chart;
}

/** A domain, and participants by the shard. */
export function sharded(count: number): Chart {
  const chart = testChart();
  new ShardedParticipants(chart, 'participant', {
    shards: Array.from({ length: count }, (_, index) => Shard.of(`s${index + 1}`)),
    databases: ShardDatabases.on(database('any').server),
    domains: [domain(chart).manager],
    auth: AUTH,
    jsonApi: { clients: [NetworkPeer.namespace('ingress')] },
  });
  return chart;
}
