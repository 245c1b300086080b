import type { ActionEndpoint } from '../capabilities';

/** What can be changed in the shop. A kind is its path below `/ownerbot/v1/actions/`, without `/preview` and `/apply`. */
export const SHOP_ACTION_KINDS = [
  'prices/bump',
  'prices/adjust',
  'reprice',
  'reprice/rollback',
  'fx',
  'fx/settings',
  'products/publish',
  'looks/publish',
  'discounts/set',
  'discounts/clear',
  'orders/flag',
  'coupons/upsert',
  'coupons/disable',
  'campaigns/status',
] as const;
export type ShopActionKind = (typeof SHOP_ACTION_KINDS)[number];

/** The capability that stands for a kind; null: not in SIS v1, only the demo shop has it. */
export const ACTION_CAPABILITIES: Readonly<Record<ShopActionKind, ActionEndpoint | null>> = {
  'prices/bump': 'prices_bump',
  'prices/adjust': 'prices_adjust',
  reprice: 'reprice',
  'reprice/rollback': 'prices_rollback',
  fx: 'fx',
  'fx/settings': 'fx',
  'products/publish': 'products_publish',
  'looks/publish': 'looks_publish',
  'discounts/set': 'discounts',
  'discounts/clear': 'discounts',
  'orders/flag': 'orders_flag',
  'coupons/upsert': 'coupons_write',
  'coupons/disable': 'coupons_write',
  'campaigns/status': null,
};

export function isShopActionKind(text: string): text is ShopActionKind {
  return SHOP_ACTION_KINDS.some((kind) => kind === text);
}
