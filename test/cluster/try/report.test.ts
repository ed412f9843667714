import { Lost } from './losses';
import { broken, report } from './report';
import { Proof } from '../trials/proof';

const proof = (client: string, more: Partial<Proof> = {}): Proof => (
  { client, acknowledged: 100, lost: 0, doubled: 0, interleaved: 0, perSecond: 10, seconds: 10, ...more }
);
const lost = (what: string, wasActive: boolean | undefined, json: number): Lost => (
  { what, wasActive, gaps: { json, ledger: json + 1 }, promised: 30 }
);

const LOSSES = [lost('participant 0', true, 12), lost('participant 1', false, 0.1), lost('mediator 0', true, 11)];

test('times, losses and commands are reported', () => {
  const lines = report({ date: '2026-01-01', times: { 'both Jobs were done': 61.4 }, losses: [...LOSSES, lost('a sequencer', undefined, 0.2)], proofs: [proof('json'), proof('ledger')] }).split('\n');
  expect(lines).toEqual(expect.arrayContaining([
    '- both Jobs were done: 61 s after `kubectl apply`',
    '| deleted | it was the | json | ledger |',
    '| participant 0 | active | 12.0 | 13.0 |',
    '| participant 1 | standby | 0.1 | 1.1 |',
    '| a sequencer | - | 0.2 | 1.2 |',
    'Commands acknowledged: 200; of these lost: none, doubled: none.',
  ]));
});

test('what the page promises is held against it', () => {
  expect(broken({ losses: LOSSES, proofs: [proof('json')] })).toEqual([]);
  expect(broken({ losses: [...LOSSES, lost('participant 1', true, 29.5)], proofs: [proof('json', { lost: 1 }), proof('ledger', { acknowledged: 0 })] })).toEqual([
    'participant 1, ledger: 30.5 s > 30 s', 'json: 1 lost, 0 doubled, 0 interleaved', 'ledger: none acknowledged',
  ]);
  expect(broken({ losses: LOSSES.slice(0, 2), proofs: [] })).toEqual(['no active mediator was deleted']);
});
