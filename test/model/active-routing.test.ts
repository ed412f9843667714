import { ActiveRouting } from '../../lib/model/active-routing';
import { routerOptions } from '../../lib/model/router';

test('a proxy is a router, with its options', () => {
  const routing = ActiveRouting.proxy({ replicas: 3 });
  expect(routing._proxy).toEqual(routerOptions({ replicas: 3 }));
  expect(routing._byReadiness).toBe(false);
  expect(routing._clientSide).toBe(false);
  expect(routing._acceptNeverAvailable).toBe(false);
  expect(ActiveRouting.proxy()._proxy).toEqual(routerOptions({}));
});

test('a proxy refuses what a router refuses', () => {
  expect(() => ActiveRouting.proxy({ replicas: 0 })).toThrow(new Error('router replicas must be a whole number from 1 to 10, got 0'));
});

test('readiness has no proxy, and accepts nothing unless told', () => {
  const routing = ActiveRouting.readiness();
  expect(routing._proxy).toBeUndefined();
  expect(routing._byReadiness).toBe(true);
  expect(routing._clientSide).toBe(false);
  expect(routing._acceptNeverAvailable).toBe(false);
  expect(ActiveRouting.readiness({ acceptNeverAvailable: true })._acceptNeverAvailable).toBe(true);
});

test('on the client side nothing routes, and Ready does not mean active', () => {
  const routing = ActiveRouting.clientSide();
  expect(routing._proxy).toBeUndefined();
  expect(routing._clientSide).toBe(true);
  expect(routing._byReadiness).toBe(false);
  expect(routing._acceptNeverAvailable).toBe(false);
});
