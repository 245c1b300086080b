import { Decimal } from 'decimal.js';
import type { LookRow, ProductRow, VariantRow } from './rows';

/** The rate at which the seeded prices were last applied. */
export const RATE_APPLIED = '0.9100';

const CATALOGUE: readonly (readonly [id: number, title: string, category: string, price: number | null, stock: number, flags: string, weight: number])[] = [
  [1, 'Леггинсы «Контур»', 'Леггинсы', 49, 24, '', 9],
  [2, 'Леггинсы «Вектор»', 'Леггинсы', 54, 3, '', 7],
  [3, 'Леггинсы «Штиль»', 'Леггинсы', 59, 0, '', 6],
  [4, 'Леггинсы «Дюна»', 'Леггинсы', 45, 12, 'V', 4],
  [5, 'Топ «Линия»', 'Топы', 29, 40, '', 8],
  [6, 'Топ «Пульс»', 'Топы', 34, 5, '', 6],
  [7, 'Топ «Мята»', 'Топы', 27, 2, 'R', 3],
  [8, 'Топ «Вереск»', 'Топы', null, 10, 'V', 0],
  [9, 'Худи «Север»', 'Худи', 79, 18, '', 6],
  [10, 'Худи «Туман»', 'Худи', 84, 4, '', 5],
  [11, 'Худи «Базальт»', 'Худи', 89, 7, 'R', 3],
  [12, 'Худи «Лён»', 'Худи', 72, 0, 'P', 2],
  [13, 'Шапка «Иней»', 'Аксессуары', 19, 60, '', 5],
  [14, 'Повязка «Штрих»', 'Аксессуары', 12, 5, '', 4],
  [15, 'Носки «Пара»', 'Аксессуары', 9, 120, '', 9],
  [16, 'Сумка «Порт»', 'Аксессуары', 39, 1, 'P', 3],
  [17, 'Куртка «Шквал»', 'Куртки', 149, 6, 'V', 3],
  [18, 'Куртка «Рейн»', 'Куртки', 169, 3, 'R', 2],
  [19, 'Жилет «Грань»', 'Куртки', 99, 9, 'A', 2],
  [20, 'Куртка «Кедр»', 'Куртки', null, 8, '', 0],
  [21, 'Футболка «Азбука»', 'База', 22, 80, '', 10],
  [22, 'Лонгслив «Строка»', 'База', 32, 5, '', 6],
  [23, 'Шорты «Курсив»', 'База', 28, 15, 'A', 0],
  [24, 'Майка «Абзац»', 'База', 18, 0, 'APVR', 1],
];

const DISCOUNTS: Readonly<Record<number, number>> = { 7: 15, 16: 20 };
const XL_PRICES: Readonly<Record<number, string | null>> = { 9: '84.00', 11: null, 17: '159.00' };
const LOOK_COUNT = 12;
const ACTIVE_LOOKS = 8;

export const PRODUCTS: readonly ProductRow[] = CATALOGUE.map(([id, title, category, price, stock, flags, weight]) => {
  const basePrice = price === null ? null : price.toFixed(2);
  const discount = DISCOUNTS[id] ?? null;
  return {
    product_id: id,
    sku: `PRD-${String(id).padStart(3, '0')}`,
    title,
    category,
    base_price: basePrice,
    // Cut, not rounded, so that a reprice at the rate applied never lands above the present price.
    input_price: price === null ? null : new Decimal(price).div(RATE_APPLIED).toFixed(4, Decimal.ROUND_DOWN),
    compare_at_price: discount === null ? null : basePrice,
    discount_percent: discount,
    stock_qty: stock,
    has_photo: !flags.includes('P'),
    has_video: !flags.includes('V'),
    return_flagged: flags.includes('R'),
    status: flags.includes('A') ? 'ARCHIVED' : 'ACTIVE',
    weight,
  };
});

export const VARIANTS: readonly VariantRow[] = Object.entries(XL_PRICES).flatMap(([productId, xlPrice], index) => [
  { variant_id: index * 2 + 1, product_id: Number(productId), name: 'S–M', price: null },
  { variant_id: index * 2 + 2, product_id: Number(productId), name: 'XL', price: xlPrice },
]);

export const LOOKS: readonly LookRow[] = Array.from({ length: LOOK_COUNT }, (_, index) => {
  const first = (index % 6) * 4 + 1;
  return {
    look_id: index + 1,
    title: `Образ ${index + 1}`,
    is_active: index < ACTIVE_LOOKS,
    product_ids: [first, first + 1, first + 2, first + 3],
  };
});
