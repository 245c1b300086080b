import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import { followUps, type FollowUp } from '../../replies/follow-ups';
import { flagReason, lateMinutes, paymentWords, shippingWords, statusWords } from '../order-words';
import type { OrderDetailOutput } from './order-detail.fields';

/** A very long order is told in part; the sums below it are those of the whole. */
const MOST_LINES = 30;

/** The card of one order: state, deadlines, lines, sums, customer, flag. */
export const orderPresenter = presenter<OrderDetailOutput>({
  progress: (run, { texts }) => texts.html('order.card.progress', { id: typeof run.payload['order_id'] === 'string' ? run.payload['order_id'] : '—' }),
  body({ data, provenance }, context, run) {
    const acts = followUps(context, run.id, [flagRequest(data, context), { label: context.texts.text('flag.tell_team'), templateId: 'ORD_NOTIFY_TEAM', slots: { order_id: data.order_id } }]);
    return {
      headline: context.texts.html('order.card.title', { id: data.order_id }),
      sections: [state(data, provenance.as_of, context), lines(data, context), sums(data, context), customer(data, context), flag(data, context)],
      buttons: [acts.buttons, [templateButton(context, 'ORD_ATTENTION'), templateButton(context, 'ORD_FIND_RECENT')]],
      keep: acts.keep,
    };
  },
});

/** Begins the preview of the flag, or of taking it off. */
function flagRequest({ order_id, flagged }: OrderDetailOutput, { texts }: ReplyContext): FollowUp {
  return { label: texts.text(flagged ? 'flag.off_button' : 'flag.on_button'), tool: 'flag_order', payload: { order_id, flagged: !flagged } };
}

function state(order: OrderDetailOutput, asOf: string, context: ReplyContext): string[] {
  const { texts, formats } = context;
  const rows = [
    texts.html('order.card.status', { status: asHtml(statusWords(context, order.status)) }),
    texts.html('order.card.created', { at: formats.moment(order.created_at) }),
    withMoment(context, 'order.card.payment', paymentWords(context, order.payment_status), order.paid_at),
  ];
  if (order.refunded_at !== null) rows.push(texts.html('order.card.refunded', { at: formats.moment(order.refunded_at) }));
  rows.push(withMoment(context, 'order.card.shipping', shippingWords(context, order.shipping_status), order.delivered_at ?? order.shipped_at));
  const late = lateMinutes(order, asOf);
  if (late !== null) rows.push(texts.html('order.card.late', { due: formats.moment(order.ship_due_at), age: formats.age(late) }));
  else if (order.ship_due_at !== null && order.shipped_at === null && order.refunded_at === null && order.status !== 'cancelled') {
    rows.push(texts.html('order.card.due', { due: formats.moment(order.ship_due_at) }));
  }
  return rows;
}

function withMoment({ texts, formats }: ReplyContext, key: string, words: string, at: string | null): string {
  const value = at === null ? words : texts.html('order.card.at', { words: asHtml(words), at: formats.moment(at) });
  return texts.html(key, { value: asHtml(value) });
}

function lines({ items, currency }: OrderDetailOutput, { texts, formats }: ReplyContext): string[] {
  const shown = items.slice(0, MOST_LINES).map(({ title, qty, line_total }) => texts.html('order.card.line', { title, qty: formats.integer(qty), total: formats.money(line_total, currency) }));
  const rest = items.length - shown.length;
  return [texts.html('order.card.lines'), ...shown, ...(rest > 0 ? [texts.html('order.card.more_lines', { count: rest })] : [])];
}

function sums(order: OrderDetailOutput, { texts, formats }: ReplyContext): string[] {
  const amount = texts.html('order.card.amount', { amount: formats.money(order.amount, order.currency) });
  if (/^-?0+(?:\.0+)?$/.test(order.discount)) return [amount];
  const discount = formats.money(order.discount, order.currency);
  return [
    texts.html('order.card.gross', { gross: formats.money(order.amount_gross, order.currency) }),
    order.coupon_code === null ? texts.html('order.card.discount', { discount }) : texts.html('order.card.coupon', { discount, code: order.coupon_code }),
    amount,
  ];
}

/** The phone is for the owner alone. */
function customer(order: OrderDetailOutput, { texts, principal }: ReplyContext): string[] {
  const rows = [texts.html('order.card.customer', { id: order.customer_id })];
  if (order.customer_phone !== null && principal.roles.includes('owner')) rows.push(texts.html('order.card.phone', { phone: order.customer_phone }));
  return rows;
}

function flag(order: OrderDetailOutput, context: ReplyContext): string[] {
  const { texts, formats, principal } = context;
  if (!order.flagged) return [];
  const author = order.flagged_by === null ? 'unknown' : String(order.flagged_by) === principal.telegramId ? 'you' : 'other';
  const rows = [texts.html('order.card.flagged', { author, at: formats.moment(order.flagged_at) })];
  if (order.flag_reason) rows.push(texts.html('order.card.reason', { reason: flagReason(context, order.flag_reason) }));
  return rows;
}
