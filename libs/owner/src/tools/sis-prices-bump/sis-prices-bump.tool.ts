import { warn } from '@ownerbot/tools';
import { checkRounding } from '../acting/check-rounding';
import { shopAction } from '../acting/shop-action';
import { SisPricesBumpPayload } from './sis-prices-bump.fields';

/** All prices up or down; the whole catalogue is its only scope. It cannot be rolled back. */
export const sisPricesBump = shopAction({
  name: 'sis_prices_bump',
  version: '1.1',
  group: 'prices',
  payload: SisPricesBumpPayload,
  kind: 'prices/bump',
  conflictGroups: ['prices'],
  auditFields: ['bump_percent', 'bump_additive', 'rounding_mode', 'rounding_step', 'scope_all'],
  wish(payload) {
    checkRounding(payload);
    const { bump_percent, bump_additive, rounding_mode, rounding_step, scope_all } = payload;
    return {
      body: {
        scope_all,
        bump_percent,
        bump_additive,
        ...(rounding_mode === undefined ? {} : { rounding_mode }),
        ...(rounding_step === undefined ? {} : { rounding_step }),
      },
      warnings: [warn('NO_ROLLBACK')],
    };
  },
});
