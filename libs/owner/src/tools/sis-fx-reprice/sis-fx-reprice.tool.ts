import { validationError } from '@ownerbot/tools';
import { checkRounding } from '../acting/check-rounding';
import { shopAction } from '../acting/shop-action';
import { rateFacts } from '../fx/rate-facts';
import { SisFxRepricePayload } from './sis-fx-reprice.fields';

/** All prices anew from their input prices, at a named rate and with a markup. Backed up: it can be rolled back. */
export const sisFxReprice = shopAction({
  name: 'sis_fx_reprice',
  version: '1.1',
  group: 'prices',
  payload: SisFxRepricePayload,
  kind: 'reprice',
  conflictGroups: ['prices', 'coupons'],
  defaultPayload: {},
  auditFields: ['input_currency', 'shop_currency', 'rate_set_id', 'markup_percent', 'markup_additive', 'rounding_mode', 'rounding_step', 'anomaly_threshold_pct'],
  async wish(payload, { shop, call, tenant }) {
    checkRounding(payload);
    const status = await shop.fxStatus(call);
    const { rounding_step, markup_percent, markup_additive, rounding_mode, anomaly_threshold_pct } = payload;
    const shopCurrency = payload.shop_currency ?? status.data.shop_currency;
    if (shopCurrency !== tenant.currency) throw validationError([{ path: 'shop_currency', rule: 'currency', allowed: tenant.currency }], 'CURRENCY_MISMATCH');
    const body = {
      rate_set_id: payload.rate_set_id ?? status.data.rate_set_id,
      input_currency: payload.input_currency ?? status.data.base_currency,
      shop_currency: shopCurrency,
      markup_percent,
      markup_additive,
      rounding_mode,
      ...(rounding_step === undefined ? {} : { rounding_step }),
      anomaly_threshold_pct,
    };
    return { body, reads: [status], tells: () => ({ interpretation: { ...body, latest: rateFacts(status.data) } }) };
  },
});
