import type { KeptValue, ReplyButton, ReplyContext } from '@ownerbot/conversation';
import { buildCallback, fitLabel } from '@ownerbot/telegram';
import type { ToolRequest } from '../templates';
import { shortId } from './follow-ups';

/** Pages show one consistent snapshot for half an hour; its request outlives it, to be run again. */
const LIST_TTL_SEC = 30 * 60;
const REQUEST_TTL_SEC = 24 * 3600;

export const requestKey = (chatId: string, listId: string): string => `list-request:${chatId}:${listId}`;
export const listKey = (chatId: string, listId: string): string => `list:${chatId}:${listId}`;

/** A list that has pages: `seed` names the answer, so that the same one makes the same buttons again. */
export type Paged = { owner: string; seed: string; request: ToolRequest };

export function keepPaged(list: Paged, context: ReplyContext): KeptValue[] {
  const listId = shortId(list.seed);
  return [
    { key: listKey(context.chatId, listId), value: list, ttlSec: LIST_TTL_SEC },
    { key: requestKey(context.chatId, listId), value: { owner: list.owner, request: list.request }, ttlSec: REQUEST_TTL_SEC },
  ];
}

/** Which rows a page shows; a page beyond the end is the last one. */
export function pageRange(rows: number, pageSize: number, wanted: number): { page: number; pages: number; start: number } {
  const pages = Math.max(1, Math.ceil(rows / pageSize));
  const page = Math.min(Math.max(1, wanted), pages);
  return { page, pages, start: (page - 1) * pageSize };
}

export function pagerRows(seed: string, { page, pages }: { page: number; pages: number }, { texts, formats }: ReplyContext): ReplyButton[][] {
  const listId = shortId(seed);
  const to = (target: number): string => buildCallback({ type: 'page', listId, page: target });
  return [
    [
      { text: texts.text('button.previous'), data: to(page > 1 ? page - 1 : pages) },
      { text: fitLabel(texts.text('button.page', { page: formats.integer(page), pages: formats.integer(pages) })), data: to(page) },
      { text: texts.text('button.next'), data: to(page < pages ? page + 1 : 1) },
    ],
    [{ text: texts.text('button.close'), data: buildCallback({ type: 'close-list', listId }) }],
  ];
}

export function shownRange(range: { start: number; count: number; total: number }, { texts, formats }: ReplyContext): string {
  const from = formats.integer(range.start + 1);
  const to = formats.integer(range.start + range.count);
  return texts.html('provenance.shown_range', { from, to, total: formats.integer(range.total) });
}
