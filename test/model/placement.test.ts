import { Placement, TaintEffect } from '../../lib/model/placement';

const OPTIONS = { nodeSelector: { pool: 'ledger' }, tolerations: [{ key: 'dedicated', value: 'ledger', effect: TaintEffect.NO_SCHEDULE }] };

test('effects are called as Kubernetes calls them', () => {
  expect(Object.values(TaintEffect)).toEqual(['NoSchedule', 'PreferNoSchedule', 'NoExecute']);
});

test('spread keeps instances apart', () => {
  expect(Placement.spread().distinctNodes).toBe(true);
  expect(Placement.spread()._options).toEqual({});
  expect(Placement.spread(OPTIONS)._options).toEqual(OPTIONS);
});

test('on a single node they may meet', () => {
  expect(Placement.singleNode().distinctNodes).toBe(false);
  expect(Placement.singleNode(OPTIONS)._options).toEqual(OPTIONS);
});

test.each([
  'node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable',
])('refuses to tolerate %s, which would keep instances on a lost node', (key) => {
  const message = `placement: '${key}' is tolerated for 10 s already, so that a lost node's instances move; drop it from tolerations`;
  expect(() => Placement.spread({ tolerations: [{ key: 'dedicated' }, { key }] })).toThrow(new Error(message));
  expect(() => Placement.singleNode({ tolerations: [{ key }] })).toThrow(new Error(message));
});
