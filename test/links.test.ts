import * as fs from 'fs';
import * as path from 'path';

// Every relative link of every page leads to a file that exists, and to a heading that it has.

const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...under('docs'), ...under('apps'), ...under('test')];

interface Link {
  readonly page: string;
  readonly target: string;
}

test.each(PAGES)('the links of %s lead somewhere', (page) => {
  expect(linksOf(page).filter((link) => !leadsSomewhere(link)).map(({ target }) => target)).toEqual([]);
});

test('headings are found as code hosts name them', () => {
  expect([...anchors('# A `b.c`, d: "e"\n## A-b_c\n```\n# no heading\n```\n# Twice\n# Twice\n')]).toEqual(['a-bc-d-e', 'a-b_c', 'twice', 'twice-1']);
});

test('pages of the documentation are reached from its index', () => {
  const reached = new Set<string>();
  const visit = (page: string): void => {
    if (!reached.has(page) && page.endsWith('.md') && fs.existsSync(page)) {
      reached.add(page);
      linksOf(page).map(({ target }) => fileOf(page, target)).forEach(visit);
    }
  };
  visit('docs/README.md');
  expect(under('docs').filter((page) => !reached.has(page))).toEqual([]);
});

function under(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.includes('node_modules'))
    .map((file) => path.join(folder, file))
    .sort();
}

/** Links within this repository, outside of code. */
function linksOf(page: string): Link[] {
  const text = withoutCode(fs.readFileSync(page, 'utf8')).replace(/`[^`\n]*`/g, '');
  const targets = [...text.matchAll(/\]\(([^()\s]+)\)|^\[[^\]]+\]: (\S+)/gm)].map(([, inline, reference]) => inline ?? reference);
  return targets.filter((target) => !/^(https?|mailto):/.test(target)).map((target) => ({ page, target }));
}

function leadsSomewhere({ page, target }: Link): boolean {
  const file = fileOf(page, target);
  const [, anchor] = target.split('#');
  if (!fs.existsSync(file)) {
    return false;
  }
  return anchor === undefined || (file.endsWith('.md') && anchors(fs.readFileSync(file, 'utf8')).has(anchor));
}

/** The file that a link leads to; of a folder, its index. */
function fileOf(page: string, target: string): string {
  const [name] = target.split('#');
  const file = name === '' ? page : path.join(path.dirname(page), name);
  const index = path.join(file, 'README.md');
  return fs.existsSync(index) ? index : file;
}

/** The names of a page's headings: lower case, without punctuation, with hyphens for blanks; a second one of a name is numbered. */
function anchors(text: string): Set<string> {
  const found = new Map<string, number>();
  const names = [...withoutCode(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => {
    const name = heading.trim().toLowerCase().replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const times = found.get(name) ?? 0;
    found.set(name, times + 1);
    return times === 0 ? name : `${name}-${times}`;
  });
  return new Set(names);
}

function withoutCode(text: string): string {
  return text.replace(/^( *)(```|~~~)[^]*?^\1\2/gm, '');
}
