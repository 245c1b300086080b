import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import { followUps } from '../../replies/follow-ups';
import { lateMinutes, paymentWords, shippingWords, statusWords } from '../order-words';
import type { OrdersHealthOutput, UrgentOrder } from './orders-health.fields';

const PRESETS = ['stuck', 'payment_issues', 'late_ship', 'awaiting_payment', 'attention'] as const;
const IDS_PER_ROW = 3;

/** Orders by state, payment and preset; up to five that need attention, each with a button to its card. */
export const ordersHealthPresenter = presenter<OrdersHealthOutput>({
  progress: (_run, { texts }) => texts.html('ordersHealth.progress'),
  body({ data, provenance }, context, run) {
    const { texts, formats } = context;
    const cards = followUps(context, run.id, data.top.map(({ order_id }) => ({ label: order_id, tool: 'order_detail', payload: { order_id } })));
    return {
      headline: texts.html('ordersHealth.title', { total: formats.integer(data.total) }),
      sections: [
        counted('ordersHealth.by_status', data.counts.by_status, (name) => statusWords(context, name), context),
        counted('ordersHealth.by_payment', data.counts.by_payment_status, (name) => paymentWords(context, name), context),
        PRESETS.map((preset) => texts.html('ordersHealth.preset', { preset, count: formats.integer(data.counts.by_preset[preset] ?? 0) })),
        data.top.length === 0 ? [texts.html('ordersHealth.calm')] : [texts.html('ordersHealth.top'), ...data.top.map((order) => urgentLine(order, provenance.as_of, context))],
      ],
      buttons: [
        cards.buttons.slice(0, IDS_PER_ROW),
        cards.buttons.slice(IDS_PER_ROW),
        [templateButton(context, 'ORD_ATTENTION'), templateButton(context, 'ORD_FIND_RECENT')],
      ].filter((row) => row.length > 0),
      keep: cards.keep,
    };
  },
});

/** Largest first; states that no order has are left out. */
function counted(key: 'ordersHealth.by_status' | 'ordersHealth.by_payment', counts: Readonly<Record<string, number>>, nameOf: (name: string) => string, { texts, formats }: ReplyContext): string[] {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, count]) => texts.html('ordersHealth.part', { name: asHtml(nameOf(name)), count: formats.integer(count) }));
  return parts.length === 0 ? [] : [texts.html(key, { parts: asHtml(parts.join(', ')) })];
}

function urgentLine(order: UrgentOrder, asOf: string, context: ReplyContext): string {
  const { texts, formats } = context;
  const late = lateMinutes(order, asOf);
  const words = [
    statusWords(context, order.status),
    ...(order.payment_status === null || order.payment_status === order.status ? [] : [texts.html('order.list.payment', { words: asHtml(paymentWords(context, order.payment_status)) })]),
    ...(order.shipping_status === 'none' ? [] : [shippingWords(context, order.shipping_status)]),
    ...(late === null ? [] : [texts.html('order.list.late', { age: formats.age(late) })]),
  ].join(', ');
  const facts = { id: order.order_id, amount: formats.money(order.amount, order.currency), age: formats.age(order.age_hours * 60), words: asHtml(words) };
  return order.flagged ? texts.html('ordersHealth.line_flagged', facts) : texts.html('ordersHealth.line', facts);
}
