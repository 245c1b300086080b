import { codeOf } from '@ownerbot/runtime';
import { ForeignDatabaseError } from '../errors';

const BEFORE_CONNECTED: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'connect_timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
};

// The driver has no codes for these, only texts.
const BY_TEXT: readonly (readonly [part: string, failure: string])[] = [
  ['timeout exceeded when trying to connect', 'connect_timeout'],
  ['timeout expired', 'connect_timeout'],
  ['Query read timeout', 'read_timeout'],
  ['does not support SSL', 'tls'],
];

const SQL_STATE = /^[0-9A-Z]{5}$/;
const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/;

/** Turns an error of the driver into one that tells the server's own refusals from everything that kept it from speaking. */
export function foreignFailure(error: unknown): ForeignDatabaseError {
  if (error instanceof ForeignDatabaseError) return error;
  const code = codeOf(error instanceof AggregateError ? error.errors[0] : error);
  const text = error instanceof Error ? error.message : String(error);
  // A SQLSTATE begins with a digit, but for the few of the server itself.
  if (SQL_STATE.test(code) && (/^\d/.test(code) || code.startsWith('XX') || code.startsWith('HV') || code.startsWith('P0') || code.startsWith('F0'))) {
    return new ForeignDatabaseError({ sqlState: code, failure: `sql_${code}`, serverMessage: text }, error);
  }
  const failure = TLS_CODE.test(code) ? 'tls' : (BEFORE_CONNECTED[code] ?? BY_TEXT.find(([part]) => text.includes(part))?.[1] ?? 'reset');
  return new ForeignDatabaseError({ sqlState: null, failure, serverMessage: null }, error);
}
