import { secretPath } from '../../lib/model/config-file';
import { SecretKey } from '../../lib/model/secret-key';

test('the file of a Secret lies in a folder of its own', () => {
  expect(secretPath(SecretKey.of('pg-ca', 'ca.crt'))).toBe('/secrets/pg-ca/ca.crt');
});
