import type { DecideInput, Fact, NotifyMessage } from '@ownerbot/notifications';
import type { DashboardData } from '../../tools/dashboards/dashboard-fields';
import { MINUTE_MS } from '../hours';

/** A tick comes so often that a report is on time within this. */
const ON_TIME_MIN = 5;

export interface ReportOrder {
  readonly kind: 'daily' | 'weekly';
  readonly slotKey: string;
  readonly dedupKey: string;
  readonly format: string;
  readonly reasons: readonly object[];
  readonly unknownOn: string | null;
}

/** The report with what is told beside it. */
export function reportMessage(fact: Extract<Fact<DashboardData>, { known: true }>, order: ReportOrder, input: DecideInput): NotifyMessage {
  return {
    ...common(order, input),
    variant: 'report',
    asOf: fact.asOf,
    provenance: fact.provenance,
    mode: fact.mode,
    report: { kind: order.kind, slotKey: order.slotKey, format: order.format, model: { data: fact.data, warnings: fact.warnings ?? [] }, reasons: order.reasons, lateMinutes: lateMinutes(input) },
  };
}

/** The honest word for a slot whose report could not be made. */
export function noReportMessage(code: string, order: ReportOrder, input: DecideInput): NotifyMessage {
  const told = common(order, input);
  const since = input.own.awaySince ?? input.run.dueAt;
  return {
    ...told,
    severity: 'warning',
    variant: 'unavailable',
    figures: { ...told.figures, code, since: since.toISOString() },
    asOf: null,
    provenance: null,
    mode: input.mode,
    report: { kind: order.kind, slotKey: order.slotKey, format: order.format, model: null, reasons: order.reasons, lateMinutes: lateMinutes(input) },
  };
}

function common(order: ReportOrder, input: DecideInput): Pick<NotifyMessage, 'dedupKey' | 'severity' | 'figures' | 'isQuietAtNight'> {
  const { openIncidents, skipped, failing } = input.own;
  return {
    dedupKey: order.dedupKey,
    severity: 'info',
    isQuietAtNight: false,
    figures: {
      slot: order.slotKey,
      late_minutes: lateMinutes(input),
      reasons: order.reasons,
      unknown_on: order.unknownOn,
      incidents: openIncidents.map(({ cause, firstSeenAt, state }) => ({ cause, since: firstSeenAt.toISOString(), state })),
      skipped: skipped.map(({ slotKey }) => slotKey),
      failing: failing.map(({ kind, since }) => ({ kind, since: since.toISOString() })),
    },
  };
}

function lateMinutes({ run }: DecideInput): number {
  const minutes = Math.floor(run.lateMs / MINUTE_MS);
  return minutes < ON_TIME_MIN ? 0 : minutes;
}
