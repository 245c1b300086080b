import { filtersHash } from '@ownerbot/shop';
import { invalid, type SisRefusal } from '../sis-refusal';
import { filtersOf } from './query-reader';

const VALID_MS = 10 * 60_000;
const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 200;
const MAX_CURSOR = 256;

/** Where the next page of a list begins. All pages are read as of the moment of the first, so that none repeats or skips by time alone. */
interface Position {
  readonly asOf: Date;
  readonly offset: number;
  readonly lastId: string;
}

export interface PageRequest {
  readonly limit: number;
  /** The moment that the list is read as of. */
  readonly asOf: Date;
  /** Cuts one page out of the whole list. `idOf` names an item, so that the next page goes on after it when the list has changed. */
  cut<T>(items: readonly T[], idOf: (item: T) => string): { page: { total: number; shown: number; next_cursor: string | null }; items: T[] };
}

/** Reads `limit` and `cursor` (SIS API v1, section 5). `defaultLimit` where the endpoint has its own. */
export function pageRequest(query: URLSearchParams, path: string, now: Date, defaultLimit = DEFAULT_LIMIT): PageRequest {
  const limit = readLimit(query.get('limit'), defaultLimit);
  const listOf = filtersHash(path, filtersOf(query)).slice(0, 16);
  const cursor = query.get('cursor');
  const position = cursor === null ? null : readCursor(cursor, listOf, now);
  const asOf = position?.asOf ?? now;
  return {
    limit,
    asOf,
    cut(items, idOf) {
      const start = position === null ? 0 : startAfter(items.map(idOf), position);
      const shown = items.slice(start, start + limit);
      const last = shown.at(-1);
      const end = start + shown.length;
      const next = end < items.length && last !== undefined ? writeCursor({ asOf, offset: end, lastId: idOf(last) }, listOf, now) : null;
      return { page: { total: items.length, shown: shown.length, next_cursor: next }, items: shown };
    },
  };
}

function readLimit(text: string | null, defaultLimit: number): number {
  if (text === null) return defaultLimit;
  if (!/^-?\d{1,9}$/.test(text)) throw invalid('limit', `a whole number 1..${MAX_LIMIT}`);
  const limit = Number(text);
  if (limit < 1 || limit > MAX_LIMIT) throw invalid('limit', `1..${MAX_LIMIT}`, 'OUT_OF_RANGE');
  return limit;
}

function startAfter(ids: readonly string[], { lastId, offset }: Position): number {
  const place = ids.indexOf(lastId);
  return place < 0 ? offset : place + 1;
}

function writeCursor({ asOf, offset, lastId }: Position, listOf: string, now: Date): string {
  return Buffer.from(JSON.stringify([asOf.getTime(), offset, lastId, now.getTime() + VALID_MS, listOf])).toString('base64url');
}

function readCursor(cursor: string, listOf: string, now: Date): Position {
  if (cursor.length > MAX_CURSOR) throw badCursor();
  const [asOf, offset, lastId, validUntil, of] = fieldsOf(cursor);
  const isWhole = isTime(asOf) && Number.isSafeInteger(offset) && Number(offset) >= 0 && typeof lastId === 'string' && isTime(validUntil);
  if (!isWhole || of !== listOf || validUntil < now.getTime()) throw badCursor();
  return { asOf: new Date(asOf), offset: Number(offset), lastId };
}

function badCursor(): SisRefusal {
  return invalid('cursor', 'the next_cursor of a page with the same filters, for 10 minutes', 'CURSOR_INVALID');
}

function fieldsOf(cursor: string): readonly unknown[] {
  try {
    const fields: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(fields) ? fields : [];
  } catch {
    return [];
  }
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(Number(value)) < 8.64e15;
}
