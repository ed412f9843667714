import { SequencerConnections } from './messages';
import { openSequencer } from './sequencer-subscription';
import { SEQUENCER_POOL } from '../timing';

const PATIENCE = 10_000;

/** `SequencerConnectionValidation.ThresholdActive`: refuses connections of which fewer than the threshold work. */
export async function requireThreshold({ sequencers, trustThreshold }: SequencerConnections): Promise<void> {
  const works = await Promise.all(sequencers.map(async ({ url, rootCertificate }) => {
    const client = openSequencer(url, rootCertificate, SEQUENCER_POOL);
    return client.call('Handshake', {}, PATIENCE).then(() => true, () => false).finally(() => client.close());
  }));
  const working = works.filter(Boolean).length;
  if (working < trustThreshold) {
    throw new Error(`${working} of ${sequencers.length} sequencers answer, and the trust threshold is ${trustThreshold}`);
  }
}
