import { Decimal } from 'decimal.js';
import { DateTime } from 'luxon';
import { factOf, type FactRead, type Facts } from '@ownerbot/notifications';
import type { FxStatusData } from '@ownerbot/shop';
import type { NotifySettings } from '@ownerbot/storage';
import type { KpiCompareOutput } from '../../tools/kpi-compare/kpi-compare.fields';
import type { SysLastErrorsOutput } from '../../tools/sys-last-errors/sys-last-errors.tool';
import { judgeSignals, opsReads } from '../ops/signals';

/** Why a digest is sent in quiet mode: it begins with them. */
export type QuietReason =
  | { readonly trigger: 'revenue' | 'orders'; readonly percent: string }
  | { readonly trigger: 'ops'; readonly signals: readonly string[] }
  | { readonly trigger: 'fx_failed'; readonly at: string }
  | { readonly trigger: 'errors'; readonly count: number; readonly hours: number }
  | { readonly trigger: 'silence'; readonly days: number };

export interface QuietTriggers {
  readonly reasons: readonly QuietReason[];
  /** Triggers whose facts are not known: they count as none. */
  readonly unknown: readonly QuietReason['trigger'][];
}

export interface QuietNow {
  readonly settings: NotifySettings;
  readonly facts: Facts;
  readonly now: Date;
  /** Of the digest. */
  readonly zone: string;
  /** Of the last digest; null: there was none. */
  readonly lastDigestAt: Date | null;
  /** When quiet mode was agreed: where there was no digest yet, silence counts from here. */
  readonly quietSince: Date;
}

type Found = QuietReason | 'unknown' | null;

export function quietReads(settings: NotifySettings): readonly FactRead[] {
  const errors: FactRead = { id: 'errors', tool: 'sys_last_errors', payload: { window_hours: settings.ops_errors_window_hours, limit: 3 } };
  const all: readonly FactRead[] = [
    { id: 'wow', tool: 'kpi_compare', payload: { preset: 'wow' } },
    ...(settings.digest_quiet_send_on_ops ? opsReads(settings) : []),
    ...(settings.digest_quiet_send_on_fx_failed ? [{ id: 'fx', tool: 'sis_fx_status', payload: {} }] : []),
    ...(settings.digest_quiet_send_on_errors ? [errors] : []),
  ];
  return all.filter(({ id }, n) => all.findIndex((one) => one.id === id) === n);
}

/** Every trigger that holds now. A change that cannot be computed, or is not known, never triggers. */
export function judgeQuiet(now: QuietNow): QuietTriggers {
  const found = Object.entries(TRIGGERS).map(([trigger, find]) => ({ trigger, found: find(now) }));
  return {
    reasons: found.flatMap(({ found: one }) => (one === null || one === 'unknown' ? [] : [one])),
    unknown: TRIGGER_NAMES.filter((trigger) => found.some((one) => one.trigger === trigger && one.found === 'unknown')),
  };
}

const TRIGGERS: Readonly<Record<QuietReason['trigger'], (now: QuietNow) => Found>> = {
  revenue: ({ facts, settings }) => drop(facts, 'revenue', settings.digest_quiet_min_revenue_drop_pct),
  orders: ({ facts, settings }) => drop(facts, 'orders', settings.digest_quiet_min_orders_drop_pct),
  ops({ facts, settings }) {
    if (!settings.digest_quiet_send_on_ops) return null;
    const judged = judgeSignals(settings, facts);
    const raised = judged.flatMap((one) => (one.type === 'known' && one.isRaised ? [one.signal] : []));
    if (raised.length > 0) return { trigger: 'ops', signals: raised };
    return judged.some(({ type }) => type === 'unknown') ? 'unknown' : null;
  },
  fx_failed({ facts, settings, lastDigestAt }) {
    if (!settings.digest_quiet_send_on_fx_failed) return null;
    const fact = factOf<FxStatusData>(facts, 'fx');
    if (!fact.known) return 'unknown';
    const { last_apply: last } = fact.data;
    if (last === null || last.result !== 'failed') return null;
    return lastDigestAt === null || Date.parse(last.at) > lastDigestAt.getTime() ? { trigger: 'fx_failed', at: last.at } : null;
  },
  errors({ facts, settings: { digest_quiet_send_on_errors: isOn, ops_errors_min_count: minimum, ops_errors_window_hours: hours } }) {
    if (!isOn || minimum === 0) return null;
    const fact = factOf<SysLastErrorsOutput>(facts, 'errors');
    if (!fact.known) return 'unknown';
    return fact.data.total >= minimum ? { trigger: 'errors', count: fact.data.total, hours } : null;
  },
  silence({ settings, now, zone, lastDigestAt, quietSince }) {
    const days = localDaysBetween(lastDigestAt ?? quietSince, now, zone);
    return days >= settings.digest_quiet_max_silence_days ? { trigger: 'silence', days } : null;
  },
};

const TRIGGER_NAMES = ['revenue', 'orders', 'ops', 'fx_failed', 'errors', 'silence'] as const;

/** Of the net revenue, or of the paid orders, against the week before. */
function drop(facts: Facts, trigger: 'revenue' | 'orders', minimum: string): Found {
  const fact = factOf<KpiCompareOutput>(facts, 'wow');
  if (!fact.known) return 'unknown';
  const { delta } = fact.data;
  const percent = (trigger === 'revenue' ? delta.revenue_net : delta.orders_paid).delta_pct;
  return percent !== null && new Decimal(percent).lte(new Decimal(minimum).negated()) ? { trigger, percent } : null;
}

function localDaysBetween(from: Date, to: Date, zone: string): number {
  const day = (at: Date): DateTime => DateTime.fromJSDate(at, { zone }).startOf('day');
  // Calendar days: a day of 23 or 25 hours is one.
  return Math.round(day(to).diff(day(from), 'days').days);
}
