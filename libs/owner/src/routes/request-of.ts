import type { ReplyContext, Route } from '@ownerbot/conversation';
import type { Analysis } from '../intents/analyse';
import type { Concept } from '../intents/lexicon/concepts';
import type { Candidate } from '../intents/match';
import type { Intent } from '../intents/patterns';
import type { Period } from '../periods/period';
import { templateRequest, type TemplateId, type ToolRequest } from '../templates';
import { mostRows, READ_REQUESTS, readsPeriodsItself, wordsOfIntent } from './read-requests';
import { refuseInput, refuseLimit, refusePeriod } from './refusals';

/** What a winning pattern runs: the template of the intent with the values of the sentence. */
const BASES: Record<Intent, ToolRequest | TemplateId> = {
  kpi: 'RPT_KPI_TODAY',
  trend: 'RPT_REVENUE_TREND_30D',
  orderDetail: { tool: 'order_detail', payload: {} },
  ordersRecent: 'ORD_FIND_RECENT',
  ordersByPhone: { tool: 'orders_search', payload: { limit: 20 } },
  ordersByStatus: { tool: 'orders_search', payload: { limit: 20 } },
  ordersStuck: 'ORD_STUCK_LIST',
  ordersLate: 'ORD_LATE_SHIP',
  ordersPayment: 'ORD_PAYMENT_ISSUES',
  ordersAwaiting: 'ORD_AWAITING_PAYMENT',
  ordersAttention: 'ORD_ATTENTION',
  ordersFlagged: 'ORD_FLAGGED_LIST',
  ...READ_REQUESTS,
};

const STATUS_OF: Partial<Record<Concept, string>> = {
  statusPaid: 'paid', statusPending: 'pending', statusShipped: 'shipped', statusCompleted: 'completed', statusCancelled: 'cancelled', statusRefunded: 'refunded',
};

const MOST_ORDERS = 200;
const LONGEST_WAIT_HOURS = 720;

export type RequestOrRefusal = { request: ToolRequest } | { refusal: Route };

/** A value out of its range is refused with the range, never clamped. */
export function requestOf({ intent, leftOver }: Candidate, analysis: Analysis, context: ReplyContext): RequestOrRefusal {
  const named = BASES[intent];
  const base = typeof named === 'string' ? templateRequest(named, context) : named;
  const rows = mostRows(intent);
  if (analysis.limit !== null && rows !== null && (analysis.limit < 1 || analysis.limit > rows)) return { refusal: refuseLimit(context, rows) };
  if (analysis.limit !== null && (analysis.limit < 1 || analysis.limit > MOST_ORDERS)) return { refusal: refuseInput(context, 'limit') };
  if (analysis.sinceHours !== null && (analysis.sinceHours < 1 || analysis.sinceHours > LONGEST_WAIT_HOURS)) return { refusal: refuseInput(context, 'since_hours') };
  const words = wordsOfIntent(intent, analysis, context);
  const period = words !== null && readsPeriodsItself(intent) ? { period: null } : periodOf(analysis, context, base.tool);
  if ('refusal' in period) return period;
  if (words === null) return { refusal: refuseInput(context, intent === 'demand' ? 'horizon' : 'period.two') };
  const payload = {
    ...base.payload,
    ...(intent === 'orderDetail' ? { order_id: analysis.orderIds[0] } : {}),
    ...(intent === 'ordersByPhone' && analysis.phone !== null ? { q: analysis.phone } : {}),
    ...(intent === 'ordersByStatus' ? { status: statusOf(analysis) } : {}),
    ...(period.period && !leftOver.includes('period') ? { period: period.period } : {}),
    ...(analysis.limit === null || leftOver.includes('limit') ? {} : { limit: analysis.limit }),
    ...(analysis.sinceHours === null || intent === 'chatsUnanswered' || leftOver.includes('sinceHours') ? {} : { since_hours: analysis.sinceHours }),
    ...words,
  };
  return { request: { tool: base.tool, payload } };
}

function periodOf({ periods }: Analysis, context: ReplyContext, tool: string): { period: Period | null } | { refusal: Route } {
  const refused = periods.find((found) => 'refusal' in found);
  if (refused && 'refusal' in refused) return { refusal: refusePeriod(context, refused.refusal, tool) };
  const [first, second] = periods;
  if (second) return { refusal: refuseInput(context, 'period.two') };
  return { period: first && 'period' in first ? first.period : null };
}

function statusOf({ tokens }: Analysis): string | undefined {
  for (const { meaning } of tokens) {
    const status = meaning?.type === 'concept' ? STATUS_OF[meaning.concept] : undefined;
    if (status !== undefined) return status;
  }
  return undefined;
}
