import { asHtml } from '@ownerbot/messages';
import type { ReportBlock, ReportSection } from '@ownerbot/reports';
import type { PartCode } from '../../tools/dashboards/parts/figures';
import type { OldOrder } from '../../tools/dashboards/parts/oldest-orders';
import { flagReason, paymentWords, shippingWords, statusWords } from '../../tools/order-words';
import { eventWords, shortCorrelation } from '../../tools/events/event-words';
import { isToday } from '../../replies/provenance';
import { visibleText } from '@ownerbot/telegram';
import type { ReportView } from '../report-view';
import { errorsLine, queueLine, rateLine } from '../words/state-lines';
import { shortTitle } from '../words/weekly-lines';
import { missingPart } from './charts';
import { column, linesBlock, NAME, RIGHT } from './tables';

const PRESETS = ['stuck', 'payment_issues', 'late_ship'] as const;

/** A section about what is now, with its own moment. */
function stateSection(view: ReportView, title: string, code: PartCode, blocks: () => readonly ReportBlock[]): ReportSection {
  const { texts, formats } = view.context;
  const asOf = view.part(code)?.as_of ?? null;
  const missing = missingPart(code, view);
  return {
    title,
    ...(asOf === null ? {} : { aside: texts.text('dash.doc.now', { at: isToday(view.context, asOf) ? formats.time(asOf) : formats.moment(asOf) }) }),
    blocks: missing === null ? blocks() : [missing],
  };
}

/** Counts by preset, then the oldest of those that need attention. */
export function ordersSection(view: ReportView): ReportSection {
  const { texts, formats } = view.context;
  return stateSection(view, texts.text('dash.doc.orders'), 'orders', () => {
    const orders = view.figures('orders');
    if (orders === null) return [];
    const counts: ReportBlock = {
      kind: 'table',
      columns: [column(view, 'group', 0.75), column(view, 'total', 0.25, RIGHT)],
      rows: [...PRESETS, 'attention'].map((preset) => ({ cells: [texts.text('dash.doc.preset', { preset }), formats.integer(orders.counts.by_preset[preset] ?? 0)], isTotal: preset === 'attention' })),
    };
    const oldest: ReportBlock = orderTable(view, orders.top.map((order) => ({ ...order, flag_reason: null })));
    return orders.top.length === 0 ? [counts, linesBlock([texts.text('dash.doc.calm')], 'quiet')] : [counts, oldest];
  });
}

/** Orders appear by their ids; nothing of their customers does. */
function orderTable(view: ReportView, orders: readonly OldOrder[]): ReportBlock {
  const { context } = view;
  const { texts, formats } = context;
  return {
    kind: 'table',
    columns: [column(view, 'order', 0.16), column(view, 'state', 0.3), column(view, 'amount', 0.17, RIGHT), column(view, 'age', 0.12, RIGHT), column(view, 'flag', 0.25, NAME)],
    rows: orders.map((order) => ({
      cells: [
        order.order_id,
        [statusWords(context, order.status), ...(order.payment_status === null || order.payment_status === order.status ? [] : [texts.html('order.list.payment', { words: asHtml(paymentWords(context, order.payment_status)) })]), ...(order.shipping_status === 'none' ? [] : [shippingWords(context, order.shipping_status)])].map(visibleText).join(', '),
        formats.money(order.amount, order.currency),
        formats.age(order.age_hours * 60),
        order.flagged ? (order.flag_reason === null ? texts.text('dash.doc.flagged') : flagReason(context, order.flag_reason)) : '',
      ],
    })),
  };
}

/** Of each preset its total, its amount and its oldest; then the oldest three of each. */
export function oldestOrdersSection(view: ReportView): ReportSection {
  const { texts, formats } = view.context;
  const found = PRESETS.map((preset) => ({ preset, orders: view.figures(preset) }));
  const blocks = found.flatMap(({ preset, orders }): ReportBlock[] => {
    const missing = missingPart(preset, view);
    if (missing !== null) return [missing];
    return orders === null || orders.oldest.length === 0 ? [] : [linesBlock([texts.text('dash.doc.preset', { preset })], 'quiet'), orderTable(view, orders.oldest)];
  });
  const totals: ReportBlock = {
    kind: 'table',
    columns: [column(view, 'group', 0.4), column(view, 'total', 0.15, RIGHT), column(view, 'amount', 0.25, RIGHT), column(view, 'oldest', 0.2, RIGHT)],
    rows: found.flatMap(({ preset, orders }) => (orders === null ? [] : [{ cells: [texts.text('dash.doc.preset', { preset }), formats.integer(orders.total), formats.money(orders.total_amount, orders.currency ?? view.data.currency), formats.age(orders.oldest_age_hours === null ? null : orders.oldest_age_hours * 60)] }])),
  };
  return { title: texts.text('dash.doc.orders'), blocks: [...(totals.rows.length === 0 ? [] : [totals]), ...blocks] };
}

