import { Duration } from 'cdk8s';
import { SequencerQuorum, SequencerQuorumOptions } from '../../lib/model/sequencer-quorum';

function quorum(sequencers: number, faulty: number, options?: SequencerQuorumOptions): number[] {
  const { trustThreshold, livenessMargin, amplificationFactor, amplificationPatience } = SequencerQuorum.of('p', sequencers, faulty, options);
  return [trustThreshold, livenessMargin, amplificationFactor, amplificationPatience.toSeconds()];
}

test.each([
  [1, 0, [1, 0, 1, 10]],
  [2, 0, [1, 1, 2, 10]],
  [3, 0, [1, 1, 2, 10]],
  [4, 1, [2, 1, 2, 10]],
  [7, 2, [3, 1, 2, 10]],
])('of %i sequencers, of which %i may lie, one may fail wherever that is possible', (sequencers, faulty, expected) => {
  expect(quorum(sequencers, faulty)).toEqual(expected);
});

test('everything can be said', () => {
  const options: Required<SequencerQuorumOptions> = {
    trustThreshold: 3, livenessMargin: 1, amplificationFactor: 4, amplificationPatience: Duration.seconds(2),
  };
  expect(quorum(4, 1, options)).toEqual([3, 1, 4, 2]);
});

test.each([
  [{ trustThreshold: 3 }, 'p: trustThreshold with 2 sequencers must be a whole number from 1 to 2, got 3'],
  [{ trustThreshold: 0 }, 'p: trustThreshold with 2 sequencers must be a whole number from 1 to 2, got 0'],
  [{ trustThreshold: 2, livenessMargin: 1 }, 'p: livenessMargin with 2 sequencers and trustThreshold 2 must be a whole number from 0 to 0, got 1'],
  [{ amplificationFactor: 3 }, 'p: amplificationFactor with 2 sequencers must be a whole number from 1 to 2, got 3'],
])('more than there are is refused: %o', (options, message) => {
  expect(() => quorum(2, 0, options)).toThrow(new Error(message));
});
