import { resolvePeriod, type AskedWindow } from '@ownerbot/tools';
import { shopAction } from '../acting/shop-action';
import type { AppliedFilters } from '../orders-search/orders-search.fields';
import { PERIOD_AUDIT } from '../read-tool';
import { BulkFlagOrderOutput, BulkFlagOrderPayload, samplesOf } from './bulk-flag-order.fields';

/**
 * Flags the orders of a filter. The filter is resolved once, at the preview, to the newest unflagged orders; the confirm flags exactly
 * these, also one that has left the filter since: the owner saw it. One that was flagged meanwhile makes the preview stale.
 */
export const bulkFlagOrder = shopAction({
  name: 'bulk_flag_order',
  version: '1.1',
  group: 'orders',
  payload: BulkFlagOrderPayload,
  output: BulkFlagOrderOutput,
  defaultPayload: {},
  kind: 'orders/flag',
  conflictGroups: ['orders'],
  // Not `q`: it may be a customer's phone.
  auditFields: ['preset', 'status', 'limit', ...PERIOD_AUDIT],
  window: ({ period }, at) => (period === undefined ? null : { ...resolvePeriod(period, at), granularity: 'total' }),
  async wish(payload, { shop, call, window }) {
    const { preset, status, q, limit, reason } = payload;
    const found = await shop.ordersSearch(
      { preset, status, q, window: window === null ? undefined : { from: window.from, to: window.to, tz: window.timezone }, flagged: false, limit },
      call,
    );
    const { items, page } = found.data;
    const ids = items.map((order) => order.order_id);
    const told = { matched_count: page.total, sample_order_ids: samplesOf(ids), applied_filters: appliedFilters(payload, window) };
    if (ids.length === 0) return { nothing: true, understood: { order_ids: [], flagged: true, reason }, reads: [found], tells: { ...told, targets_count: 0 } };
    return { body: { order_ids: ids, flagged: true, reason }, reads: [found], tells: ({ targets }) => ({ ...told, targets_count: targets.total }) };
  },
  result: ({ preview: { targets }, result: { affected_count: updated } }) => ({ updated_count: updated, skipped_count: Math.max(0, targets.total - updated) }),
});

function appliedFilters({ preset, status, q }: BulkFlagOrderPayload, asked: AskedWindow | null): AppliedFilters {
  return {
    preset,
    flagged: false,
    ...(status === undefined ? {} : { status }),
    ...(q === undefined ? {} : { q }),
    ...(asked === null ? {} : { period: { preset: asked.preset, from: asked.from, to: asked.to } }),
  };
}
