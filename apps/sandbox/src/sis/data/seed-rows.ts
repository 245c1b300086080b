import { buildDemoShop, instant, type DemoRows } from '@ownerbot/shop';
import { Decimal } from 'decimal.js';
import type { SimRows } from './sim-rows';

type ProductRow = DemoRows['products'][number];
type OrderRow = DemoRows['orders'][number];
type OrderItemRow = DemoRows['items'][number];

const PRICE_FACTOR = '1.10';
const HISTORY_FROM = 2001;
const HISTORY_SHIFT = 3000;
const LAST_EXTRA_ID = 60;

/**
 * The rows of a fresh simulator (SIS API v1, section 12): the demo shop of another seed with prices a tenth higher, 60 products and
 * other order numbers, so that answers of the two can never be taken for each other. Orders are sold at the higher prices too.
 */
export function seedRows(seed: string, now: Date): SimRows {
  const demo = buildDemoShop(seed);
  const { fx } = demo;
  const products = [...demo.products.map((product) => dearer(product, fx.rate_applied)), ...extraProducts(demo.products, fx.rate_applied)];
  const prices = new Map(products.map((product) => [product.product_id, product.base_price]));
  const items = demo.items.map((item) => ({ ...item, order_id: renumbered(item.order_id), unit_price: prices.get(item.product_id) ?? item.unit_price }));
  return {
    products,
    variants: demo.variants.map((variant) => ({ ...variant, price: raised(variant.price) })),
    looks: demo.looks,
    orders: repriced(demo.orders, items, demo.coupons),
    items,
    coupons: demo.coupons,
    threads: demo.threads,
    fx,
    campaigns: demo.campaigns,
    funnel: demo.funnel,
    rateSets: [{ rate_set_id: fx.rate_set_id, provider: fx.provider, base_currency: fx.base_currency, rate: fx.rate, taken_at: instant(now) }],
    jobs: [],
    backups: [],
  };
}

function raised(price: string | null): string | null {
  return price === null ? null : new Decimal(price).times(PRICE_FACTOR).ceil().toFixed(2);
}

function inputPrice(price: string, rate: string): string {
  return new Decimal(price).div(rate).toFixed(4, Decimal.ROUND_DOWN);
}

function dearer(product: ProductRow, rate: string): ProductRow {
  const price = raised(product.base_price);
  return {
    ...product,
    base_price: price,
    input_price: price === null ? null : inputPrice(price, rate),
    compare_at_price: product.compare_at_price === null ? null : price,
  };
}

function extraProducts(products: readonly ProductRow[], rate: string): ProductRow[] {
  const categories = [...new Set(products.map((product) => product.category))];
  return Array.from({ length: LAST_EXTRA_ID - products.length }, (_, index) => {
    const id = products.length + 1 + index;
    const price = (10 + ((id * 7) % 90)).toFixed(2);
    return {
      product_id: id,
      sku: `PRD-${String(id).padStart(3, '0')}`,
      title: `Товар ${id}`,
      category: categories[id % categories.length] ?? '',
      base_price: price,
      input_price: inputPrice(price, rate),
      compare_at_price: null,
      discount_percent: null,
      stock_qty: id % 17,
      has_photo: true,
      has_video: true,
      return_flagged: false,
      status: 'ACTIVE',
      weight: 0,
    };
  });
}

/** The named orders keep their numbers. */
function renumbered(orderId: string): string {
  const number = Number(orderId.slice('OB-'.length));
  return number < HISTORY_FROM ? orderId : `OB-${number + HISTORY_SHIFT}`;
}

function repriced(orders: readonly OrderRow[], items: readonly OrderItemRow[], coupons: DemoRows['coupons']): OrderRow[] {
  const gross = new Map<string, Decimal>();
  for (const item of items) gross.set(item.order_id, new Decimal(item.unit_price).times(item.qty).plus(gross.get(item.order_id) ?? 0));
  const byCode = new Map(coupons.map((coupon) => [coupon.code, coupon]));
  return orders.map((order) => {
    const orderId = renumbered(order.order_id);
    const sum = gross.get(orderId) ?? new Decimal(0);
    const discount = discountOf(sum, byCode.get(order.coupon_code ?? ''));
    return { ...order, order_id: orderId, amount_gross: sum.toFixed(2), discount: discount.toFixed(2), amount: sum.minus(discount).toFixed(2) };
  });
}

function discountOf(gross: Decimal, coupon: DemoRows['coupons'][number] | undefined): Decimal {
  if (coupon?.percent_off) return gross.times(coupon.percent_off).div(100).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  if (coupon?.amount_off) return Decimal.min(coupon.amount_off, gross);
  return new Decimal(0);
}
