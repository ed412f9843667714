import { createHash } from 'crypto';

/** Ten hexadecimal digits that change whenever the content does. */
export function contentHash(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 10);
}
