import { ForeignDatabaseError } from '@ownerbot/storage';
import { ShopError } from '../../errors';

const AUTH: Readonly<Record<string, string>> = { '28000': 'LOGIN_REFUSED', '28P01': 'LOGIN_REFUSED', '3D000': 'LOGIN_REFUSED', '42501': 'NO_RIGHT' };
const CONTRACT = /^(42P01|3F000|42703|42804|42883|22...)$/;
/** What a server says that is away, full or busy, or that ended the statement: time limit, conflict, also with the replay of a standby. */
const AWAY = /^(08...|53...|55P03|57...|58...|40001|40P01|25P03|XX...)$/;

/** What a failed read means to the owner's question; null: a defect of ours. The server's own words are for log and audit alone. */
export function shopErrorOf(error: ForeignDatabaseError): ShopError | null {
  const { sqlState, failure, serverMessage } = error.facts;
  const said = serverMessage === null ? {} : { upstream_message: serverMessage.slice(0, 500) };
  if (sqlState === null || AWAY.test(sqlState)) return new ShopError('UPSTREAM_UNAVAILABLE', 'the database of SIS did not answer', { failure: nameOf(failure), ...said }, error);
  const reason = AUTH[sqlState];
  if (reason !== undefined) return new ShopError('UPSTREAM_AUTH', `the database of SIS refuses (${sqlState})`, { reason, ...said }, error);
  if (CONTRACT.test(sqlState)) return new ShopError('UPSTREAM_CONTRACT', `the views of SIS are not those of the contract (${sqlState})`, { reason: failure, ...said }, error);
  return null;
}

/** The same of whatever a read of the pool rejected with; what is none of its errors, or a defect, stays as it is. */
export function asShopError(error: unknown): unknown {
  if (error instanceof ForeignDatabaseError) return shopErrorOf(error) ?? error;
  return error instanceof DOMException && error.name === 'TimeoutError' ? tooSlow() : error;
}

export function tooSlow(): ShopError {
  return new ShopError('UPSTREAM_UNAVAILABLE', 'the database of SIS took too long', { failure: 'read_timeout' });
}

const FAILURES: Readonly<Record<string, string>> = { sql_57014: 'statement_timeout', sql_53300: 'too_many_connections', sql_40001: 'conflict', sql_40P01: 'conflict' };

function nameOf(failure: string): string {
  return FAILURES[failure] ?? failure;
}