/** How many wait and how long, the longest waiting, and what to do about it. */
export function chatsSection(view: ReportView): ReportSection {
  const { texts, formats } = view.context;
  return stateSection(view, texts.text('dash.doc.chats'), 'queue', () => {
    const queue = view.figures('queue');
    if (queue === null) return [];
    const waiting = (view.figures('chats')?.threads ?? queue.top_overdue_threads).slice(0, 3).map((thread) => texts.text('dash.doc.thread', { id: thread.thread_id, age: formats.age(thread.waiting_minutes) }));
    const advice = visibleText(texts.html('team.advice', { advice: queue.recommendation, age: formats.age(queue.oldest_waiting_minutes) }));
    return [linesBlock([...queueLine(view), ...(waiting.length === 0 ? [] : [texts.text('dash.doc.waiting', { waiting: waiting.join(', ') })]), advice])];
  });
}

const SECTIONS = ['out_of_stock', 'low_stock', 'missing_price', 'missing_photo'] as const;
const NAMED = 3;

/** Four lists of the catalogue by their totals, each with its first products. */
export function stockSection(view: ReportView): ReportSection {
  const { texts, formats } = view.context;
  return stateSection(view, texts.text('dash.doc.stock'), 'stock', () => {
    const stock = view.figures('stock');
    if (stock === null) return [];
    const firstOf = (section: string): string =>
      (stock.sections?.find((one) => one.section === section)?.items ?? []).slice(0, NAMED).map(({ title, stock_qty: pieces }) => texts.text('dash.doc.item', { title: shortTitle(title), stock: formats.integer(pieces) })).join(', ');
    return [
      {
        kind: 'table',
        columns: [column(view, 'group', 0.24), column(view, 'total', 0.1, RIGHT), column(view, 'first', 0.66)],
        rows: SECTIONS.map((section) => ({ cells: [texts.text('dash.doc.section', { section, limit: formats.integer(stock.low_stock_lte) }), formats.integer(stock.counts[section]), firstOf(section)] })),
      },
    ];
  });
}

const CODES = 5;

/** How many, by code; with `events` the last ones too. */
export function errorsSection(view: ReportView, { events = false }: { readonly events?: boolean } = {}): ReportSection {
  const { context } = view;
  const { texts, formats } = context;
  return stateSection(view, texts.text('dash.doc.errors'), 'errors', () => {
    const errors = view.figures('errors');
    if (errors === null) return [];
    if (errors.total === 0) return [linesBlock([...errorsLine(view), texts.text('dash.doc.no_errors')])];
    const codes = Object.entries(errors.by_code).toSorted(([, one], [, other]) => other - one).slice(0, CODES);
    return [
      linesBlock(errorsLine(view)),
      { kind: 'table', columns: [column(view, 'code', 0.8), column(view, 'count', 0.2, RIGHT)], rows: codes.map(([code, count]) => ({ cells: [code, formats.integer(count)] })) },
      ...(events
        ? [
            {
              kind: 'table' as const,
              columns: [column(view, 'time', 0.18), column(view, 'event', 0.36), column(view, 'code', 0.28), column(view, 'request', 0.18)],
              rows: errors.events.map((event) => ({ cells: [formats.moment(event.occurred_at), visibleText(eventWords(event.event_type, context)), event.code, shortCorrelation(event.correlation_id)] })),
            },
          ]
        : []),
    ];
  });
}

/** The rate, what it would do now, and what came of the last repricing. */
export function rateSection(view: ReportView): readonly ReportSection[] {
  const { texts, formats } = view.context;
  // Where the source has no rate, the notes say so once.
  if (view.part('rate')?.status === 'left_out') return [];
  return [
    stateSection(view, texts.text('dash.doc.rate'), 'rate', () => {
      const last = view.figures('rate')?.last_apply;
      return [linesBlock([...rateLine(view), ...(last === null || last === undefined ? [] : [texts.text('dash.doc.applied', { at: formats.moment(last.at), result: last.result })])])];
    }),
  ];
}
