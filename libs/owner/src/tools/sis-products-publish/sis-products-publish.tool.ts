import { oneScope } from '../acting/one-scope';
import { shopAction } from '../acting/shop-action';
import { withoutMissing } from '../acting/without-missing';
import { SisProductsPublishPayload } from './sis-products-publish.fields';

/** Shows or hides products. What has that status already does not count; what has no price is not shown. */
export const sisProductsPublish = shopAction({
  name: 'sis_products_publish',
  version: '1.1',
  group: 'products',
  payload: SisProductsPublishPayload,
  kind: 'products/publish',
  conflictGroups: ['catalogue'],
  auditFields: ['target_status', 'status_from', 'stock_lte', 'scope_all'],
  wish(payload) {
    oneScope(payload, ['product_ids', 'stock_lte'], 'status_from');
    const { target_status, product_ids, status_from, stock_lte, scope_all, reason } = payload;
    return { body: withoutMissing({ target_status, product_ids, status_from, stock_lte, scope_all, reason }) };
  },
});
