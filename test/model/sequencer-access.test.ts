import { routerOptions } from '../../lib/model/router';
import { SequencerAccess } from '../../lib/model/sequencer-access';

test('by one Service has no router, and members do not balance', () => {
  expect(SequencerAccess.service()._clientSide).toBe(false);
  expect(SequencerAccess.service()._loadBalancer).toBeUndefined();
});

test('on the client side has no router', () => {
  expect(SequencerAccess.clientSide()._clientSide).toBe(true);
  expect(SequencerAccess.clientSide()._loadBalancer).toBeUndefined();
});

test('by a load balancer has a router, with its options', () => {
  expect(SequencerAccess.loadBalancer()._clientSide).toBe(false);
  expect(SequencerAccess.loadBalancer()._loadBalancer).toEqual(routerOptions({}));
  expect(SequencerAccess.loadBalancer({ replicas: 3 })._loadBalancer).toEqual(routerOptions({ replicas: 3 }));
  expect(() => SequencerAccess.loadBalancer({ rise: 0 })).toThrow(new Error('router rise must be a whole number from 1 to 100, got 0'));
});
