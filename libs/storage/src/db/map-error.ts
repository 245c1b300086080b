import { OwnerBotError } from '@ownerbot/runtime';
import { StoreConflictError, StoreQueryError, StoreTimeoutError, StoreUnavailableError } from '../errors';

const NODE_CODES = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN',
]);

// The driver has no codes for the loss of its own connection, only these texts.
const DRIVER_TEXTS = [
  'Connection terminated', 'Query read timeout', 'timeout exceeded when trying to connect', 'timeout expired', 'is not queryable',
  'Client was closed', 'the database system is', 'Connection ended unexpectedly',
];

/**
 * SQLSTATEs with which Postgres does not work at the moment: 08 connection, 53 out of room, 57P0x going down or coming up,
 * 58 its disk, 28 and 3D the door is shut (a password being changed, a database not made yet), 25006 read only after a failover.
 */
const AWAY = /^(08|53|57P0|58|28|3D|25006|XX000$)/;
const CONFLICT = /^(40001|40P01|55P03)$/;

/** Turns any error of the driver into ours, so that the caller can tell "Postgres is away" from a defect. */
export function mapStoreError(error: unknown, query: string): OwnerBotError {
  if (error instanceof OwnerBotError) return error;
  const code = codeOf(error);
  const text = error instanceof Error ? error.message : String(error);
  if (code !== undefined && (NODE_CODES.has(code) || AWAY.test(code))) return new StoreUnavailableError(code, error);
  if (error instanceof AggregateError) return new StoreUnavailableError(codeOf(error.errors[0]) ?? 'unreachable', error);
  if (code === undefined && DRIVER_TEXTS.some((part) => text.includes(part))) return new StoreUnavailableError('connection lost', error);
  if (code === '57014') return new StoreTimeoutError(query, error);
  if (code !== undefined && CONFLICT.test(code)) return new StoreConflictError(query, code, error);
  return new StoreQueryError(query, code ?? 'no SQLSTATE', error);
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && error.code !== '' ? error.code : undefined;
}
