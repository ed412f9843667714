import { readHocon } from '../../cli/hocon';
import { Hocon } from '../../lib';
import { plainOf } from '../../lib/config/hocon/plain';
import { renderHocon } from '../../lib/config/hocon/render';

test.each([
  ['nothing', {}],
  ['values of all kinds', { text: 'a', number: 1.5, negative: -3, yes: true, no: false, nothing: null, empty: {}, none: [] }],
  ['signs in text', { 'text': 'a = { b, "c" } [d] \\ ${E} # f\n\t\u2028', 'a key.with = signs': 1, 'include': 2 }],
  ['lists of everything', { list: [1, 'two', { three: [3, []] }, {}, [{ four: 4 }]], after: 'the list' }],
  ['substitutions', { one: Hocon.env('ONE'), both: Hocon.concat(Hocon.of('jdbc:'), Hocon.env('HOST'), Hocon.of(':5432/'), Hocon.env('NAME')) }],
])('%s comes back as it was written', (_, value) => {
  const tree = Hocon.of(value);
  expect(readHocon(renderHocon(tree))).toEqual(plainOf(tree));
});

test.each(['a = "open', 'a = $b', 'a = b', 'a =', 'a {', 'a = [1', 'a = """b'])('refuses %s', (text) => {
  expect(() => readHocon(text)).toThrow('it is not HOCON as cdk8s-canton writes it');
});
