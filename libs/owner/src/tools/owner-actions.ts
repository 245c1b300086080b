import { actionOf, type OwnerAction } from './acting/action-words';
import { adjustPrice } from './adjust-price/adjust-price.tool';
import { adjustPriceWords } from './adjust-price/words';
import { bulkFlagOrder } from './bulk-flag-order/bulk-flag-order.tool';
import { bulkFlagWords } from './bulk-flag-order/words';
import { createCoupon } from './create-coupon/create-coupon.tool';
import { createCouponWords } from './create-coupon/words';
import { disableCoupon } from './disable-coupon/disable-coupon.tool';
import { disableCouponWords } from './disable-coupon/words';
import { flagOrder } from './flag-order/flag-order.tool';
import { flagOrderWords } from './flag-order/words';
import { notifyTeam } from './notify-team/notify-team.tool';
import { notifyTeamWords } from './notify-team/words';
import { ntfActions } from './ntf/ntf-actions';
import { ntfWords } from './ntf/words';
import { pauseCampaign } from './pause-campaign/pause-campaign.tool';
import { pauseCampaignWords } from './pause-campaign/words';
import { sisDiscountsClear } from './sis-discounts-clear/sis-discounts-clear.tool';
import { discountsClearWords } from './sis-discounts-clear/words';
import { sisDiscountsSet } from './sis-discounts-set/sis-discounts-set.tool';
import { discountsSetWords } from './sis-discounts-set/words';
import { sisFxRepriceAuto } from './sis-fx-reprice-auto/sis-fx-reprice-auto.tool';
import { fxRepriceAutoWords } from './sis-fx-reprice-auto/words';
import { sisFxReprice } from './sis-fx-reprice/sis-fx-reprice.tool';
import { fxRepriceWords } from './sis-fx-reprice/words';
import { sisFxRollback } from './sis-fx-rollback/sis-fx-rollback.tool';
import { fxRollbackWords } from './sis-fx-rollback/words';
import { sisFxSettingsUpdate } from './sis-fx-settings-update/sis-fx-settings-update.tool';
import { fxSettingsWords } from './sis-fx-settings-update/words';
import { sisLooksPublish } from './sis-looks-publish/sis-looks-publish.tool';
import { looksPublishWords } from './sis-looks-publish/words';
import { sisPricesBump } from './sis-prices-bump/sis-prices-bump.tool';
import { pricesBumpWords } from './sis-prices-bump/words';
import { sisProductsPublish } from './sis-products-publish/sis-products-publish.tool';
import { productsPublishWords } from './sis-products-publish/words';
import { sysSettingsUpdate } from './sys-settings-update/sys-settings-update.tool';
import { settingsUpdateWords } from './sys-settings-update/words';
import { sysUpstreamModeSet } from './sys-upstream-mode-set/sys-upstream-mode-set.tool';
import { upstreamModeSetWords } from './sys-upstream-mode-set/words';

/** The changes of the owner's domain, in the order of the catalogue: how each is carried out and told. */
export const ownerActions: readonly OwnerAction[] = [
  actionOf(flagOrder, flagOrderWords),
  actionOf(bulkFlagOrder, bulkFlagWords),
  actionOf(notifyTeam, notifyTeamWords),
  actionOf(createCoupon, createCouponWords),
  actionOf(disableCoupon, disableCouponWords),
  actionOf(sisPricesBump, pricesBumpWords),
  actionOf(adjustPrice, adjustPriceWords),
  actionOf(sisFxReprice, fxRepriceWords),
  actionOf(sisFxRepriceAuto, fxRepriceAutoWords),
  actionOf(sisFxRollback, fxRollbackWords),
  actionOf(sisFxSettingsUpdate, fxSettingsWords),
  actionOf(sisProductsPublish, productsPublishWords),
  actionOf(sisLooksPublish, looksPublishWords),
  actionOf(sisDiscountsSet, discountsSetWords),
  actionOf(sisDiscountsClear, discountsClearWords),
  actionOf(pauseCampaign, pauseCampaignWords),
  actionOf(sysUpstreamModeSet, upstreamModeSetWords),
  actionOf(sysSettingsUpdate, settingsUpdateWords),
  ...ntfActions.map((action) => actionOf(action, ntfWords)),
];
