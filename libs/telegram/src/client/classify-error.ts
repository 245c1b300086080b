import { NetworkError, TelegramApiError } from 'node-telegram-bot-api';
import { TelegramError, type MayBeSent, type TelegramErrorKind } from '../errors';

/** Codes with which a connection fails before a single byte of the request has left. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID', 'EPROTO', 'ERR_INVALID_URL',
]);

/** Wordings of Telegram for one status that mean different things; the first that fits counts. */
const WORDINGS: readonly (readonly [RegExp, TelegramErrorKind])[] = [
  [/message is not modified/i, 'not-modified'],
  [/query is too old|query id is invalid/i, 'query-too-old'],
  [/message to (?:edit|delete) not found|message can't be (?:edited|deleted)|message_id_invalid|message identifier is not specified|there is no text in the message to edit/i, 'message-gone'],
  [/upgraded to a supergroup/i, 'migrated'],
  // Some of the "you may not write there" answers come as 400.
  [/bot was (?:blocked|kicked)|user is deactivated|not enough rights to send|have no rights to send|chat_write_forbidden|chat_restricted/i, 'blocked'],
];

/** An answer that is not the envelope `{ ok, … }`: from a proxy, or from no Bot API at all. */
export class NotTheBotApi extends Error {
  constructor(readonly status: number) {
    super(`HTTP ${status} without an answer of the Bot API`);
  }
}

/** Makes one kind of error of all that a call can throw; keeps nothing that might hold the token. */
export function classifyError(error: unknown, method: string, hideToken: (text: string) => string): TelegramError {
  if (error instanceof TelegramError) return error;
  if (error instanceof TelegramApiError) return apiError(error, method, hideToken);
  const status = statusBelow(error);
  if (status !== undefined) return unreadableAnswer(status, method);
  const networkCode = networkCodeOf(error);
  const sent: MayBeSent = networkCode !== undefined && NEVER_LEFT.has(networkCode) ? 'no' : 'maybe';
  return new TelegramError({ method, kind: 'network', sent, networkCode, description: networkWords(error, networkCode) });
}

function apiError(error: TelegramApiError, method: string, hideToken: (text: string) => string): TelegramError {
  const status = Number.isInteger(error.errorCode) ? error.errorCode : 500;
  const description = hideToken(String(error.description ?? 'no description')).slice(0, 500);
  const migrateTo = error.migrateToChatId;
  return new TelegramError({
    method,
    kind: migrateTo === undefined ? kindOf(status, description) : 'migrated',
    description,
    httpStatus: status,
    // A 5xx may come from a gateway in front of a server that did the work.
    sent: status >= 500 ? 'maybe' : 'no',
    retryAfterMs: status === 429 ? Math.max(1, Number(error.retryAfter ?? 1)) * 1_000 : undefined,
    migrateToChatId: migrateTo === undefined ? undefined : String(migrateTo),
  });
}

function kindOf(status: number, description: string): TelegramErrorKind {
  if (status === 429) return 'rate';
  if (status === 403) return 'blocked';
  if (status === 401 || status === 404) return 'unauthorized';
  if (status === 409) return 'conflict';
  if (status >= 500) return 'server';
  return WORDINGS.find(([wording]) => wording.test(description))?.[1] ?? 'bad-request';
}

function unreadableAnswer(status: number, method: string): TelegramError {
  const isToken = status === 401 || status === 404;
  return new TelegramError({
    method,
    kind: isToken ? 'unauthorized' : 'server',
    httpStatus: status,
    sent: status >= 400 && status < 500 ? 'no' : 'maybe',
    description: `HTTP ${status} without an answer of the Bot API`,
  });
}

function statusBelow(error: unknown): number | undefined {
  for (const one of chain(error)) if (one instanceof NotTheBotApi) return one.status;
  return undefined;
}

function networkCodeOf(error: unknown): string | undefined {
  const codes = chain(error).map((one) => fieldOf(one, 'code'));
  return codes.findLast((code): code is string => typeof code === 'string' && code !== 'EFETCH' && code !== 'ETIMEOUT');
}

function networkWords(error: unknown, code: string | undefined): string {
  if (error instanceof NetworkError || code !== undefined) return `no connection to Telegram (${code ?? 'unknown reason'})`;
  const isTimeout = chain(error).some((one) => fieldOf(one, 'name') === 'TimeoutError');
  return isTimeout ? 'no answer in time' : 'the call was given up';
}

/** The error, its causes, and the first error of an aggregate (Node joins the attempts at several addresses). */
function chain(error: unknown): unknown[] {
  const found: unknown[] = [];
  for (let one = error; one !== undefined && one !== null && found.length < 8; one = next(one)) found.push(one);
  return found;
}

function next(error: unknown): unknown {
  const attempts = fieldOf(error, 'errors');
  return fieldOf(error, 'cause') ?? (Array.isArray(attempts) ? (attempts[0] as unknown) : undefined);
}

/** Errors of Node's own `fetch` are not always `instanceof` our `Error`, so they are read by their fields. */
function fieldOf(error: unknown, name: 'cause' | 'code' | 'errors' | 'name'): unknown {
  return typeof error === 'object' && error !== null ? (error as Partial<Record<typeof name, unknown>>)[name] : undefined;
}
