import type { Incoming, KeptValue, ReplyContext } from '@ownerbot/conversation';
import { normalise } from '../text/normalise';

/** The list with pages that the chat was shown last, so that "ещё" turns its page without a button. */
export interface LastList {
  readonly owner: string;
  /** ISO instant at which the page was shown. */
  readonly at: string;
  /** The page that stands there now. */
  readonly page: number;
  /** As it is kept for its pages. */
  readonly list: unknown;
}

/** As long as its pages. */
const TTL_SEC = 30 * 60;
/** An answer and what is noted of it are written within this. */
const SAME_ANSWER_MS = 5_000;

const MORE = new Set(
  'еще,еще страницу,еще одну страницу,покажи еще,дальше,далее,давай дальше,давай еще,листай,листай дальше,следующая,следующая страница,следующую страницу,more,show more,next,next page,show me more,more please,go on with the list'.split(','),
);
const POLITE = /(?:^|\s)(?:пожалуйста|плиз|please|ну|а)(?=\s|$)/g;

const lastListKey = (chatId: string): string => `last-list:${chatId}`;

/** "Ещё", "дальше", "more": the next page is wished for. */
export const asksForMore = (text: string): boolean => MORE.has(normalise(text).replace(/[.!…?,]+/g, ' ').replace(POLITE, ' ').replace(/\s+/g, ' ').trim());

export function lastListFacts({ chatId, text }: Incoming): string[] {
  return text !== null && asksForMore(text) ? [lastListKey(chatId)] : [];
}

export function keepLastList(list: unknown, page: number, { chatId, principal, now }: ReplyContext): KeptValue {
  const value: LastList = { owner: principal.telegramId, at: now.toISOString(), page, list };
  return { key: lastListKey(chatId), value, ttlSec: TTL_SEC };
}

/** Null: the last answer was none, or another one came after it. */
export function lastListOf({ kept, chatId, principal, recent }: ReplyContext): LastList | null {
  const value = kept[lastListKey(chatId)];
  if (!isLastList(value) || value.owner !== principal.telegramId) return null;
  const isCovered = recent.lastRead !== null && recent.lastRead.at.getTime() > Date.parse(value.at) + SAME_ANSWER_MS;
  return isCovered ? null : value;
}

function isLastList(value: unknown): value is LastList {
  if (typeof value !== 'object' || value === null) return false;
  const { owner, at, page }: Partial<Record<keyof LastList, unknown>> = value;
  return typeof owner === 'string' && typeof at === 'string' && typeof page === 'number' && 'list' in value;
}
