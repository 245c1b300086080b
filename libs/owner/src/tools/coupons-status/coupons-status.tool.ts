import { provenanceOf, shopWarnings } from '@ownerbot/tools';
import { shopRead } from '../read-tool';
import { CouponsStatusOutput, CouponsStatusPayload } from './coupons-status.fields';

/** Days within which an end counts as near. */
export const EXPIRING_DAYS = 7;

/** How many coupons work, and which are used most. */
export const couponsStatus = shopRead<CouponsStatusPayload, CouponsStatusOutput>({
  name: 'coupons_status',
  version: '1.1',
  group: 'coupons',
  payload: CouponsStatusPayload,
  output: CouponsStatusOutput,
  auditFields: ['limit'],
  capabilities: ['coupons_read'],
  list: ({ top_active: shown }) => shown,
  async handle({ limit }, { shop, call, tenant }) {
    const answer = await shop.coupons({ state: 'active', expiring_days: EXPIRING_DAYS, sort: 'used', limit }, call);
    const { counts, items } = answer.data;
    return {
      data: {
        currency: items[0]?.currency ?? tenant.currency,
        total: counts.total,
        total_active: counts.active,
        expiring_soon: counts.expiring_soon,
        scheduled: counts.scheduled,
        expired: counts.expired,
        exhausted: counts.exhausted,
        disabled: counts.disabled,
        top_active: items.map(({ code, used_count, max_uses, percent_off, amount_off, ends_at }) => ({ code, used_count, max_uses, percent_off, amount_off, ends_at })),
      },
      provenance: provenanceOf([answer], tenant),
      warnings: shopWarnings(answer),
    };
  },
});
