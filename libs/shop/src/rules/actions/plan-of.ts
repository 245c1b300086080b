import type { ShopActionKind } from '../../methods/actions/action-kinds';
import type { ActionSnapshot } from '../../methods/actions/action-preview';
import type { ActionContext } from '../action-context';
import type { ActionRows } from '../shop-rows';
import { readerOf } from './body-reader';
import { planCampaignStatus } from './kinds/campaign-status';
import { planCouponDisable } from './kinds/coupon-disable';
import { planCouponUpsert } from './kinds/coupon-upsert';
import { planDiscountsClear, planDiscountsSet } from './kinds/discounts';
import { planFxApply } from './kinds/repricing/fx-apply';
import { planFxSettings } from './kinds/fx-settings';
import { planLooksPublish } from './kinds/looks-publish';
import { planOrdersFlag } from './kinds/orders-flag';
import { planPricesAdjust } from './kinds/prices-adjust';
import { planPricesBump } from './kinds/prices-bump';
import { planProductsPublish } from './kinds/products-publish';
import { planReprice } from './kinds/repricing/reprice';
import { planRollback } from './kinds/repricing/rollback';
import type { ActionPlan } from './plan';
import type { Planning } from './planning';

const PLANS: Readonly<Record<ShopActionKind, (planning: Planning) => ActionPlan>> = {
  'prices/bump': planPricesBump,
  'prices/adjust': planPricesAdjust,
  reprice: planReprice,
  'reprice/rollback': planRollback,
  fx: planFxApply,
  'fx/settings': ({ rows, body }) => planFxSettings(rows.fx, body),
  'products/publish': planProductsPublish,
  'looks/publish': planLooksPublish,
  'discounts/set': planDiscountsSet,
  'discounts/clear': planDiscountsClear,
  'orders/flag': planOrdersFlag,
  'coupons/upsert': planCouponUpsert,
  'coupons/disable': planCouponDisable,
  'campaigns/status': planCampaignStatus,
};

/** Throws `ShopRefusal`. */
export function planOf(
  kind: ShopActionKind,
  rows: ActionRows,
  body: unknown,
  context: ActionContext,
  pinned: ActionSnapshot | null = null,
): ActionPlan {
  return PLANS[kind]({ rows, body: readerOf(body), context, pinned });
}
