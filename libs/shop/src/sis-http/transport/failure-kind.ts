import { codeOf } from '@ownerbot/runtime';
import type { FailureKind } from './exchange';

const BEFORE_CONNECTED: Readonly<Record<string, FailureKind>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'connect_timeout',
};

/** A failure before the connection stood. What is left of a TLS connection then is a matter of its handshake or certificate. */
export function connectFailure(error: unknown, isSecure: boolean): FailureKind {
  return BEFORE_CONNECTED[codeOf(error)] ?? (isSecure ? 'tls' : 'not_connected');
}

/** A failure after the request may have left, before an answer. */
export function answerFailure(error: unknown): FailureKind {
  const code = codeOf(error);
  if (code.startsWith('HPE_')) return 'not_http';
  return code === 'ETIMEDOUT' ? 'read_timeout' : 'reset';
}

/** A failure amid the body of an answer. */
export function bodyFailure(error: unknown): FailureKind {
  const code = codeOf(error);
  if (code.startsWith('Z_')) return 'bad_encoding';
  // Axios names no other reason to refuse a body amid its reading with this code and these words.
  if (code === 'ERR_BAD_RESPONSE' && error instanceof Error && error.message.startsWith('maxContentLength')) return 'too_large';
  return 'cut_off';
}
