import * as fc from 'fast-check';
import { Hocon } from '../../../lib/config/hocon/hocon';
import { plainOf } from '../../../lib/config/hocon/plain';
import { SecretKey } from '../../../lib/model/secret-key';
import { canonical, TREE } from '../support/trees';

test('plain data is itself again', () => {
  fc.assert(fc.property(TREE, (tree) => {
    expect(canonical(plainOf(Hocon.of(tree)))).toBe(canonical(tree));
  }), { seed: 1, numRuns: 300 });
});

test('references are what they are in the text: names of variables, paths of files', () => {
  const host = Hocon.secret('HOST', SecretKey.of('db', 'host'), 'host');
  const file = Hocon.secretFile(SecretKey.of('ca', 'ca.crt'), 'root certificate');
  expect(plainOf(Hocon.of({ a: [host, file], b: { c: Hocon.concat(Hocon.of('jdbc://'), host, Hocon.of('?ca='), file) } }))).toEqual({
    a: ['${HOST}', '/secrets/ca/ca.crt'], b: { c: 'jdbc://${HOST}?ca=/secrets/ca/ca.crt' },
  });
});
