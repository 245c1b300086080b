import { buildDemoShop, DEFAULT_SEED } from './build-demo-shop';
import { drawsOf } from './rnd';

const shop = buildDemoShop(DEFAULT_SEED);

test('the draws match the check value of the specification', () => {
  expect(drawsOf(DEFAULT_SEED).rnd('o/199/0')).toBe(954532105);
});

test('a seed gives the row counts of the specification', () => {
  const counts = Object.fromEntries(Object.entries(shop).map(([name, rows]) => [name, Array.isArray(rows) ? rows.length : 1]));
  expect(counts).toEqual({
    products: 24,
    variants: 6,
    looks: 12,
    orders: 2712,
    items: 3952,
    coupons: 5,
    threads: 6,
    fx: 1,
    funnel: 199,
    campaigns: 3,
  });
});

test('coupons count their paid and refunded orders', () => {
  expect(shop.coupons.map((coupon) => [coupon.code, coupon.used_count])).toEqual([
    ['WELCOME10', 105],
    ['VIP25', 40],
    ['SHIP5', 47],
    ['SPRING15', 25],
    ['HOODIE15', 0],
  ]);
});

test('the ten named orders have the amounts of the specification', () => {
  const named = shop.orders.filter((order) => order.order_id.startsWith('OB-10'));
  expect(named.map((order) => [order.order_id, order.amount, order.discount])).toEqual([
    ['OB-1001', '47.00', '0.00'],
    ['OB-1002', '98.00', '0.00'],
    ['OB-1003', '149.00', '0.00'],
    ['OB-1004', '78.00', '0.00'],
    ['OB-1005', '76.00', '0.00'],
    ['OB-1006', '32.00', '0.00'],
    ['OB-1007', '84.00', '0.00'],
    ['OB-1008', '89.00', '0.00'],
    ['OB-1009', '83.70', '9.30'],
    ['OB-1010', '152.10', '16.90'],
  ]);
  expect(named.find((order) => order.order_id === 'OB-1005')?.customer_phone).toBe('+491713920004');
});

test('order ids of the history ascend from OB-2001 to OB-4702', () => {
  const ids = shop.orders.slice(10).map((order) => order.order_id);
  expect([ids[0], ids.at(-1)]).toEqual(['OB-2001', 'OB-4702']);
  expect(ids).toEqual([...ids].sort());
});

test('input prices are cut to four places', () => {
  expect(shop.products.find((product) => product.product_id === 1)?.input_price).toBe('53.8461');
});

test('another seed gives other sales of the same catalogue', () => {
  const other = buildDemoShop('another');
  expect(other.products).toEqual(shop.products);
  expect(other.orders.map((order) => order.amount)).not.toEqual(shop.orders.map((order) => order.amount));
});
