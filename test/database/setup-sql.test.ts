import { setupSql } from '../../lib/database/setup-sql';

test('what must not be, then roles and databases, then the schema of each', () => {
  expect(setupSql([{ name: 'sequencer', owner: 'sequencer' }, { name: 'mediator-1' }])).toMatchSnapshot();
});

test('is the same each time', () => {
  expect(setupSql([{ name: 'a' }])).toBe(setupSql([{ name: 'a' }]));
});

test('drops nothing, and holds no password', () => {
  const sql = setupSql([{ name: 'a', owner: 'a' }]).replace(/^--.*$/gm, '');
  expect(sql).not.toMatch(/\b(drop|delete|truncate)\b/i);
  // A password can only be said by a statement that has the word in front of a text.
  expect(sql).toContain('\n\\password :"owner_1"\n');
  expect(sql).not.toMatch(/password\s+(:?'|%L|E')/i);
});

test('trusts no function that somebody has put into a database, from its first statement on', () => {
  const sessions = setupSql([{ name: 'a' }, { name: 'b' }]).split('\\connect');
  expect(sessions).toHaveLength(3);
  sessions.forEach((session) => expect(session.split('\n').slice(1).find((line) => /^(SELECT|SET|ALTER|REVOKE)/.test(line))).toBe("SET search_path = '';"));
});

test.each([
  ['with space', "'with space'"],
  ['O\'Hara "x"', '\'O\\\'Hara "x"\''],
  ['back\\slash', "'back\\\\slash'"],
  ['two\nlines', "'two\\nlines'"],
  [':x `id`', "':x `id`'"],
])('a role called %j is %s in a command of psql', (owner, text) => {
  expect(setupSql([{ name: 'a', owner }])).toContain(`\n\\set owner_1 ${text}\n`);
});
