import { OwnerBotError, type Retry } from '@ownerbot/runtime';

/** What a failed call means for whoever made it. */
export type TelegramErrorKind =
  /** 429: nothing was done; call again after `retryAfterMs`. */
  | 'rate'
  /** 403: the person blocked the bot, never started it, or is gone; or the bot was put out of the chat. */
  | 'blocked'
  /** 400: the request will never be accepted as it is. */
  | 'bad-request'
  /** 400 on an edit: the message already looks like that. */
  | 'not-modified'
  /** 400 on an edit, a deletion: the message is gone or can no longer be changed. */
  | 'message-gone'
  /** 400 on the answer to a press: too late, the person no longer sees it wait. */
  | 'query-too-old'
  /** 400: the group became a supergroup with another id. */
  | 'migrated'
  /** 401 or 404: the token is not known to this server. */
  | 'unauthorized'
  /** 409: another poller, or a webhook, takes the updates. */
  | 'conflict'
  /** 5xx, or an answer that is none of the Bot API. */
  | 'server'
  /** No answer. */
  | 'network';

/** Whether the request may have reached Telegram and been carried out. */
export type MayBeSent = 'no' | 'maybe';

export interface TelegramErrorDetails {
  readonly method: string;
  readonly kind: TelegramErrorKind;
  /** Telegram's own words or the network's; already without the token. */
  readonly description: string;
  readonly sent: MayBeSent;
  readonly httpStatus?: number;
  readonly retryAfterMs?: number;
  readonly migrateToChatId?: string;
  /** The network's code, for example `ECONNREFUSED`. */
  readonly networkCode?: string;
}

/** The stable code of each kind. */
export const TELEGRAM_ERROR_CODES: Readonly<Record<TelegramErrorKind, string>> = {
  rate: 'TELEGRAM_RATE_LIMITED',
  blocked: 'TELEGRAM_BLOCKED',
  'bad-request': 'TELEGRAM_BAD_REQUEST',
  'not-modified': 'TELEGRAM_NOT_MODIFIED',
  'message-gone': 'TELEGRAM_MESSAGE_GONE',
  'query-too-old': 'TELEGRAM_QUERY_TOO_OLD',
  migrated: 'TELEGRAM_CHAT_MIGRATED',
  unauthorized: 'TELEGRAM_UNAUTHORIZED',
  conflict: 'TELEGRAM_CONFLICT',
  server: 'TELEGRAM_SERVER_ERROR',
  network: 'TELEGRAM_UNREACHABLE',
};

/**
 * A call of the Bot API that failed. It has no `cause`: the errors below it hold the URL, and the URL holds the token.
 * Source: Bot API, "Making requests", "ResponseParameters".
 */
export class TelegramError extends OwnerBotError {
  readonly kind: TelegramErrorKind;
  readonly method: string;
  readonly description: string;
  readonly sent: MayBeSent;
  readonly httpStatus: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly migrateToChatId: string | undefined;

  constructor(details: TelegramErrorDetails) {
    const { method, kind, description, sent, httpStatus, retryAfterMs, migrateToChatId, networkCode } = details;
    super(TELEGRAM_ERROR_CODES[kind], {
      message: `${method}: ${description}`,
      retry: retryOf(kind, retryAfterMs),
      fields: { method, kind, sent, httpStatus, retryAfterMs, networkCode },
    });
    this.kind = kind;
    this.method = method;
    this.description = description;
    this.sent = sent;
    this.httpStatus = httpStatus;
    this.retryAfterMs = retryAfterMs;
    this.migrateToChatId = migrateToChatId;
  }
}

function retryOf(kind: TelegramErrorKind, retryAfterMs: number | undefined): Retry {
  if (kind === 'rate') return { afterMs: retryAfterMs ?? 1_000 };
  return kind === 'server' || kind === 'network' || kind === 'conflict' || kind === 'unauthorized' ? 'backoff' : 'never';
}

/** A keyboard or a callback outside the limits of Telegram or of the spec: a defect of ours, found before anything is sent. Code `TELEGRAM_LIMIT`. */
export class TelegramLimitError extends OwnerBotError {
  constructor(message: string) {
    super('TELEGRAM_LIMIT', { message });
  }
}
