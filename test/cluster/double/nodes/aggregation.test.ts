import { Aggregation } from './aggregation';

const vote = (mediator: string, requestId = 'r') => ({ requestId, mediator });

test('the vote that reaches the threshold passes, those before and after it do not', () => {
  const aggregation = new Aggregation(2, []);
  expect(['a', 'b', 'c'].map((mediator) => aggregation.passes(vote(mediator)))).toEqual([false, true, false]);
  expect(aggregation.passes(vote('a', 'other'))).toBe(false);
});

test('a mediator that says it twice has one vote', () => {
  const aggregation = new Aggregation(2, []);
  expect(['a', 'a', 'b', 'b'].map((mediator) => aggregation.passes(vote(mediator)))).toEqual([false, false, true, false]);
  expect(aggregation.fresh).toEqual([vote('a'), vote('b')]);
});

test('votes of before count, and are not stored again', () => {
  const aggregation = new Aggregation(2, [vote('a')]);
  expect(aggregation.passes(vote('a'))).toBe(false);
  expect(aggregation.passes(vote('b'))).toBe(true);
  expect(aggregation.fresh).toEqual([vote('b')]);
});

test('one mediator alone decides where the threshold is one', () => {
  expect(new Aggregation(1, []).passes(vote('a'))).toBe(true);
  expect(new Aggregation(1, [vote('a')]).passes(vote('b'))).toBe(false);
});
