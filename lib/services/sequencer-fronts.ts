import { Construct } from 'constructs';
import { CantonNodeInstances } from './canton-node';
import { SynchronizerSequencer } from './sequencer-driver';
import { SequencerFront } from './sequencer-front';
import { expose } from '../kubernetes/exposure';
import { Exposure } from '../model/exposure';
import { PORTS } from '../model/ports';
import { Tls } from '../model/tls';
import { refuse } from '../model/validation';

/** Sequencers of Canton 3, each with an endpoint of its own. */
export interface SequencerFrontsDescription {
  readonly owner: string;
  readonly node: CantonNodeInstances;
  readonly publicApiTls: Tls;
  readonly sequencers: SynchronizerSequencer[];
  readonly props: { readonly exposure?: Exposure };
}

/** Members know each sequencer by the Service of its instance, and from outside the cluster by an exposure of its own. */
export function sequencerFronts(scope: Construct, { owner, node, publicApiTls, sequencers, props }: SequencerFrontsDescription): SequencerFront {
  const { publicApi: port } = PORTS.sequencer;
  if (props.exposure !== undefined) {
    refuse(`${owner}: exposure must be left out: members know each sequencer by an address of its own (facts F.8); set exposure of each sequencer of the driver`);
  }
  sequencers.forEach(({ exposure }, index) => {
    if (exposure !== undefined) {
      const name = node.instanceNames[index];
      const api = { service: name, pod: name, protocol: 'grpc' as const, tls: publicApiTls.enabled, port, targetPort: port };
      expose(new Construct(scope, `Exposure${index}`), exposure, { ...api, group: node.group, policy: node.policy });
    }
  });
  return { policy: node.policy, publicApiTls };
}
