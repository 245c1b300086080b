import type { Incoming, KeptValue, ReplyContext, RunFacts, ToolPresenter } from '@ownerbot/conversation';
import type { ToolResponse } from '@ownerbot/tools';
import { normalise } from '../text/normalise';
import { pointsAtRows, type NamedRows } from './pointing';
import { CARDS_PER_PAGE, LINES_PER_PAGE } from './row-pages';

interface KeptRows extends NamedRows {
  readonly owner: string;
  /** ISO instant of the answer. */
  readonly at: string;
}

const FRESH_SEC = 15 * 60;
/** An answer and what is noted of it are written within this. */
const SAME_ANSWER_MS = 5_000;
const namedKey = (chatId: string): string => `named-rows:${chatId}`;

export function namedRowsFacts({ chatId, text }: Incoming): string[] {
  return text !== null && normalise(text).split(/[^\p{L}]+/u).some(pointsAtRows) ? [namedKey(chatId)] : [];
}

/** Null: the last answer was no complete list, is older than a quarter of an hour, or another read came after it. */
export function namedRowsOf({ kept, chatId, principal, recent, now }: Pick<ReplyContext, 'kept' | 'chatId' | 'principal' | 'recent' | 'now'>): NamedRows | null {
  const rows = kept[namedKey(chatId)];
  if (!isKeptRows(rows) || rows.owner !== principal.telegramId) return null;
  const at = Date.parse(rows.at);
  const isCovered = recent.lastRead !== null && recent.lastRead.at.getTime() > at + SAME_ANSWER_MS;
  return isCovered || now.getTime() - at > FRESH_SEC * 1_000 ? null : { kind: rows.kind, ids: rows.ids };
}

/** Presenters that note which rows their answers showed in full. */
export function withNamedRows(presenters: Readonly<Record<string, ToolPresenter>>): Readonly<Record<string, ToolPresenter>> {
  return Object.fromEntries(Object.entries(presenters).map(([tool, presenter]) => [tool, noting(presenter)]));
}

function noting(presenter: ToolPresenter): ToolPresenter {
  return {
    progress: (run, context) => presenter.progress(run, context),
    answer(response, context, run) {
      const reply = presenter.answer(response, context, run);
      const rows = rowsShown(response, run);
      return rows === null ? reply : { ...reply, keep: [...(reply.keep ?? []), keepRows(rows, context)] };
    },
  };
}

function keepRows(rows: NamedRows, { chatId, principal, now }: ReplyContext): KeptValue {
  const value: KeptRows = { ...rows, owner: principal.telegramId, at: now.toISOString() };
  return { key: namedKey(chatId), value, ttlSec: FRESH_SEC };
}

function rowsShown({ tool, data }: ToolResponse, { follows }: RunFacts): NamedRows | null {
  if (follows !== undefined || typeof data !== 'object' || data === null) return null;
  const { items, total, header, order_id: orderId }: { items?: unknown; total?: unknown; header?: { total?: unknown }; order_id?: unknown } = data;
  if (tool === 'order_detail') return typeof orderId === 'string' ? { kind: 'order_id', ids: [orderId] } : null;
  if (tool === 'orders_search') return allOf('order_id', items, total, CARDS_PER_PAGE);
  return tool === 'inventory_status' ? allOf('product_id', items, header?.total, LINES_PER_PAGE) : null;
}

/** The ids of all rows, where they stand on one page. */
function allOf(field: 'order_id' | 'product_id', items: unknown, total: unknown, pageSize: number): NamedRows | null {
  if (!Array.isArray(items) || items.length === 0 || items.length !== total || items.length > pageSize) return null;
  const ids = items.flatMap((item: unknown) => {
    const id: unknown = typeof item === 'object' && item !== null && field in item ? (item as Record<string, unknown>)[field] : undefined;
    return typeof id === 'string' || typeof id === 'number' ? [String(id)] : [];
  });
  return ids.length === items.length ? { kind: field === 'product_id' ? 'product_ids' : 'order_id', ids } : null;
}

function isKeptRows(value: unknown): value is KeptRows {
  if (typeof value !== 'object' || value === null) return false;
  const { owner, at, kind, ids }: Partial<Record<keyof KeptRows, unknown>> = value;
  return typeof owner === 'string' && typeof at === 'string' && (kind === 'product_ids' || kind === 'order_id') && Array.isArray(ids) && ids.every((id) => typeof id === 'string');
}
