import { shopAction } from '../acting/shop-action';
import { rateFacts } from '../fx/rate-facts';
import { SisFxRepriceAutoPayload } from './sis-fx-reprice-auto.fields';

/** All prices at the latest rate, where the rate's settings allow it. Backed up: it can be rolled back. */
export const sisFxRepriceAuto = shopAction({
  name: 'sis_fx_reprice_auto',
  version: '1.1',
  group: 'prices',
  payload: SisFxRepriceAutoPayload,
  kind: 'fx',
  conflictGroups: ['prices', 'coupons'],
  defaultPayload: {},
  auditFields: ['force', 'refresh_snapshot'],
  async wish({ force, refresh_snapshot }, { shop, call }) {
    const status = await shop.fxStatus(call);
    const body = { force_apply: force, refresh_snapshot };
    return { body, reads: [status], tells: () => ({ interpretation: { ...body, latest: rateFacts(status.data) } }) };
  },
});
