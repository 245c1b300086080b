import type { Reply, ReplyButton, ReplyContext } from '@ownerbot/conversation';
import type { NotifyMessage } from '@ownerbot/notifications';
import { keyboard } from '@ownerbot/telegram';
import { createFormats } from '@ownerbot/messages';
import type { ToolResponse } from '@ownerbot/tools';
import { dashboardPresenter } from '../../reports/dashboard-presenter';
import { reportFile } from '../../reports/report-file';
import { demoMark } from '../../replies/provenance';
import { sectionButton, templateButton } from '../../replies/buttons';
import type { QuietReason } from '../digest/quiet-triggers';
import type { NotificationPresenter } from '../notification-presenter';

type Kind = 'daily' | 'weekly';

interface ReportFigures {
  readonly slot: string;
  readonly late_minutes: number;
  readonly reasons: readonly QuietReason[];
  readonly unknown_on: string | null;
  readonly incidents: readonly { readonly cause: string; readonly since: string; readonly state: string }[];
  readonly skipped: readonly string[];
  readonly failing: readonly { readonly kind: string; readonly since: string }[];
  readonly code?: string;
  readonly since?: string;
}

const VERSION = '1.1';
const FORMATS = ['text', 'png', 'pdf'] as const;
const MOST_SKIPPED = 3;

/** The report with why it comes, what is open, and what did not come before it; or the word that it could not be made. */
export function presentReport(kind: Kind): NotificationPresenter {
  return (message, context) => {
    const figures = message.figures as unknown as ReportFigures;
    const beside = [...extraLines(kind, figures, context)];
    const before = [...lateLines(figures, context), ...reasonLines(figures.reasons, context)];
    const report = message.variant === 'report' ? reportReply(kind, message, context) : unavailable(kind, message, figures, context);
    const paragraphs = [before.join('\n'), report.html, beside.join('\n')].filter((text) => text !== '');
    return { html: paragraphs.join('\n\n'), buttons: keyboard([...buttonsOf(kind, context)]), ...(report.file === undefined ? {} : { file: report.file }) };
  };
}

/** Its figures as the tool's own answer tells them. */
function reportReply(kind: Kind, message: NotifyMessage, context: ReplyContext): Reply {
  const { data, warnings } = message.report?.model as { readonly data: object; readonly warnings: ToolResponse['warnings'] };
  const tool = `biz_dashboard_${kind}`;
  const response: ToolResponse = { status: 'ok', tool, version: VERSION, correlation_id: 'ntf', mode: message.mode as ToolResponse['mode'], as_of: message.asOf, data, artifacts: [], warnings, provenance: message.provenance, error: null };
  const reply = dashboardPresenter(kind).answer(response, context, { id: 'ntf', tool, payload: {} });
  const file = reportFile(response, context, FORMATS.find((format) => format === message.report?.format));
  return file === null ? reply : { ...reply, file };
}

function unavailable(kind: Kind, { mode }: NotifyMessage, { slot, code = '', since = '' }: ReportFigures, context: ReplyContext): Reply {
  const { texts } = context;
  const headline = demoMark(context, mode, `<b>${texts.html('ntf.report.unavailable.title', { kind, slot: slotName(kind, slot, context) })}</b>`);
  return { html: [headline, texts.html('ntf.report.unavailable.text', { code, since: context.formats.moment(since) })].join('\n') };
}

function slotName(kind: Kind, slot: string, { formats }: ReplyContext): string {
  return kind === 'daily' ? formats.dayOfWeek(slot) : slot;
}

function lateLines({ late_minutes: minutes }: ReportFigures, { texts, formats }: ReplyContext): string[] {
  return minutes === 0 ? [] : [texts.html('ntf.report.late', { age: formats.age(minutes) })];
}

function reasonLines(reasons: readonly QuietReason[], { texts, formats }: ReplyContext): string[] {
  if (reasons.length === 0) return [];
  const line = (reason: QuietReason): string => {
    switch (reason.trigger) {
      case 'revenue':
      case 'orders':
        return texts.html('ntf.quiet.drop', { what: reason.trigger, change: formats.change(reason.percent) });
      case 'ops':
        return texts.html('ntf.quiet.ops', { signals: reason.signals.map((signal) => texts.text('ntf.quiet.signal', { signal })).join(', ') });
      case 'fx_failed':
        return texts.html('ntf.quiet.fx_failed', { at: formats.moment(reason.at) });
      case 'errors':
        return texts.html('ntf.quiet.errors', { count: reason.count, hours: formats.integer(reason.hours) });
      case 'silence':
        return texts.html('ntf.quiet.silence', { days: reason.days });
    }
  };
  return [texts.html('ntf.quiet.why'), ...reasons.map(line)];
}

function extraLines(kind: Kind, figures: ReportFigures, context: ReplyContext): string[] {
  const { texts, formats } = context;
  const { incidents, skipped, failing, unknown_on: unknownOn } = figures;
  const shown = skipped.slice(0, MOST_SKIPPED).map((slot) => slotName(kind, slot.slice(0, kind === 'daily' ? 10 : undefined), context));
  const more = skipped.length - shown.length;
  const slots = [shown.join(', '), ...(more > 0 ? [texts.text('ntf.report.and_more', { count: more })] : [])].join(' ');
  return [
    ...incidents.map(({ cause, since, state }) => texts.html('ntf.report.incident', { cause, since: formats.moment(since), state })),
    ...(skipped.length === 0 ? [] : [texts.html('ntf.report.skipped', { kind, slots })]),
    ...failing.map(({ kind: one, since }) => texts.html('ntf.report.failing', { kind: one, since: formats.moment(since) })),
    ...(unknownOn === null ? [] : [texts.html('ntf.report.unknown_on', { day: formats.dayOfWeek(unknownOn) })]),
  ];
}

function buttonsOf(kind: Kind, context: ReplyContext): readonly (readonly ReplyButton[])[] {
  const sections = ['focus:burn', 'focus:money', 'focus:stock'].map((panel) => sectionButton(context, panel));
  return kind === 'daily' ? [sections] : [sections, [templateButton(context, 'RPT_TOP_PRODUCTS_7D'), templateButton(context, 'FRC_REORDER_PLAN')]];
}

/** The context in the zone in which the days of a report are counted. */
export function inZone(context: ReplyContext, zone: string): ReplyContext {
  return zone === context.timezone ? context : { ...context, timezone: zone, formats: createFormats({ texts: context.texts, timezone: zone, now: context.now }) };
}
