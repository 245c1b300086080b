import { shopAction } from '../acting/shop-action';
import { FlagOrderPayload } from './flag-order.fields';

/** Flags one order, or takes its flag away. An order that does not exist is refused with `ORDER_NOT_FOUND`. */
export const flagOrder = shopAction({
  name: 'flag_order',
  version: '1.1',
  group: 'orders',
  payload: FlagOrderPayload,
  kind: 'orders/flag',
  conflictGroups: ['orders'],
  auditFields: ['flagged'],
  wish: ({ order_id, reason, flagged }) => ({ body: { order_ids: [order_id], flagged, ...(flagged ? { reason } : {}) } }),
  result: ({ commit: { order_ids: ids, flagged, reason } }) => ({ order_id: Array.isArray(ids) ? String(ids[0]) : null, flagged, reason: reason ?? null }),
});
