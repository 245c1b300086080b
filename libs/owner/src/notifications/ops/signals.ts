import { factOf, type FactRead, type Facts } from '@ownerbot/notifications';
import type { NotifySettings } from '@ownerbot/storage';
import type { ChatsUnansweredOutput } from '../../tools/chats-unanswered/chats-unanswered.fields';
import type { InventoryStatusOutput } from '../../tools/inventory-status/inventory-status.fields';
import type { OrdersHealthOutput } from '../../tools/orders-health/orders-health.fields';
import type { SysLastErrorsOutput } from '../../tools/sys-last-errors/sys-last-errors.tool';

export const OPS_SIGNALS = ['unanswered', 'stuck', 'payment', 'errors', 'out_of_stock', 'low_stock'] as const;
export type OpsSignal = (typeof OPS_SIGNALS)[number];

/** One signal by the owner's thresholds; `count` is the full total, whatever a list shows. */
export type JudgedSignal =
  | { readonly signal: OpsSignal; readonly type: 'off' }
  | { readonly signal: OpsSignal; readonly type: 'unknown'; readonly code: string }
  | { readonly signal: OpsSignal; readonly type: 'known'; readonly count: number; readonly isRaised: boolean; readonly figures: SignalFigures };

export interface SignalFigures {
  readonly count: number;
  readonly minimum: number;
  /** Hours that a chat waits, or the window of errors; null: it is the state of now. */
  readonly hours: number | null;
  /** Stock up to which an item runs low; null for other signals. */
  readonly limit: number | null;
  /** The oldest case, ISO instant; null where none is named. */
  readonly oldest: string | null;
  /** Ids or titles, at most three. */
  readonly examples: readonly string[];
}

const NAMED = 3;

/** What the signals that are switched on need. */
export function opsReads(settings: NotifySettings): readonly FactRead[] {
  const on = OPS_SIGNALS.filter((signal) => minimumOf(signal, settings) > 0);
  return READS.filter(({ of }) => of.some((signal) => on.includes(signal))).map(({ read }) => read(settings));
}

const READS: readonly { readonly of: readonly OpsSignal[]; readonly read: (settings: NotifySettings) => FactRead }[] = [
  { of: ['unanswered'], read: ({ ops_unanswered_threshold_hours: hours }) => ({ id: 'chats', tool: 'chats_unanswered', payload: { threshold_hours: hours, limit: NAMED } }) },
  { of: ['stuck', 'payment'], read: () => ({ id: 'orders', tool: 'orders_health', payload: {} }) },
  { of: ['errors'], read: ({ ops_errors_window_hours: hours }) => ({ id: 'errors', tool: 'sys_last_errors', payload: { window_hours: hours, limit: NAMED } }) },
  { of: ['out_of_stock', 'low_stock'], read: ({ ops_low_stock_lte: limit }) => ({ id: 'stock', tool: 'inventory_status', payload: { low_stock_lte: limit, limit: NAMED } }) },
];

export function judgeSignals(settings: NotifySettings, facts: Facts): readonly JudgedSignal[] {
  return OPS_SIGNALS.map((signal) => {
    const minimum = minimumOf(signal, settings);
    if (minimum === 0) return { signal, type: 'off' };
    const found = FINDERS[signal](facts, settings);
    if (typeof found === 'string') return { signal, type: 'unknown', code: found };
    return { signal, type: 'known', count: found.count, isRaised: found.count >= minimum, figures: { minimum, ...found } };
  });
}

function minimumOf(signal: OpsSignal, settings: NotifySettings): number {
  return settings[`ops_${signal}_min_count`];
}

type Found = Omit<SignalFigures, 'minimum'> | string;

/** The figures of each signal, or the code of what kept them away. */
const FINDERS: Readonly<Record<OpsSignal, (facts: Facts, settings: NotifySettings) => Found>> = {
  unanswered(facts, { ops_unanswered_threshold_hours: hours }) {
    const fact = factOf<ChatsUnansweredOutput>(facts, 'chats');
    if (!fact.known) return fact.code;
    const { total, threads } = fact.data;
    return { count: total, hours, limit: null, oldest: threads[0]?.last_customer_message_at ?? null, examples: threads.slice(0, NAMED).map(({ thread_id: id }) => id) };
  },
  stuck: (facts) => ordersOf(facts, 'stuck'),
  payment: (facts) => ordersOf(facts, 'payment_issues'),
  errors(facts, { ops_errors_window_hours: hours }) {
    const fact = factOf<SysLastErrorsOutput>(facts, 'errors');
    if (!fact.known) return fact.code;
    const codes = Object.entries(fact.data.by_code).sort(([one, n], [other, m]) => m - n || one.localeCompare(other));
    return { count: fact.data.total, hours, limit: null, oldest: null, examples: codes.slice(0, NAMED).map(([code]) => code) };
  },
  out_of_stock: (facts) => stockOf(facts, 'out_of_stock', null),
  low_stock: (facts, { ops_low_stock_lte: limit }) => stockOf(facts, 'low_stock', limit),
};

function ordersOf(facts: Facts, preset: 'stuck' | 'payment_issues'): Found {
  const fact = factOf<OrdersHealthOutput>(facts, 'orders');
  if (!fact.known) return fact.code;
  const named = fact.data.top.filter(({ presets }) => presets.includes(preset));
  return { count: fact.data.counts.by_preset[preset] ?? 0, hours: null, limit: null, oldest: named[0]?.created_at ?? null, examples: named.slice(0, NAMED).map(({ order_id: id }) => id) };
}

function stockOf(facts: Facts, section: 'out_of_stock' | 'low_stock', limit: number | null): Found {
  const fact = factOf<InventoryStatusOutput>(facts, 'stock');
  if (!fact.known) return fact.code;
  const items = fact.data.sections?.find((one) => one.section === section)?.items ?? [];
  return { count: fact.data.counts[section], hours: null, limit, oldest: null, examples: items.slice(0, NAMED).map(({ title }) => title) };
}
