import { LOOKS, PRODUCTS, VARIANTS } from './catalogue';
import { generateHistory } from './generate-history';
import { namedOrders } from './named-orders';
import { CAMPAIGNS, coupons, funnel, FX, THREADS } from './other-rows';
import { drawsOf } from './rnd';
import type { DemoRows } from './rows';

export const DEFAULT_SEED = 'ownerbot-demo-1';

/** Every row of the demo shop for a seed. Pure: the same seed gives the same rows, on any machine and any day. */
export function buildDemoShop(seed: string): DemoRows {
  const draws = drawsOf(seed);
  const named = namedOrders();
  const history = generateHistory(draws);
  const orders = [...named.orders, ...history.orders];
  return {
    products: PRODUCTS,
    variants: VARIANTS,
    looks: LOOKS,
    orders,
    items: [...named.items, ...history.items],
    coupons: coupons(orders),
    threads: THREADS,
    fx: FX,
    funnel: funnel(draws),
    campaigns: CAMPAIGNS,
  };
}
