import { dayOfSlot, factOf, isAttempt, type DecideInput, type Decision, type FactRead, type NotificationKind } from '@ownerbot/notifications';
import type { DashboardData } from '../../tools/dashboards/dashboard-fields';
import { judgeQuiet, quietReads, type QuietTriggers } from '../digest/quiet-triggers';
import { readState } from '../read-state';
import { judgeReport } from './judge-report';
import { noReportMessage, reportMessage, type ReportOrder } from './report-message';
import { DigestState } from './state';

const REPORT = 'report';

/** The report of a day, at its time; in quiet mode only when something is worth it. */
export const digest: NotificationKind<DigestState> = {
  kind: 'digest',
  schemaVersion: 1,
  initialState: () => ({ quiet_since: null, unknown_on: null, promoted: null }),
  readState: (stored) => readState(DigestState, stored),
  reads: ({ settings, state, slotKey, zone }) => (isWatching(slotKey, state) ? quietReads(settings) : [reportRead(zone)]),
  readsThen: (input) => (isWatching(input.run.slotKey, input.state) && quietOf(input).reasons.length > 0 ? [reportRead(input.zone)] : []),
  decide,
};

function reportRead(zone: string): FactRead {
  return { id: REPORT, tool: 'biz_dashboard_daily', payload: { format: 'text', tz: zone } };
}

/** An attempt that has not become the report of its date. */
function isWatching(slotKey: string, { promoted }: DigestState): boolean {
  return isAttempt(slotKey) && promoted?.date !== dayOfSlot(slotKey);
}

function quietOf({ settings, facts, now, zone, state, subscription }: DecideInput<DigestState>): QuietTriggers {
  return judgeQuiet({ settings, facts, now, zone, lastDigestAt: subscription.lastSentAt, quietSince: state.quiet_since === null ? now : new Date(state.quiet_since) });
}

function decide(input: DecideInput<DigestState>): Decision<DigestState> {
  const { settings, run, facts, now, rules } = input;
  const date = dayOfSlot(run.slotKey);
  const state: DigestState = { ...input.state, quiet_since: settings.digest_quiet_enabled ? (input.state.quiet_since ?? now.toISOString()) : null };
  if (isWatching(run.slotKey, state)) {
    const { reasons, unknown } = quietOf({ ...input, state });
    if (reasons.length === 0) return { type: 'skip', reason: 'QUIET', state: { ...state, unknown_on: unknown.length > 0 ? date : state.unknown_on === date ? null : state.unknown_on } };
    const promoted = { date, reasons: reasons.map((reason) => ({ trigger: reason.trigger, reason })) };
    return send({ ...input, state: { ...state, promoted } });
  }
  return send({ ...input, state });

  function send(from: DecideInput<DigestState>): Decision<DigestState> {
    const fact = factOf<DashboardData>(facts, REPORT);
    const reasons = isAttempt(run.slotKey) ? (from.state.promoted?.reasons.map(({ reason }) => reason) ?? []) : [];
    const order: ReportOrder = { kind: 'daily', slotKey: date, dedupKey: `digest:${date}`, format: settings.digest_format, reasons, unknownOn: from.state.unknown_on };
    const verdict = judgeReport(fact, { dueAt: run.dueAt, now, limitMs: rules.digestLateMaxMs });
    if (verdict.type === 'wait') return { type: 'wait', reason: fact.known ? 'PARTS_MISSING' : fact.code, againAt: verdict.againAt, state: from.state };
    const sent: DigestState = { ...from.state, unknown_on: null, promoted: null };
    if (verdict.type === 'none' || !fact.known) return { type: 'send', reason: 'NO_FIGURES', state: sent, messages: [noReportMessage(verdict.type === 'none' ? verdict.code : '', order, input)] };
    return { type: 'send', reason: reasons.length > 0 ? 'TRIGGERED' : 'DUE', state: sent, messages: [reportMessage(fact, order, input)] };
  }
}
