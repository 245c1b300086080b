import type { ReplyContext } from '@ownerbot/conversation';
import { addDays, dayOf } from '@ownerbot/shop';
import { OWNER_DEFAULTS, ownerSetting } from '../owner-settings';

/** What tokens are resolved from; every `ReplyContext` is one. */
export type TokenContext = Pick<ReplyContext, 'now' | 'timezone' | 'locale' | 'currency' | 'tenant' | 'ownerSettings'>;

const TOKENS: Readonly<Record<string, (context: TokenContext) => unknown>> = {
  '@today': ({ now, timezone }) => dayOf(now, timezone),
  '@yesterday': ({ now, timezone }) => addDays(dayOf(now, timezone), -1),
  '@now': ({ now }) => now.toISOString(),
  '@tz': ({ timezone }) => timezone,
  '@locale': ({ locale }) => locale,
  '@currency': ({ currency }) => currency,
  '@shop_id': ({ tenant }) => tenant.shopId,
};

export const isToken = (value: unknown): value is string => typeof value === 'string' && value.startsWith('@');

/** Names of all tokens beside `@input.<key>`. */
export const KNOWN_TOKENS: readonly string[] = [...Object.keys(TOKENS), ...Object.keys(OWNER_DEFAULTS).map((field) => `@owner.${field}`)];

/** The value of a token; undefined for `@input.<key>` without an answer and for what is no token of ours. */
export function resolveToken(token: string, context: TokenContext, inputs: ReadonlyMap<string, unknown>): unknown {
  if (token.startsWith('@input.')) return inputs.get(token.slice('@input.'.length));
  if (token.startsWith('@owner.')) return ownerSetting(token.slice('@owner.'.length), context.ownerSettings);
  return TOKENS[token]?.(context);
}
