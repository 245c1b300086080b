import { refuse } from '../../errors';

const VALID_MS = 10 * 60 * 1000;

/** Where a page of orders ended. `asOf` is the moment of the first page: all pages of a list are read as of it. */
export interface OrdersPosition {
  readonly asOf: Date;
  readonly createdAt: Date;
  readonly orderId: string;
}

/** An opaque cursor that is good for the same filters for 10 minutes. At most 256 characters. */
export function writeCursor(position: OrdersPosition, filters: string, now: Date): string {
  const fields = [position.asOf.getTime(), position.createdAt.getTime(), position.orderId, now.getTime() + VALID_MS, fingerprint(filters)];
  return Buffer.from(JSON.stringify(fields)).toString('base64url');
}

/** Throws `VALIDATION_ERROR` with reason `CURSOR_INVALID` for a cursor that is no cursor, expired, or of other filters. */
export function readCursor(cursor: string, filters: string, now: Date): OrdersPosition {
  const [asOf, createdAt, orderId, validUntil, of] = fieldsOf(cursor);
  const isWhole = isTime(asOf) && isTime(createdAt) && typeof orderId === 'string' && isTime(validUntil);
  if (!isWhole || of !== fingerprint(filters) || validUntil < now.getTime() || asOf > now.getTime()) {
    throw refuse('cursor', 'cursor', 'the next_cursor of a page with the same filters, for 10 minutes');
  }
  return { asOf: new Date(asOf), createdAt: new Date(createdAt), orderId };
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

function fingerprint(filters: string): string {
  return filters.slice(0, 16);
}
