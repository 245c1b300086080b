import type { ReplyContext } from '@ownerbot/conversation';
import { addDays, daysBetween } from '@ownerbot/shop';
import { resolvePeriod } from '@ownerbot/tools';
import type { Analysis } from '../intents/analyse';
import type { Concept } from '../intents/lexicon/concepts';
import type { Intent } from '../intents/patterns';
import type { Period } from '../periods/period';
import type { ToolRequest } from '../templates';

const of = (tool: string, payload: Record<string, unknown> = {}): ToolRequest => ({ tool, payload });
const section = (name: string): ToolRequest => of('inventory_status', { section: name, limit: 50 });

/** What phrases of these intents run, before the values of the sentence; as the templates of the same names do. */
export const READ_REQUESTS = {
  ordersHealth: of('orders_health'),
  compare: of('kpi_compare', { preset: 'wow' }),
  topProducts: of('top_products', { period: { preset: '7d' }, metric: 'revenue' }),
  bottomProducts: of('top_products', { period: { preset: '7d' }, direction: 'bottom', include_zero: true }),
  topCategories: of('top_products', { period: { preset: '30d' }, group_by: 'category' }),
  funnel: of('funnel_snapshot', { period: { preset: '7d' } }),
  refundRates: of('refunds_anomalies', { period: { preset: '90d' } }),
  trust: of('truststack_signals', { period: { preset: '90d' } }),
  chatsUnanswered: of('chats_unanswered', { threshold_hours: 0, limit: 20 }),
  teamQueue: of('team_queue_summary'),
  inventory: of('inventory_status', { section: 'all', limit: 20 }),
  noPhoto: section('missing_photo'),
  noPrice: section('missing_price'),
  noVideo: section('missing_video'),
  lowStock: section('low_stock'),
  outOfStock: section('out_of_stock'),
  unpublished: section('unpublished'),
  demand: of('demand_forecast', { horizon_days: 7 }),
  reorder: of('reorder_plan'),
  couponsStatus: of('coupons_status'),
  couponsTop: of('coupons_top_used', { limit: 5 }),
  fxStatus: of('sis_fx_status'),
  sysHealth: of('sys_health'),
  sysErrors: of('sys_last_errors', { window_hours: 24, limit: 20 }),
  sysAudit: of('sys_audit_recent', { limit: 20 }),
  sysMode: of('sys_upstream_mode'),
  sysSettings: of('sys_settings'),
  sysCapabilities: of('sis_actions_capabilities'),
  sysContract: of('sis_contract_check'),
} as const satisfies Partial<Record<Intent, ToolRequest>>;

/** Items that a list of another tool than the orders' may hold at most. */
const MOST_ROWS: Partial<Record<Intent, number>> = { topProducts: 30, bottomProducts: 30, topCategories: 30, couponsTop: 20, sysAudit: 100 };

/** The largest number of rows of an intent; null: it takes none but the orders'. */
export function mostRows(intent: Intent): number | null {
  return MOST_ROWS[intent] ?? null;
}

/** Intents whose periods mean something else than "the days of the report". */
export function readsPeriodsItself(intent: Intent): intent is 'compare' | 'demand' {
  return intent === 'compare' || intent === 'demand';
}

const HORIZONS: readonly (readonly [RegExp, number])[] = [[/^(?:недел|week)/, 7], [/^(?:месяц|month)/, 30]];
const LONGEST_HORIZON = 60;

/**
 * What a sentence adds to the request of its intent, beyond period and limit. Null: its periods cannot be used so; what was refused
 * of them is told by the caller.
 */
export function wordsOfIntent(intent: Intent, analysis: Analysis, context: ReplyContext): Record<string, unknown> | null {
  if (intent === 'compare') return comparison(analysis, context);
  if (intent === 'demand') return horizon(analysis, context);
  if (intent === 'chatsUnanswered') return analysis.sinceHours === null ? {} : { threshold_hours: analysis.sinceHours };
  const isRanking = intent === 'topProducts' || intent === 'bottomProducts' || intent === 'topCategories';
  return isRanking && says(analysis, 'pieces') ? { metric: 'qty' } : {};
}

const says = ({ tokens }: Analysis, concept: Concept): boolean => tokens.some(({ meaning }) => meaning?.type === 'concept' && meaning.concept === concept);

const WEEKS: readonly string[] = ['this_week', 'last_week', '7d'];
const MONTHS: readonly string[] = ['this_month', 'last_month', '30d'];

/** Two periods are the windows; weeks and months alone go to their presets; one dated period goes against as many days before it. */
function comparison({ periods }: Analysis, context: ReplyContext): Record<string, unknown> | null {
  const named = periods.flatMap((found) => ('period' in found ? [found.period] : []));
  if (named.length !== periods.length || named.length > 2) return null;
  const [a, b] = named;
  if (a === undefined) return {};
  const first = resolvePeriod(a, context);
  const isPair = (presets: readonly string[]) => named.every(({ preset }) => presets.includes(preset));
  if (isPair(WEEKS)) return { preset: 'wow' };
  if (isPair(MONTHS)) return { preset: 'mom' };
  const before = { from: addDays(first.from, -daysBetween(first.from, first.to)), to: addDays(first.from, -1) };
  const second = b === undefined ? before : resolvePeriod(b, context);
  const [later, earlier] = first.from >= second.from ? [first, second] : [second, first];
  return { preset: 'custom', a_start: later.from, a_end: later.to, b_start: earlier.from, b_end: earlier.to };
}

/** A future period is what a forecast is about: its length counts. */
function horizon({ periods, words }: Analysis, context: ReplyContext): Record<string, unknown> | null {
  const [found, second] = periods;
  if (found === undefined) return {};
  if (second !== undefined) return null;
  const days = 'period' in found ? lengthOf(found.period, context) : (HORIZONS.find(([form]) => words.some((word) => form.test(word)))?.[1] ?? null);
  return days === null || days > LONGEST_HORIZON ? null : { horizon_days: days };
}

function lengthOf(period: Period, context: ReplyContext): number {
  const { from, to } = resolvePeriod(period, context);
  return daysBetween(from, to);
}
