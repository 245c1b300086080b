import { createHash } from 'node:crypto';

/** Of the parts of a configuration; nothing can be read from it. */
export function fingerprintOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
