import { nextLook, type Fact } from '@ownerbot/notifications';
import type { DashboardData } from '../../tools/dashboards/dashboard-fields';
import { MINUTE_MS } from '../hours';

/** Parts that are our own: they say nothing about the shop. */
const OWN_PARTS: readonly string[] = ['errors'];
const RETRYABLE: readonly string[] = ['UPSTREAM_UNAVAILABLE', 'TOOL_TIMEOUT'];
/** So long after its slot a report waits for some of its parts. */
const PARTS_MS = 60 * MINUTE_MS;

export interface ReportTime {
  readonly dueAt: Date;
  readonly now: Date;
  /** So late it is still of use. */
  readonly limitMs: number;
}

export type ReportVerdict =
  | { readonly type: 'ready' }
  | { readonly type: 'wait'; readonly againAt: Date }
  /** There are no figures, and none can be expected in time. */
  | { readonly type: 'none'; readonly code: string };

/** Whether a report can be sent as it is, should ask again for what is missing, or cannot be made. */
export function judgeReport(fact: Fact<DashboardData>, time: ReportTime): ReportVerdict {
  if (!fact.known) return withoutFigures(fact.code, time);
  const failed = fact.data.parts.filter(({ status }) => status === 'error');
  if (failed.length === 0) return { type: 'ready' };
  const shop = fact.data.parts.filter(({ code, status }) => status !== 'left_out' && !OWN_PARTS.includes(code));
  const [first] = failed;
  if (shop.length > 0 && shop.every(({ status }) => status === 'error')) return withoutFigures(first?.error_code ?? '', time);
  const canHeal = failed.some(({ error_code: code }) => RETRYABLE.includes(code ?? ''));
  return canHeal && time.now.getTime() < time.dueAt.getTime() + Math.min(PARTS_MS, time.limitMs) ? { type: 'wait', againAt: again(time, PARTS_MS) } : { type: 'ready' };
}

/** Nothing of the shop is known. */
function withoutFigures(code: string, time: ReportTime): ReportVerdict {
  const isOver = time.now.getTime() >= time.dueAt.getTime() + time.limitMs;
  return !RETRYABLE.includes(code) || isOver ? { type: 'none', code } : { type: 'wait', againAt: again(time, time.limitMs) };
}

function again({ dueAt, now, limitMs }: ReportTime, waitMs: number): Date {
  return new Date(Math.min(nextLook(dueAt, now).getTime(), dueAt.getTime() + Math.min(waitMs, limitMs)));
}
