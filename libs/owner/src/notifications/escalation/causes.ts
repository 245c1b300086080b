import { factOf, type CauseFinding, type FactRead, type Facts } from '@ownerbot/notifications';
import type { FxStatusData } from '@ownerbot/shop';
import type { NotifySettings } from '@ownerbot/storage';
import type { ChatsUnansweredOutput } from '../../tools/chats-unanswered/chats-unanswered.fields';
import type { InventoryStatusOutput } from '../../tools/inventory-status/inventory-status.fields';
import type { OrdersHealthOutput } from '../../tools/orders-health/orders-health.fields';
import type { SysLastErrorsOutput } from '../../tools/sys-last-errors/sys-last-errors.tool';
import { HOUR_MS } from '../hours';

export const CAUSES = ['fx_failed', 'out_of_stock', 'stuck_orders_severe', 'errors_spike', 'unanswered_chats_severe'] as const;
export type Cause = (typeof CAUSES)[number];

/** A failed repricing that lies further back is no news to anybody. */
const FX_FAILED_FOR_MS = 7 * 24 * HOUR_MS;

const NAMED = 3;

interface CauseRule {
  isOn(settings: NotifySettings): boolean;
  reads(settings: NotifySettings): readonly FactRead[];
  /** Null: not known now. */
  find(facts: Facts, settings: NotifySettings, now: Date): CauseFinding['found'];
}

const FX: FactRead = { id: 'fx', tool: 'sis_fx_status', payload: {} };
const STOCK: FactRead = { id: 'stock', tool: 'inventory_status', payload: { limit: NAMED } };
const ORDERS: FactRead = { id: 'orders', tool: 'orders_health', payload: {} };

/** What has to be bad for how long is the machine's; here is what "bad" means. A minimum of 0 switches a cause off. */
const RULES: Readonly<Record<Cause, CauseRule>> = {
  fx_failed: {
    isOn: ({ escalation_on_fx_failed: isOn }) => isOn,
    reads: () => [FX],
    find(facts, _settings, now) {
      const fact = factOf<FxStatusData>(facts, 'fx');
      if (!fact.known) return null;
      const { last_apply: last } = fact.data;
      const holds = last !== null && last.result === 'failed' && now.getTime() - Date.parse(last.at) <= FX_FAILED_FOR_MS;
      return { holds, figures: { at: last?.at ?? null, error: last?.error ?? last?.reason ?? null } };
    },
  },
  out_of_stock: {
    isOn: ({ escalation_on_out_of_stock: isOn }) => isOn,
    reads: () => [STOCK],
    find(facts) {
      const fact = factOf<InventoryStatusOutput>(facts, 'stock');
      if (!fact.known) return null;
      const count = fact.data.counts.out_of_stock;
      const items = fact.data.sections?.find(({ section }) => section === 'out_of_stock')?.items ?? [];
      return { holds: count >= 1, figures: { count, minimum: 1, examples: items.slice(0, NAMED).map(({ title }) => title) } };
    },
  },
  stuck_orders_severe: {
    isOn: ({ escalation_on_stuck_orders_severe: isOn, escalation_stuck_orders_min: minimum }) => isOn && minimum > 0,
    reads: () => [ORDERS],
    find(facts, { escalation_stuck_orders_min: minimum }) {
      const fact = factOf<OrdersHealthOutput>(facts, 'orders');
      if (!fact.known) return null;
      const count = fact.data.counts.by_preset['stuck'] ?? 0;
      const named = fact.data.top.filter(({ presets }) => presets.includes('stuck'));
      return { holds: count >= minimum, figures: { count, minimum, examples: named.slice(0, NAMED).map(({ order_id: id }) => id) } };
    },
  },
  errors_spike: {
    isOn: ({ escalation_on_errors_spike: isOn, escalation_errors_min: minimum }) => isOn && minimum > 0,
    reads: ({ ops_errors_window_hours: hours }) => [{ id: 'errors', tool: 'sys_last_errors', payload: { window_hours: hours, limit: NAMED } }],
    find(facts, { escalation_errors_min: minimum, ops_errors_window_hours: hours }) {
      const fact = factOf<SysLastErrorsOutput>(facts, 'errors');
      return fact.known ? { holds: fact.data.total >= minimum, figures: { count: fact.data.total, minimum, hours } } : null;
    },
  },
  unanswered_chats_severe: {
    isOn: ({ escalation_on_unanswered_chats_severe: isOn, escalation_unanswered_chats_min: minimum }) => isOn && minimum > 0,
    reads: ({ escalation_unanswered_threshold_hours: hours }) => [
      { id: 'chats_severe', tool: 'chats_unanswered', payload: { threshold_hours: hours, limit: NAMED } },
      { id: 'chats_all', tool: 'chats_unanswered', payload: { threshold_hours: 0, limit: 1 } },
    ],
    find(facts, { escalation_unanswered_chats_min: minimum, escalation_unanswered_threshold_hours: hours }) {
      const severe = factOf<ChatsUnansweredOutput>(facts, 'chats_severe');
      if (!severe.known) return null;
      const all = factOf<ChatsUnansweredOutput>(facts, 'chats_all');
      const count = severe.data.total;
      return { holds: count >= minimum, figures: { count, minimum, hours, all: all.known ? all.data.total : null } };
    },
  },
};

export function escalationReads(settings: NotifySettings): readonly FactRead[] {
  return CAUSES.flatMap((cause) => (RULES[cause].isOn(settings) ? RULES[cause].reads(settings) : []));
}

export function judgeCauses(settings: NotifySettings, facts: Facts, now: Date): readonly CauseFinding[] {
  return CAUSES.map((cause) => {
    const { isOn, find } = RULES[cause];
    return isOn(settings) ? { cause, isOn: true, found: find(facts, settings, now) } : { cause, isOn: false, found: null };
  });
}

export function isCauseOn(cause: Cause, settings: NotifySettings): boolean {
  return RULES[cause].isOn(settings);
}
