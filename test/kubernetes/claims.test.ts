import { Construct } from 'constructs';
import { claim } from '../../lib/kubernetes/claims';
import { testChart } from '../support/chart';

test('a thing belongs to the first who takes it, wherever in the app', () => {
  const chart = testChart();
  claim(new Construct(chart, 'a'), "database 'p1'", "participant 'p1'", 'give each service a database of its own');
  expect(() => claim(new Construct(chart, 'b'), "database 'p1'", "mediator 'm1'", 'give each service a database of its own'))
    .toThrow(new Error("mediator 'm1': database 'p1' belongs to participant 'p1' already; give each service a database of its own"));
});

test('nobody takes a thing twice', () => {
  const chart = testChart();
  claim(chart, 'x', "participant 'p1'", 'name another');
  expect(() => claim(chart, 'x', "participant 'p1'", 'name another'))
    .toThrow(new Error("participant 'p1': x belongs to participant 'p1' already; name another"));
});

test('other things, and other apps, are free', () => {
  const chart = testChart();
  claim(chart, 'x', 'a', 'r');
  expect(() => claim(chart, 'y', 'b', 'r')).not.toThrow();
  expect(() => claim(testChart(), 'x', 'b', 'r')).not.toThrow();
});
