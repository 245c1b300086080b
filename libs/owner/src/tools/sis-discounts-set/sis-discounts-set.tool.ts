import { warn } from '@ownerbot/tools';
import { oneScope } from '../acting/one-scope';
import { shopAction } from '../acting/shop-action';
import { withoutMissing } from '../acting/without-missing';
import { SisDiscountsSetPayload } from './sis-discounts-set.fields';

/** One discount for the chosen products, in the place of the one that they have. */
export const sisDiscountsSet = shopAction({
  name: 'sis_discounts_set',
  version: '1.1',
  group: 'discounts',
  payload: SisDiscountsSetPayload,
  kind: 'discounts/set',
  conflictGroups: ['prices'],
  auditFields: ['discount_percent', 'stock_lte', 'scope_all', 'only_active'],
  wish(payload) {
    oneScope(payload, ['product_ids', 'stock_lte', 'scope_all']);
    const { discount_percent, product_ids, stock_lte, scope_all, only_active, reason } = payload;
    return { body: withoutMissing({ discount_percent, product_ids, stock_lte, scope_all, only_active, reason }), warnings: [warn('NO_ROLLBACK')] };
  },
});
