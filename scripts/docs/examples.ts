import * as fs from 'fs';
import * as path from 'path';

/** The folder of the project. */
export const ROOT = path.resolve(__dirname, '../..');

/** Where the pictures of the pages' examples are. */
export const PAGE_PICTURES = path.join(ROOT, 'docs/pictures/pages');

/** A block of code of a page. */
export interface Example {
  /** The page and the line of the first line of code. */
  readonly page: string;
  readonly line: number;
  readonly code: string;
  /** What stands below it. */
  readonly below: string;
}

/** The pages of the documentation. */
export function pages(): string[] {
  const names = fs.readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  return ['README.md', 'CONTRIBUTING.md', 'apps/starter/README.md', ...names.map(name => path.join('docs', name)).sort()].filter(name => name.endsWith('.md'));
}

/** The blocks of code of all pages whose language is one of these. */
export function blocks(language: RegExp): Example[] {
  return pages().flatMap((page) => {
    const text = fs.readFileSync(path.join(ROOT, page), 'utf8');
    return [...text.matchAll(new RegExp(`^( *)\`\`\`(?:${language.source})\\b.*\n([^]*?)^\\1\`\`\`\n`, 'gm'))].map(match => ({
      page,
      line: text.slice(0, match.index).split('\n').length + 1,
      code: match[2],
      below: text.slice(match.index + match[0].length),
    }));
  });
}

/** The first TypeScript block of each page: a program that writes the manifests of a ledger. */
export function firstExamples(): Example[] {
  const examples = blocks(/ts|typescript/);
  return examples.filter((example, index) => examples[index - 1]?.page !== example.page);
}

/** A name for the files of an example. */
export function nameOf({ page, line }: Example): string {
  return `${page.replace(/\W/g, '-')}-${line}`;
}

/** The picture of the first example of a page. */
export function pictureOfPage(page: string): string {
  return path.join(PAGE_PICTURES, `${page.replace(/^docs\//, '').replace(/\.md$/, '').replace(/\W/g, '-')}.svg`);
}
