import { Hocon, HoconNode } from './hocon';
import { secretPath } from '../../model/config-file';

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const INDENT = '  ';

/** The text of a configuration tree: keys in order, all text quoted, so that equal trees have equal text and no value can be read as syntax. */
export function renderHocon(tree: Hocon): string {
  const node = tree._node;
  return node.kind === 'object' ? `${members(node.entries, '')}\n` : `${value(tree, '')}\n`;
}

function members(entries: ReadonlyMap<string, Hocon>, indent: string): string {
  return [...entries.keys()].sort(byCodeUnit).map((key) => member(key, entries.get(key)!, indent)).join('\n');
}

function member(key: string, entry: Hocon, indent: string): string {
  const isObject = entry._node.kind === 'object';
  return `${indent}${keyText(key)} ${isObject ? '' : '= '}${value(entry, indent)}`;
}

function value(tree: Hocon, indent: string): string {
  const node = tree._node;
  switch (node.kind) {
    case 'text':
      return quote(node.value);
    case 'number':
      return String(node.value);
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'env':
      return `\${${node.name}}`;
    case 'file':
      return quote(secretPath(node.file.secret));
    case 'concat':
      return concatenation(node.parts);
    case 'list':
      return list(node.items, indent);
    case 'object':
      return node.entries.size === 0 ? '{}' : `{\n${members(node.entries, indent + INDENT)}\n${indent}}`;
  }
}

/** Text between two references is one string. */
function concatenation(parts: Hocon[]): string {
  const pieces: { quoted: boolean; text: string }[] = [];
  for (const { _node: node } of parts) {
    const piece = node.kind === 'env' ? { quoted: false, text: `\${${node.name}}` } : { quoted: true, text: literal(node) };
    const last = pieces[pieces.length - 1];
    if (last?.quoted && piece.quoted) {
      last.text += piece.text;
    } else {
      pieces.push(piece);
    }
  }
  return pieces.map(({ quoted, text }) => (quoted ? quote(text) : text)).join('');
}

function literal(node: HoconNode): string {
  return node.kind === 'file' ? secretPath(node.file.secret) : (node as { value: string }).value;
}

function list(items: Hocon[], indent: string): string {
  const inner = indent + INDENT;
  return items.length === 0 ? '[]' : `[\n${items.map((item) => `${inner}${value(item, inner)}`).join(',\n')}\n${indent}]`;
}

/** `include` starts a directive where a key is expected, so it is never left bare. */
function keyText(key: string): string {
  return PLAIN_KEY.test(key) && !key.startsWith('include') ? key : quote(key);
}

/** JSON's quoting, and the two line separators that JSON leaves as they are. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/[\u2028\u2029\u007f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
