import { Hocon } from './hocon';
import { secretPath } from '../../model/config-file';

/** A tree as plain data, in which a substitution is the text `${NAME}`. */
export function plainOf(tree: Hocon): unknown {
  const node = tree._node;
  switch (node.kind) {
    case 'text':
    case 'number':
    case 'boolean':
      return node.value;
    case 'null':
      return null;
    case 'env':
      return `\${${node.name}}`;
    case 'file':
      return secretPath(node.file.secret);
    case 'concat':
      return node.parts.map(plainOf).join('');
    case 'list':
      return node.items.map(plainOf);
    case 'object':
      return Object.fromEntries([...node.entries].map(([key, value]) => [key, plainOf(value)]));
  }
}
