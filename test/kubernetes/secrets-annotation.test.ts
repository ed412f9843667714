import { secretsAnnotation } from '../../lib/kubernetes/secrets-annotation';
import { SecretKey } from '../../lib/model/secret-key';

function list(...uses: [string, string, string][]): unknown {
  const annotation = secretsAnnotation(uses.map(([name, key, purpose]) => ({ secret: SecretKey.of(name, key), purpose })));
  expect(Object.keys(annotation)).toEqual(['cdk8s-canton/secrets']);
  return JSON.parse(annotation['cdk8s-canton/secrets']);
}

test('lists what each key is, in order', () => {
  expect(list(['tls', 'tls.key', 'key'], ['pg-ca', 'ca.crt', 'root'], ['tls', 'tls.crt', 'certificate'])).toEqual([
    { name: 'pg-ca', key: 'ca.crt', purpose: 'root' },
    { name: 'tls', key: 'tls.crt', purpose: 'certificate' },
    { name: 'tls', key: 'tls.key', purpose: 'key' },
  ]);
});

test('lists a key once, with all that it is for', () => {
  expect(list(['db', 'password', 'a'], ['db', 'password', 'b'], ['db', 'password', 'a'])).toEqual([{ name: 'db', key: 'password', purpose: 'a; b' }]);
});

test('is not there when no Secret is needed', () => {
  expect(secretsAnnotation([])).toEqual({});
});
