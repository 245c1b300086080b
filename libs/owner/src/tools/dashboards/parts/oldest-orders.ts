import type { OrderPreset } from '@ownerbot/shop';
import type { ToolResponse } from '@ownerbot/tools';
import type { OrdersSearchOutput } from '../../orders-search/orders-search.fields';
import type { Ask, ReportPart } from './part';

/** The orders of one preset: how many, how much, and the oldest of them without anybody's phone. */
export interface OldestOrders {
  readonly preset: string;
  readonly total: number;
  readonly total_amount: string;
  readonly currency: string | null;
  readonly oldest_age_hours: number | null;
  readonly oldest: readonly OldOrder[];
}

export interface OldOrder {
  readonly order_id: string;
  readonly status: string;
  readonly payment_status: string | null;
  readonly shipping_status: string;
  readonly amount: string;
  readonly currency: string;
  readonly age_hours: number;
  readonly flagged: boolean;
  /** Why somebody flagged it, where that could be read. */
  readonly flag_reason: string | null;
}

const PAGE = 200;
/** Who has more than this many does not need the very oldest to see the trouble. */
const MOST_PAGES = 5;
const SHOWN = 3;

/** A list comes newest first, so its last page is looked for. */
export function oldestOrders(preset: OrderPreset): ReportPart {
  return {
    code: preset,
    tool: 'orders_search',
    async read(ask) {
      const first = await ask('orders_search', { preset, limit: PAGE });
      if (first.error !== null) return { response: first, figures: {} };
      const { total, total_amount, oldest_age_hours, items } = ordersOf(first);
      const oldest = (await lastPages(first, preset, ask)).toReversed().slice(0, SHOWN);
      const figures: OldestOrders = { preset, total, total_amount, currency: items[0]?.currency ?? null, oldest_age_hours, oldest: await Promise.all(oldest.map((order) => withReason(order, ask))) };
      return { response: first, figures };
    },
  };
}

const ordersOf = ({ data }: ToolResponse): OrdersSearchOutput => data as OrdersSearchOutput;

type Found = OrdersSearchOutput['items'][number];

/** Of the pages that follow the last two are kept: the last may hold fewer than are shown. A page that fails leaves what is known. */
async function lastPages(first: ToolResponse, preset: OrderPreset, ask: Ask): Promise<readonly Found[]> {
  let kept = [...ordersOf(first).items];
  let cursor = ordersOf(first).next_cursor;
  for (let page = 1; cursor !== null && page < MOST_PAGES; page += 1) {
    const next = await ask('orders_search', { preset, limit: PAGE, cursor });
    if (next.error !== null) break;
    kept = [...kept.slice(-SHOWN), ...ordersOf(next).items];
    cursor = ordersOf(next).next_cursor;
  }
  return kept;
}

async function withReason({ order_id, status, payment_status, shipping_status, amount, currency, age_hours, flagged }: Found, ask: Ask): Promise<OldOrder> {
  const order = { order_id, status, payment_status, shipping_status, amount, currency, age_hours, flagged };
  if (!flagged) return { ...order, flag_reason: null };
  const { data } = await ask('order_detail', { order_id });
  const { flag_reason: reason }: { flag_reason?: unknown } = data;
  return { ...order, flag_reason: typeof reason === 'string' && reason !== '' ? reason : null };
}
