import { Hocon } from '../../lib/config/hocon/hocon';
import { renderHocon } from '../../lib/config/hocon/render';
import { withOverrides } from '../../lib/config/overrides';
import { SecretKey } from '../../lib/model/secret-key';

const OWNER = "participant 'p1'";
const PASSWORD = Hocon.secret('PASSWORD', SecretKey.of('db', 'password'), 'password');

const TREE = Hocon.of({ canton: { participants: { p1: { storage: { type: 'postgres', parameters: { 'max-connections': 10 } }, list: [1, 2] } } } });

function participant(overrides: object): Hocon {
  return Hocon.of({ canton: { participants: { p1: overrides } } });
}

function overridden(overrides: Hocon): string {
  return renderHocon(withOverrides(OWNER, TREE, overrides)._at('canton', 'participants', 'p1')!);
}

test('without overrides the tree stays as it is', () => {
  expect(withOverrides(OWNER, TREE, undefined)).toBe(TREE);
});

test('an override wins over what the service says, key by key', () => {
  const overrides = participant({ storage: { parameters: { 'max-connections': 30 } }, list: [3], caching: { more: true } });
  expect(overridden(overrides)).toBe(renderHocon(Hocon.of({
    storage: { type: 'postgres', parameters: { 'max-connections': 30 } }, list: [3], caching: { more: true },
  })));
});

describe('a secret', () => {
  test.each<[string, string]>([
    ['password', 'PASSWORD'],
    ['client-secret', 'CLIENT_SECRET'],
    ['token', 'TOKEN'],
    ['api-key', 'API_KEY'],
    ['adminPassword', 'ADMINPASSWORD'],
  ])('as text under %s is refused and not repeated', (key, name) => {
    expect(() => overridden(participant({ x: { [key]: 'hunter2' } }))).toThrow(new Error(
      `${OWNER}: configOverrides canton.participants.p1.x.${key} is a secret as text; use Hocon.secret('${name}', SecretKey.of(...), ...)`,
    ));
  });

  test.each<[string, unknown]>([
    ['behind a user name', 'https://user:hunter2@proxy.example.com'],
    ['among the properties of a JDBC URL', 'jdbc:postgresql://db/ledger?user=x&password=hunter2'],
    ['first among them', 'jdbc:postgresql://db/ledger?password=hunter2'],
    ['in capitals', 'jdbc:oracle:x;PASSWORD=hunter2'],
    ['in a list', ['jdbc:postgresql://db/ledger?password=hunter2']],
  ])('as part of a text, %s, is refused and not repeated', (_, url) => {
    const path = `canton.participants.p1.x.url${Array.isArray(url) ? '.0' : ''}`;
    expect(() => overridden(participant({ x: { url } }))).toThrow(new Error(
      `${OWNER}: configOverrides ${path} holds a password as text; put it together with Hocon.concat and Hocon.secret`,
    ));
  });

  test('is taken as a reference', () => {
    expect(overridden(participant({ list: [], storage: { type: 'postgres', parameters: PASSWORD, password: PASSWORD } })))
      .toBe('list = []\nstorage {\n  parameters = ${PASSWORD}\n  password = ${PASSWORD}\n  type = "postgres"\n}\n');
  });

  test('may be an empty text, or an address', () => {
    expect(overridden(participant({ 'password': '', 'oauth-token': 'https://idp.example.com/token' })))
      .toContain('oauth-token = "https://idp.example.com/token"\npassword = ""\n');
  });

  test('put together with Hocon.concat, as the message advises, is taken', () => {
    const url = Hocon.concat(Hocon.of('jdbc:postgresql://db/ledger?user=x&password='), PASSWORD);
    expect(overridden(participant({ x: { url } }))).toContain('url = "jdbc:postgresql://db/ledger?user=x&password="${PASSWORD}');
  });

  test('may have text around its reference', () => {
    expect(overridden(participant({ token: Hocon.concat(Hocon.of('Bearer '), PASSWORD) }))).toContain('token = "Bearer "${PASSWORD}');
  });

  test('as a number is refused', () => {
    expect(() => overridden(participant({ storage: { password: 123456 } }))).toThrow(/is a secret as text/);
  });

  test('in a list under such a key is refused', () => {
    expect(() => overridden(participant({ x: { password: ['hunter2'] } }))).toThrow(/is a secret as text/);
  });

  test('in the user part of an Oracle URL, where the library itself puts one, is refused', () => {
    expect(() => overridden(participant({ storage: { parameters: { 'ledger-api-jdbc-url': 'jdbc:oracle:thin:scott/tiger@db:1521/S' } } })))
      .toThrow(/holds a password as text/);
  });
});

describe('what would break a promise', () => {
  test.each(['memory', 'h2'])('storage of type %s is refused', (type) => {
    expect(() => overridden(participant({ storage: { type } }))).toThrow(new Error(
      `${OWNER}: storage type must be postgres or oracle, got '${type}'; it would be lost with its pod and cannot be replicated (rule R12)`,
    ));
  });

  test('other types of storage, and other things of that type, are not', () => {
    expect(overridden(participant({ storage: { type: 'oracle' }, cache: { type: 'memory' } }))).toContain('type = "memory"');
  });

  test('asynchronous commit is refused', () => {
    expect(() => overridden(participant({ 'ledger-api': { 'postgres-data-source': { 'synchronous-commit': 'off' } } }))).toThrow(new Error(
      `${OWNER}: configOverrides canton.participants.p1.ledger-api.postgres-data-source.synchronous-commit must not be 'off': `
      + 'acknowledged transactions could be lost (rule R18)',
    ));
    expect(overridden(participant({ 'postgres-data-source': { 'synchronous-commit': 'on' } }))).toContain('synchronous-commit = "on"');
  });

  test.each(['create-and-start', 'create-only'])('start mode %s of the JSON API is refused', (mode) => {
    expect(() => withOverrides("JSON API 'j'", Hocon.of({}), Hocon.of({ 'query-store': { 'start-mode': mode } }))).toThrow(new Error(
      `JSON API 'j': configOverrides query-store.start-mode must not be '${mode}': every start would drop the tables; `
      + 'use create-if-needed-and-start (facts D.3)',
    ));
  });

  test.each(['start-only', 'create-if-needed-and-start'])('start mode %s is not', (mode) => {
    expect(renderHocon(withOverrides('x', Hocon.of({}), Hocon.of({ 'query-store': { 'start-mode': mode } })))).toContain(mode);
  });

  test('overrides that are no object, which would replace everything, are refused', () => {
    expect(() => withOverrides(OWNER, TREE, Hocon.of(['x']))).toThrow(/configOverrides must be an object/);
  });
});
