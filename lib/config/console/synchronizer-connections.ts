import { seq, text } from './scala';
import { SecretFile, secretPath } from '../../model/config-file';
import { durationText } from '../../model/duration';
import { SequencerQuorum } from '../../model/sequencer-quorum';

/** A sequencer as its clients know it: one alias is one endpoint (facts F.8). */
export interface SequencerEndpoint {
  readonly alias: string;
  readonly url: string;
  /** Root certificate of the sequencer, where public authorities do not sign it. */
  readonly rootCertificate?: SecretFile;
}

/** A synchronizer that a participant is connected to. */
export interface SynchronizerConnection {
  readonly alias: string;
  /** Physical id that the synchronizer must have, where it is known. */
  readonly synchronizerId?: string;
  readonly sequencers: SequencerEndpoint[];
  readonly quorum: SequencerQuorum;
  /** Its sequencers by the names of the console's configuration, where they are at hand and must admit the participant. */
  readonly admittedBy?: string[];
}

/** What connections are compared by. Canton adds the sequencers' ids once it knows them. */
export const SETTINGS = `def settings(all: SequencerConnections) = (
  all.connections.collect { case grpc: GrpcSequencerConnection => grpc.copy(sequencerId = None) }.toSet,
  all.sequencerTrustThreshold, all.sequencerLivenessMargin, all.submissionRequestAmplification
)
`;

/** Scala value: connections to sequencers of a synchronizer. */
export function grpcConnections(endpoints: SequencerEndpoint[]): string {
  return seq(endpoints.map(({ alias, url, rootCertificate }) => {
    const certificate = rootCertificate === undefined ? 'None' : `Some(BinaryFileUtil.tryReadByteStringFromFile(${text(secretPath(rootCertificate.secret))}))`;
    return `GrpcSequencerConnection.tryCreate(${text(url)}, ${certificate}, SequencerAlias.tryCreate(${text(alias)}))`;
  }));
}

/**
 * Scala value: connections with what is demanded of them.
 *
 * @param connections Scala value of the connections
 */
export function withQuorum(connections: string, quorum: SequencerQuorum): string {
  const { trustThreshold, livenessMargin } = quorum;
  return `SequencerConnections.tryMany(${connections}, ${positive(trustThreshold)}, NonNegativeInt.tryCreate(${livenessMargin}), ${amplification(quorum)}, `
    + 'SequencerConnectionPoolDelays.default)';
}

/** Scala value: how often, and how soon, a message is sent again through another sequencer. */
export function amplification({ amplificationFactor, amplificationPatience }: SequencerQuorum): string {
  const [, amount, unit] = /^(\d+)(\w+)$/.exec(durationText(amplificationPatience))!;
  const units: { [unit: string]: string } = { h: 'hours', m: 'minutes', s: 'seconds', ms: 'millis' };
  return `SubmissionRequestAmplification(${positive(amplificationFactor)}, ${amount}.${units[unit]})`;
}

/** Scala value: a number that is not zero. */
export function positive(value: number): string {
  return `PositiveInt.tryCreate(${value})`;
}
