import { SelectionInvalidError } from '@ownerbot/operations';

/** A place in a list as text that needs no escaping in an address. */
export function writeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** @throws SelectionInvalidError: not one of ours */
export function readCursor<const N extends number>(cursor: string, forms: readonly RegExp[] & { length: N }): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === forms.length && parts.every((part, index) => typeof part === 'string' && forms[index]?.test(part) === true)) return parts as string[];
  } catch {
    // Not even JSON: refused below.
  }
  throw new SelectionInvalidError('cursor', '`next` of the page before');
}

/** What was read one item too far, so that it is known whether there is more. */
export function pageOf<Item>(found: readonly Item[], limit: number, cursorOf: (last: Item) => readonly string[]): { items: readonly Item[]; next: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? writeCursor(cursorOf(last)) : null };
}
