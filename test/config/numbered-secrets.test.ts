import { hoconFile } from '../../lib/config/config-file';
import { Hocon } from '../../lib/config/hocon/hocon';
import { withNumberedSecrets } from '../../lib/config/numbered-secrets';
import { SecretKey } from '../../lib/model/secret-key';

const PASSWORD = Hocon.secret('PASSWORD', SecretKey.of('db', 'password'), 'password');
const TREE = Hocon.of({
  password: PASSWORD,
  again: Hocon.env('PASSWORD'),
  url: Hocon.concat(Hocon.of('jdbc:x?password='), PASSWORD),
  list: [{ deep: PASSWORD }, 1],
  other: Hocon.env('HOME'),
  file: Hocon.secretFile(SecretKey.of('tls', 'tls.key'), 'key'),
  plain: { text: '${PASSWORD}', none: null, yes: true },
});

test('every variable that a Secret fills ends in the number, wherever it stands; others and files stay', () => {
  const { text, env, files } = hoconFile('a.conf', withNumberedSecrets(TREE, 1));
  expect(text).toBe([
    'again = ${PASSWORD_1}', 'file = "/secrets/tls/tls.key"', 'list = [', '  {', '    deep = ${PASSWORD_1}', '  },', '  1', ']', 'other = ${HOME}', 'password = ${PASSWORD_1}',
    'plain {', '  none = null', '  text = "${PASSWORD}"', '  yes = true', '}', 'url = "jdbc:x?password="${PASSWORD_1}', '',
  ].join('\n'));
  expect(env).toEqual([{ env: 'PASSWORD_1', secret: SecretKey.of('db', 'password'), purpose: 'password' }]);
  expect(files).toEqual(hoconFile('a.conf', TREE).files);
});

test('the tree itself stays as it was', () => {
  const before = hoconFile('a.conf', TREE).text;
  withNumberedSecrets(TREE, 0);
  expect(hoconFile('a.conf', TREE).text).toBe(before);
});
