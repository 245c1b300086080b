import { refuse } from '../../errors';
import type { Page, PageQuery } from '../../methods/shared-types';

const VALID_MS = 10 * 60 * 1000;
const MAX_LIMIT = 200;

/** Place of an item in its list: smaller comes first, part by part. */
export type SortKey = readonly (number | string)[];

/** Where a page begins. `asOf` is the moment of the first page: all pages of a list are read as of it, so none repeats or skips. */
export interface PageStart {
  readonly asOf: Date;
  readonly after: SortKey | null;
  readonly limit: number;
  /** Hash of the filters that the list belongs to. */
  readonly listOf: string;
  /** The moment of this question, from which the next cursor is good. */
  readonly now: Date;
}

/** Reads `limit` and `cursor`. Throws `VALIDATION_ERROR`: `OUT_OF_RANGE`, or `CURSOR_INVALID` for a cursor that is none, expired, or of other filters. */
export function startPage(query: PageQuery, listOf: string, now: Date): PageStart {
  const { limit, cursor } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) throw refuse('limit', 'range', `1..${MAX_LIMIT}`);
  const position = cursor === undefined ? { asOf: now, after: null } : readCursor(cursor, listOf, now);
  return { ...position, limit, listOf, now };
}

/** Cuts the page out of all items, which need not be sorted. */
export function pageOf<Item>(start: PageStart, items: readonly Item[], keyOf: (item: Item) => SortKey): { page: Page; items: Item[] } {
  const sorted = items.map((item) => ({ item, key: keyOf(item) })).sort((a, b) => compareKeys(a.key, b.key));
  const { after } = start;
  const left = after === null ? sorted : sorted.filter(({ key }) => compareKeys(key, after) > 0);
  const shown = left.slice(0, start.limit);
  const last = left.length > shown.length ? shown.at(-1)?.key : undefined;
  return {
    page: { total: items.length, shown: shown.length, next_cursor: last === undefined ? null : nextCursor(start, last) },
    items: shown.map(({ item }) => item),
  };
}

/** The cursor of the page after the item with this key: opaque, good for the same filters for 10 minutes. */
export function nextCursor({ asOf, now, listOf }: PageStart, last: SortKey): string {
  const fields = [asOf.getTime(), last, now.getTime() + VALID_MS, fingerprint(listOf)];
  return Buffer.from(JSON.stringify(fields)).toString('base64url');
}

function readCursor(cursor: string, listOf: string, now: Date): Pick<PageStart, 'asOf' | 'after'> {
  const [asOf, after, validUntil, of] = fieldsOf(cursor);
  const isWhole = isTime(asOf) && isKey(after) && isTime(validUntil);
  if (!isWhole || of !== fingerprint(listOf) || validUntil < now.getTime() || asOf > now.getTime()) {
    throw refuse('cursor', 'cursor', 'the next_cursor of a page with the same filters, for 10 minutes');
  }
  return { asOf: new Date(asOf), after };
}

function fieldsOf(cursor: string): readonly unknown[] {
  try {
    const fields: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(fields) ? fields : [];
  } catch {
    return [];
  }
}

function isKey(value: unknown): value is SortKey {
  return Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === 'string' || Number.isFinite(part));
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(Number(value)) < 8.64e15;
}

function fingerprint(filters: string): string {
  return filters.slice(0, 16);
}

function compareKeys(a: SortKey, b: SortKey): number {
  for (const [index, one] of a.entries()) {
    const other = b[index];
    if (other === undefined || typeof one !== typeof other) return 1;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}
