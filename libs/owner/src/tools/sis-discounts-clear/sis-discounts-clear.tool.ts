import { warn } from '@ownerbot/tools';
import { oneScope } from '../acting/one-scope';
import { shopAction } from '../acting/shop-action';
import { withoutMissing } from '../acting/without-missing';
import { SisDiscountsClearPayload } from './sis-discounts-clear.fields';

/** Takes discounts away. Of which products must be said: without a scope the owner is asked. */
export const sisDiscountsClear = shopAction({
  name: 'sis_discounts_clear',
  version: '1.1',
  group: 'discounts',
  payload: SisDiscountsClearPayload,
  kind: 'discounts/clear',
  conflictGroups: ['prices'],
  auditFields: ['scope_all', 'only_active', 'clear_compare_at'],
  wish(payload) {
    oneScope(payload, ['product_ids', 'scope_all']);
    const { product_ids, scope_all, only_active, clear_compare_at, reason } = payload;
    return { body: withoutMissing({ product_ids, scope_all, only_active, clear_compare_at, reason }), warnings: [warn('NO_ROLLBACK')] };
  },
});
