import type { Incoming, KeptValue, Reply, ReplyButton, ReplyContext, Route } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { escapeHtml, parseCallback } from '@ownerbot/telegram';
import { assemble, type Body } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import { followUps } from '../../replies/follow-ups';
import { keepLastList, lastListOf } from '../../replies/last-list';
import { isPaged, keepPaged, listKey, nextPart, pageRange, pagerRows, requestKey, shownRange, type Extent } from '../../replies/pager';
import { extentOf as rowExtentOf, isRowList, routeRowPage, type RowList } from '../../replies/row-pages';
import type { ToolRequest } from '../../templates';
import { lateMinutes, paymentWords, shippingWords, statusWords } from '../order-words';
import { periodWords } from '../period-words';
import type { KeptList, ListKind } from './list';
import type { FoundOrderData } from './orders-search.fields';

const PAGE_SIZE = 5;

const extentOf = ({ data }: KeptList): Extent => ({ rows: data.items.length, total: data.total, pageSize: PAGE_SIZE });

/** Nothing to keep where everything fits one page. */
export function keepList(list: KeptList, context: ReplyContext): KeptValue[] {
  return isPaged(list, extentOf(list)) ? [...keepPaged(list, context), keepLastList(list, list.part.firstPage, context)] : [];
}

export function pageFacts({ chatId, data }: Incoming): string[] {
  const callback = parseCallback(data ?? '');
  return callback?.type === 'page' ? [listKey(chatId, callback.listId), requestKey(chatId, callback.listId)] : [];
}

/** A press on ◀, n/m, ▶ or ✖️. An expired list is asked for again. */
export function routePage(data: string, context: ReplyContext): Route {
  const callback = parseCallback(data);
  if (callback?.type === 'close-list') return { type: 'close' };
  if (callback?.type !== 'page') return { type: 'outdated' };
  const list = context.kept[listKey(context.chatId, callback.listId)];
  if (isRowList(list) || isKeptList(list)) return list.owner === context.principal.telegramId ? turned(list, callback.page, context) : { type: 'outdated' };
  const kept = context.kept[requestKey(context.chatId, callback.listId)];
  if (!isKeptRequest(kept) || kept.owner !== context.principal.telegramId) return { type: 'outdated' };
  return { type: 'tool', ...kept.request, ackKey: 'callback.list_expired' };
}

/** "Ещё", "дальше": the page behind the one that the chat was shown last. Null: the last answer was no list with pages. */
export function routeMore(context: ReplyContext): Route | null {
  const last = lastListOf(context);
  if (last === null || !(isRowList(last.list) || isKeptList(last.list))) return null;
  const { list, page } = last;
  const extent = isRowList(list) ? rowExtentOf(list) : extentOf(list);
  const isLast = nextPart(list, extent, page + 1) === null && pageRange(list, extent, page + 1).page <= page;
  return isLast ? { type: 'reply', reply: { html: context.texts.html('list.no_more') } } : turned(list, page + 1, context);
}

/** Shows a page of a list; from then on it is the one that stands there. */
function turned(list: KeptList | RowList, page: number, context: ReplyContext): Route {
  const route = isRowList(list) ? routeRowPage(list, page, context) : (nextPart(list, extentOf(list), page) ?? { type: 'reply' as const, as: 'edit' as const, reply: replyOf(list, page, context) });
  return route.type === 'reply' ? { ...route, keep: [keepLastList(list, page, context)] } : route;
}

function replyOf(list: KeptList, page: number, context: ReplyContext): Reply {
  return assemble({ mode: list.mode, data: list.data, provenance: list.origin, warnings: list.warnings.map((code) => ({ code })) }, pageOf(list, page, context), context);
}

