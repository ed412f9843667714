import { namesSecret, refuse } from '../model/validation';
import { Hocon } from './hocon/hocon';

/**
 * Lays a user's overrides over a finished configuration. Refused: a secret as text, and whatever would break the promise that one database
 * holds one service's state (memory and H2 databases, asynchronous commit).
 */
export function withOverrides(owner: string, tree: Hocon, overrides: Hocon | undefined): Hocon {
  if (overrides === undefined) {
    return tree;
  }
  overrides._walk((node, path) => {
    const key = path[path.length - 1];
    if (key !== undefined && node.kind === 'text' && namesSecret(key) && node.value !== '') {
      refuse(`${owner}: configOverrides ${path.join('.')} is a secret as text; use Hocon.secret('${key.toUpperCase().replace(/\W/g, '_')}', SecretKey.of(...), ...)`);
    }
    if (key === 'type' && path[path.length - 2] === 'storage' && node.kind === 'text' && (node.value === 'memory' || node.value === 'h2')) {
      refuse(`${owner}: storage type must be postgres or oracle, got '${node.value}'; ${node.value} storage is lost with its pod and cannot be replicated (rule R12)`);
    }
    if (key === 'synchronous-commit' && node.kind === 'text' && node.value === 'off') {
      refuse(`${owner}: configOverrides ${path.join('.')} must not be 'off': acknowledged transactions could be lost (rule R18)`);
    }
  });
  return tree.merge(overrides);
}
