import { askedTool, type KeptValue, type ReplyButton, type ReplyContext, type Route, type RunFacts } from '@ownerbot/conversation';
import { buildCallback, fitLabel } from '@ownerbot/telegram';
import type { ToolRequest } from '../templates';
import { shortId } from './follow-ups';

/** Pages show one consistent snapshot for half an hour; its request outlives it, to be run again. */
const LIST_TTL_SEC = 30 * 60;
const REQUEST_TTL_SEC = 24 * 3600;

export const requestKey = (chatId: string, listId: string): string => `list-request:${chatId}:${listId}`;
export const listKey = (chatId: string, listId: string): string => `list:${chatId}:${listId}`;

/** A long list is read in parts; pages are numbered through all of them. */
export type ListPart = {
  /** Rows of the parts before it. */
  start: number;
  /** Number of its first page. */
  firstPage: number;
  /** The list with the part before it; null for the first one. */
  before: string | null;
};

const FIRST_PART: ListPart = { start: 0, firstPage: 1, before: null };

/** A list that has pages: `seed` names the answer, so that the same one makes the same buttons again. */
export type Paged = {
  owner: string;
  seed: string;
  /** Of the first part. */
  request: ToolRequest;
  part: ListPart;
  /** Where the next part begins; null: there is none. */
  cursor: string | null;
};

/** What an answer with pages says of itself. A cursor that no longer held has led back to the first part. */
export function pagedBy(run: RunFacts, { principal }: ReplyContext, { cursor = null, isRestarted }: { cursor?: string | null; isRestarted: boolean }): Paged {
  const { follows, ...asked } = askedTool(run);
  const payload = Object.fromEntries(Object.entries(asked.payload).filter(([key]) => key !== 'cursor'));
  return { owner: principal.telegramId, seed: run.id, request: { ...asked, payload }, part: isRestarted || !isPart(follows) ? FIRST_PART : follows, cursor };
}

export function keepPaged(list: Paged, context: ReplyContext): KeptValue[] {
  const listId = shortId(list.seed);
  return [
    { key: listKey(context.chatId, listId), value: list, ttlSec: LIST_TTL_SEC },
    { key: requestKey(context.chatId, listId), value: { owner: list.owner, request: list.request }, ttlSec: REQUEST_TTL_SEC },
  ];
}

/** How much of a list there is. */
export type Extent = { rows: number; total: number; pageSize: number };

/** A page of the list and where it stands: `start` within the part, `first` within the whole list. */
export type Place = { page: number; pages: number; start: number; first: number; lastOfPart: number };

/** Which rows a page shows; a page beyond the part is its last one. */
export function pageRange({ part, cursor }: Pick<Paged, 'part' | 'cursor'>, { rows, total, pageSize }: Extent, wanted: number): Place {
  const own = Math.max(1, Math.ceil(rows / pageSize));
  const at = Math.min(Math.max(0, wanted - part.firstPage), own - 1);
  const lastOfPart = part.firstPage + own - 1;
  const rest = cursor === null ? 0 : Math.max(0, total - part.start - rows);
  return { page: part.firstPage + at, pages: lastOfPart + Math.ceil(rest / pageSize), start: at * pageSize, first: part.start + at * pageSize, lastOfPart };
}

/** Whether there is another page, read or not. */
export function isPaged(list: Pick<Paged, 'part' | 'cursor'>, extent: Extent): boolean {
  return pageRange(list, extent, 1).pages > 1;
}

export function pagerRows({ seed, part }: Pick<Paged, 'seed' | 'part'>, { page, pages, lastOfPart }: Place, { texts, formats }: ReplyContext): ReplyButton[][] {
  const listId = shortId(seed);
  const to = (target: number, list = listId): string => buildCallback({ type: 'page', listId: list, page: target });
  const isWhole = part.before === null && pages === lastOfPart;
  const back = page > part.firstPage ? to(page - 1) : part.before !== null ? to(page - 1, part.before) : to(isWhole ? pages : page);
  const onward = page < pages ? to(page + 1) : to(isWhole ? 1 : page);
  return [
    [
      { text: texts.text('button.previous'), data: back },
      { text: fitLabel(texts.text('button.page', { page: formats.integer(page), pages: formats.integer(pages) })), data: to(page) },
      { text: texts.text('button.next'), data: onward },
    ],
    [{ text: texts.text('button.close'), data: buildCallback({ type: 'close-list', listId }) }],
  ];
}

/** The part behind the last row that was read; null: the page is within the part, or there is nothing behind it. */
export function nextPart({ seed, request, part, cursor }: Paged, extent: Extent, wanted: number): Route | null {
  const { lastOfPart } = pageRange({ part, cursor }, extent, wanted);
  if (cursor === null || wanted <= lastOfPart) return null;
  const follows: ListPart = { start: part.start + extent.rows, firstPage: lastOfPart + 1, before: shortId(seed) };
  return { type: 'tool', ...request, payload: { ...request.payload, cursor }, follows, ackKey: 'list.next_part' };
}

export function shownRange(range: { first: number; count: number; total: number }, { texts, formats }: ReplyContext): string {
  const from = formats.integer(range.first + 1);
  const to = formats.integer(range.first + range.count);
  return texts.html('provenance.shown_range', { from, to, total: formats.integer(range.total) });
}

function isPart(value: unknown): value is ListPart {
  if (typeof value !== 'object' || value === null) return false;
  const { start, firstPage, before }: Partial<Record<keyof ListPart, unknown>> = value;
  return typeof start === 'number' && typeof firstPage === 'number' && (before === null || typeof before === 'string');
}