/** One page: a page beyond the end is the last one. */
export function pageOf(list: KeptList, wanted: number, context: ReplyContext): Body & { keep: readonly KeptValue[] } {
  const { data, kind } = list;
  const { texts, formats } = context;
  const at = pageRange(list, extentOf(list), wanted);
  const rows = data.items.slice(at.start, at.start + PAGE_SIZE);
  const query = kind === 'status' ? asHtml(statusWords(context, list.query)) : list.query;
  if (rows.length === 0) {
    return {
      headline: texts.html('order.list.title_empty', { kind, query }),
      sections: [filters(list, context), [texts.html('order.list.empty', { kind })]],
      toldWarnings: ['NO_DATA'],
      buttons: emptyButtons(kind, context),
      keep: [],
    };
  }
  const cards = followUps(context, `${list.seed}/${at.page}`, rows.map((row) => ({ label: row.order_id, tool: 'order_detail', payload: { order_id: row.order_id } })));
  return {
    headline: texts.html('order.list.title', { kind, query, total: formats.integer(data.total) }),
    sections: [summary(list, rows, context), ...rows.map((row) => rowLines(row, list, context))],
    buttons: [...inThrees(cards.buttons), ...(at.pages > 1 ? pagerRows(list, at, context) : [])],
    keep: cards.keep,
    ...(rows.length < data.total ? { shown: shownRange({ first: at.first, count: rows.length, total: data.total }, context) } : {}),
  };
}

/** Lists of what waits for the owner tell the age of the oldest; others are simply sorted. */
const SORTED_KINDS: readonly ListKind[] = ['recent', 'search', 'status', 'flagged'];

function summary(list: KeptList, rows: readonly FoundOrderData[], context: ReplyContext): string[] {
  const { texts, formats } = context;
  const { total, total_amount, oldest_age_hours: oldest } = list.data;
  const amount = formats.money(total_amount, rows[0]?.currency ?? context.currency);
  if (total < 2 || oldest === null) return [...filters(list, context), texts.html('order.list.amount', { amount })];
  if (SORTED_KINDS.includes(list.kind)) return [...filters(list, context), texts.html('order.list.newest', { amount })];
  return [...filters(list, context), texts.html('order.list.summary', { amount, age: formats.age(oldest * 60) })];
}

/** The values of the request as they were understood. */
function filters({ data, request }: KeptList, context: ReplyContext): string[] {
  const { period, since_hours: since } = data.applied_filters;
  return [
    ...(period ? [context.texts.html('order.list.period', { period: asHtml(periodWords(context, period)) })] : []),
    ...(since !== undefined && request.payload['since_hours'] !== undefined ? [context.texts.html('order.list.since', { age: context.formats.age(since * 60) })] : []),
  ];
}

/** The phone is shown where it was searched for, and to the owner alone. */
function rowLines(row: FoundOrderData, { kind, origin }: KeptList, context: ReplyContext): string[] {
  const { texts, formats, principal } = context;
  const facts = { id: row.order_id, amount: formats.money(row.amount, row.currency), age: formats.age(row.age_hours * 60) };
  const late = lateMinutes(row, origin.as_of);
  const words = [
    statusWords(context, row.status),
    ...(row.payment_status === row.status || row.payment_status === null ? [] : [texts.html('order.list.payment', { words: asHtml(paymentWords(context, row.payment_status)) })]),
    ...(row.shipping_status === 'none' || row.shipping_status === row.status ? [] : [shippingWords(context, row.shipping_status)]),
    ...(late === null ? [] : [texts.html('order.list.late', { age: formats.age(late) })]),
    ...(kind === 'search' && row.customer_phone !== null && principal.roles.includes('owner') ? [escapeHtml(row.customer_phone)] : []),
  ];
  return [row.flagged ? texts.html('order.list.row_flagged', facts) : texts.html('order.list.row', facts), words.join(', ')];
}

function emptyButtons(kind: ListKind, context: ReplyContext): ReplyButton[][] {
  return [[templateButton(context, kind === 'recent' ? 'RPT_KPI_TODAY' : 'ORD_FIND_RECENT'), ...(kind === 'attention' ? [] : [templateButton(context, 'ORD_ATTENTION')])]];
}

function inThrees(buttons: readonly ReplyButton[]): ReplyButton[][] {
  return [buttons.slice(0, 3), buttons.slice(3)].filter((row) => row.length > 0);
}

function isKeptList(value: unknown): value is KeptList {
  return typeof value === 'object' && value !== null && 'owner' in value && 'data' in value && 'origin' in value && 'kind' in value && 'part' in value;
}

function isKeptRequest(value: unknown): value is { owner: string; request: ToolRequest } {
  return typeof value === 'object' && value !== null && 'owner' in value && 'request' in value;
}
