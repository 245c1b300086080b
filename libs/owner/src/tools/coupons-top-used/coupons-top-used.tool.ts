import { provenanceOf, shopWarnings } from '@ownerbot/tools';
import { EXPIRING_DAYS } from '../coupons-status/coupons-status.tool';
import { shopRead } from '../read-tool';
import { CouponsTopUsedOutput, CouponsTopUsedPayload } from './coupons-top-used.fields';

/** The coupons that were used most, whatever their state. */
export const couponsTopUsed = shopRead<CouponsTopUsedPayload, CouponsTopUsedOutput>({
  name: 'coupons_top_used',
  version: '1.1',
  group: 'coupons',
  payload: CouponsTopUsedPayload,
  output: CouponsTopUsedOutput,
  auditFields: ['limit'],
  capabilities: ['coupons_read'],
  list: ({ rows }) => rows,
  async handle({ limit }, { shop, call, tenant }) {
    const answer = await shop.coupons({ state: 'all', expiring_days: EXPIRING_DAYS, sort: 'used', limit }, call);
    const { items } = answer.data;
    return {
      data: {
        currency: items[0]?.currency ?? tenant.currency,
        rows: items.map(({ code, used_count, state, percent_off, amount_off }, at) => ({ rank: at + 1, code, used_count, state, percent_off, amount_off })),
      },
      provenance: provenanceOf([answer], tenant),
      warnings: shopWarnings(answer),
    };
  },
});
