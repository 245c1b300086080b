import { instant } from '../../../instants';
import type { OrderFlagRow } from '../../shop-rows';
import { cell, PLAIN_PLAN, unknownIds, unknownWarnings, warning, type ActionPlan, type Target } from '../plan';
import type { Planning } from '../planning';
import { rowsOfIds, selectorOf } from '../scope';

const ORDER_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const MAX_REASON = 300;

/** `POST /orders/flag` (A12): flags named orders, or takes their flag away. Only ids: whoever asks resolves filters first. */
export function planOrdersFlag({ rows, body }: Planning): ActionPlan {
  selectorOf(body, ['order_ids']);
  const ids = [...new Set(body.texts('order_ids', ORDER_ID, 'order ids').map((id) => id.toUpperCase()))];
  const isFlagged = body.flag('flagged', true);
  const text = body.text('reason', { min: 0, max: MAX_REASON }, '');
  const reason = isFlagged ? text : null;
  const { rows: orders, unknown } = rowsOfIds(ids, rows.orders, (order) => order.order_id, 'ORDER_NOT_FOUND');
  const moving = orders.filter((order) => order.flagged !== isFlagged || (isFlagged && (order.flag_reason ?? '') !== reason));
  const already = orders.length - moving.length;
  return {
    ...PLAIN_PLAN,
    scope: { kind: 'ids', ids },
    parameters: { kind: 'orders/flag', order_ids: ids, flagged: isFlagged, reason },
    targets: moving.map((order): Target => ({
      id: order.order_id,
      cells: [
        cell('orders', order.order_id, 'flagged', order.flagged, isFlagged),
        cell('orders', order.order_id, 'flag_reason', order.flag_reason, reason),
      ],
      example: { id: order.order_id, label: order.order_id, before: flagText(order), after: reason, delta_pct: null },
      deltaPct: null,
    })),
    rejected: unknownIds(unknown),
    warnings: [...unknownWarnings(unknown), ...(already === 0 ? [] : [warning('ALREADY_FLAGGED', String(already))])],
    summary: `${moving.length} orders ${isFlagged ? 'to flag' : 'to unflag'}`,
    doneSummary: `${moving.length} orders ${isFlagged ? 'flagged' : 'unflagged'}`,
    actionName: 'flag',
    writes: ({ at, actorTelegramId }) =>
      moving.map(({ order_id: id }) => ({
        table: 'orders',
        id,
        set: {
          flagged_at: isFlagged ? instant(at) : null,
          flagged_by: isFlagged ? actorTelegramId : null,
          flagged_day_offset: null,
          flagged_minute: null,
        },
      })),
  };
}

/** Null: not flagged. A flag without a reason is an empty text. */
function flagText(order: OrderFlagRow): string | null {
  return order.flagged ? (order.flag_reason ?? '') : null;
}
