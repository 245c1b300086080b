/** How the scripted Bot API treats one call. */
export type BotApiAnswer =
  | { readonly type: 'ok'; readonly result: unknown }
  | { readonly type: 'fail'; readonly code: number; readonly description: string; readonly parameters?: Readonly<Record<string, unknown>> }
  /** A page of a proxy instead of the Bot API's envelope. */
  | { readonly type: 'page'; readonly status: number }
  /** No answer, ever; the call has been taken. */
  | { readonly type: 'hang' }
  /** The connection breaks after the call has been taken. */
  | { readonly type: 'reset' };

export interface BotApiCall {
  readonly method: string;
  readonly token: string;
  readonly params: Readonly<Record<string, string>>;
  readonly files: readonly { readonly field: string; readonly filename: string; readonly mime: string; readonly text: string }[];
}

export const apiOk = (result: unknown = true): BotApiAnswer => ({ type: 'ok', result });

export const apiFail = (code: number, description: string, parameters?: Readonly<Record<string, unknown>>): BotApiAnswer => ({
  type: 'fail',
  code,
  description,
  parameters,
});

export const apiTooMany = (retryAfterSec: number): BotApiAnswer =>
  apiFail(429, `Too Many Requests: retry after ${retryAfterSec}`, { retry_after: retryAfterSec });
