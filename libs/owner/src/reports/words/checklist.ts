import type { SnapshotCounts } from '../../tools/dashboards/dashboard-fields';
import type { OldestOrders } from '../../tools/dashboards/parts/oldest-orders';
import { theTemplate, type TemplateId } from '../../templates';
import type { ReportView } from '../report-view';
import { shortTitle } from './weekly-lines';
import { signalsOf } from './signals';

/** Something to do about a signal that is over its limit, and the template that does it. */
export interface Todo {
  readonly what: string;
  readonly template: TemplateId;
}

/** Worst first, each with its total and its oldest case; empty where nothing is over its limit. Plain text. */
export function checklist(view: ReportView): readonly Todo[] {
  const over = new Set(signalsOf(view).filter(({ state }) => state === 'over').map(({ signal }) => signal));
  const when = (signal: keyof SnapshotCounts, todo: () => Todo | null): Todo[] => {
    const one = over.has(signal) ? todo() : null;
    return one === null ? [] : [one];
  };
  return [
    ...when('unanswered_chats', () => chats(view)),
    ...when('payment_issues', () => orders('payment_issues', 'ORD_PAYMENT_ISSUES', view)),
    ...when('late_ship', () => orders('late_ship', 'ORD_LATE_SHIP', view)),
    ...when('stuck_orders', () => orders('stuck', 'ORD_STUCK_LIST', view)),
    ...when('inventory_out_of_stock', () => stock('out_of_stock', 'PRD_OUT_OF_STOCK', view)),
    ...when('errors', () => errors(view)),
    ...failedRate(view),
    ...when('inventory_low_stock', () => stock('low_stock', 'PRD_LOW_STOCK', view)),
  ];
}

function chats({ figures, context: { texts, formats } }: ReportView): Todo | null {
  const chats = figures('chats');
  if (chats === null) return null;
  return { what: texts.text('dash.todo.chats', { total: formats.integer(chats.total), age: formats.age(chats.threads[0]?.waiting_minutes ?? null) }), template: 'RPT_UNANSWERED_CHATS_SUMMARY' };
}

function orders(preset: 'stuck' | 'payment_issues' | 'late_ship', template: TemplateId, { figures, context: { texts, formats } }: ReportView): Todo | null {
  const found: OldestOrders | null = figures(preset);
  if (found === null) return null;
  const words = { total: formats.integer(found.total), age: formats.age(found.oldest_age_hours === null ? null : found.oldest_age_hours * 60) };
  return { what: texts.text(`dash.todo.${preset}`, words), template };
}

function stock(section: 'out_of_stock' | 'low_stock', template: TemplateId, { figures, context: { texts, formats } }: ReportView): Todo | null {
  const found = figures('stock');
  if (found === null) return null;
  const first = found.sections?.find((one) => one.section === section)?.items[0]?.title;
  return { what: texts.text(`dash.todo.${section}`, { total: formats.integer(found.counts[section]), first: first === undefined ? '—' : shortTitle(first) }), template };
}

function errors({ figures, context: { texts, formats } }: ReportView): Todo | null {
  const found = figures('errors');
  const last = found?.events[0];
  if (found === null || last === undefined) return null;
  return { what: texts.text('dash.todo.errors', { total: formats.integer(found.total), at: formats.moment(last.occurred_at) }), template: 'SYS_LAST_ERRORS' };
}

function failedRate({ figures, context: { texts, formats } }: ReportView): Todo[] {
  const last = figures('rate')?.last_apply;
  return last?.result === 'failed' ? [{ what: texts.text('dash.todo.rate', { at: formats.moment(last.at) }), template: 'PRC_FX_STATUS' }] : [];
}

/** With the name of the button that does it. */
export function todoLine({ what, template }: Todo, { context: { texts, locale } }: ReportView): string {
  return texts.text('dash.todo.by', { what, template: theTemplate(template).title[locale] });
}
