import { buildDemoShop } from '../seed/build-demo-shop';
import { INVARIANTS } from './invariants';
import { ordersAt } from './orders-at';
import { REFERENCE_FIGURES, REFERENCE_SEED } from './reference-figures';

const tz = 'Europe/Berlin';
const noon = new Date('2026-03-18T11:00:00Z');
const rows = buildDemoShop(REFERENCE_SEED);
const model = { rows, orders: ordersAt(rows, noon, tz), now: noon, tz };

test.each(REFERENCE_FIGURES.map((figure) => [figure.name, figure] as const))('%s is that of the specification', (_name, figure) => {
  expect(figure.find(model)).toEqual(figure.expected);
});

test.each([REFERENCE_SEED, 'second', 'третий'])('every invariant holds for the seed %s', (seed) => {
  const seeded = buildDemoShop(seed);
  const orders = ordersAt(seeded, noon, tz);
  for (const invariant of INVARIANTS) expect([invariant.name, invariant.breaches(seeded, orders)]).toEqual([invariant.name, []]);
});

test('a changed amount, a lost product and a wrong coupon count are found', () => {
  const [first, ...others] = rows.orders;
  if (first === undefined) throw new Error('no orders');
  const broken = {
    ...rows,
    orders: [{ ...first, amount: '47.01', customer_id: 'CUS-201' }, ...others],
    products: rows.products.slice(1),
    coupons: rows.coupons.map((coupon) => ({ ...coupon, used_count: coupon.used_count + 1 })),
  };
  const orders = ordersAt(broken, noon, tz);
  const found = INVARIANTS.filter((invariant) => invariant.breaches(broken, orders).length > 0).map((invariant) => invariant.name);
  expect(found).toEqual([
    'amount = gross - discount, gross = sum of lines',
    'coupon used_count = orders using it',
    "every item's order and product exist",
    'no customer outside CUS-001..CUS-200',
  ]);
});
