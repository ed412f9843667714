import * as fs from 'fs';
import * as path from 'path';

const FACTS = fs.readFileSync('docs/facts.md', 'utf8');

/** Every fact and rule that a file cites, with the file. */
function citations(folder: string, ending: string): [string, string][] {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && file !== 'facts.md')
    .flatMap((file) => {
      const text = fs.readFileSync(path.join(folder, file), 'utf8');
      const cited = [...text.matchAll(/\bfacts ([A-F](?:\.\d+)?(?:, [A-F](?:\.\d+)?)*)|\brules? ((?:R\d+)(?:, R\d+)*)/g)];
      return cited.flatMap(([, facts = '', rules = '']) => `${facts}, ${rules}`.split(', ').filter(Boolean).map((id): [string, string] => [id, file]));
    });
}

test.each([...citations('lib', '.ts'), ...citations('docs', '.md')])('%s, which %s cites, is in docs/facts.md', (id) => {
  expect(FACTS).toMatch(new RegExp(`^\\| (R\\d+, )*${id.replace('.', '\\.')}(, R\\d+)* \\|`, 'm'));
});

test('nothing else is cited', () => {
  const loose = fs.readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    .filter((file) => /\bseeds?\b|\bdesign\.md\b|canton-2\.md/.test(fs.readFileSync(path.join('lib', file), 'utf8')));
  expect(loose).toEqual([]);
});
