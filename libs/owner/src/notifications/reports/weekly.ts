import { factOf, type DecideInput, type Decision, type NotificationKind } from '@ownerbot/notifications';
import type { NotifySettings } from '@ownerbot/storage';
import type { DashboardData, WeekMode } from '../../tools/dashboards/dashboard-fields';
import { HOUR_MS } from '../hours';
import { readState } from '../read-state';
import { judgeReport } from './judge-report';
import { noReportMessage, reportMessage, type ReportOrder } from './report-message';
import { WeeklyState } from './state';

const REPORT = 'report';
const LATE_MAX_MS = 48 * HOUR_MS;
const MONDAY = 0;

/** The report of the seven days before its slot. */
export const weekly: NotificationKind<WeeklyState> = {
  kind: 'weekly',
  schemaVersion: 1,
  initialState: () => ({}),
  readState: (stored) => readState(WeeklyState, stored),
  reads: ({ settings, zone }) => [{ id: REPORT, tool: 'biz_dashboard_weekly', payload: { format: 'text', tz: zone, week_mode: weekMode(settings) } }],
  decide,
};

/** On a Monday the seven days before it are the calendar week, and stay so when the report comes late. */
function weekMode({ weekly_day_of_week: day }: NotifySettings): WeekMode {
  return day === MONDAY ? 'last_week' : 'last7';
}

function decide(input: DecideInput<WeeklyState>): Decision<WeeklyState> {
  const { run, facts, now, state } = input;
  const fact = factOf<DashboardData>(facts, REPORT);
  const order: ReportOrder = { kind: 'weekly', slotKey: run.slotKey, dedupKey: `weekly:${run.slotKey}`, format: 'pdf', reasons: [], unknownOn: null };
  const verdict = judgeReport(fact, { dueAt: run.dueAt, now, limitMs: LATE_MAX_MS });
  if (verdict.type === 'wait') return { type: 'wait', reason: fact.known ? 'PARTS_MISSING' : fact.code, againAt: verdict.againAt, state };
  if (verdict.type === 'none' || !fact.known) return { type: 'send', reason: 'NO_FIGURES', state, messages: [noReportMessage(verdict.type === 'none' ? verdict.code : '', order, input)] };
  return { type: 'send', reason: 'DUE', state, messages: [reportMessage(fact, order, input)] };
}
