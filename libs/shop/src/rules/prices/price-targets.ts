import { Decimal } from 'decimal.js';
import type { RejectedRow } from '../../methods/actions/action-preview';
import { money } from '../../money';
import type { ProductRow, VariantRow } from '../../demo/seed/rows';
import { cell, type Cell, type Target } from '../actions/plan';
import { refusedField, ShopRefusal } from '../refusal';
import { isStorablePrice } from './exact';
import { roundedChange, type Round } from './rounding';
import { hasPrice } from './selling-price';

export interface Pricing {
  /** The new price before it is rounded; null where the product has nothing to make one from. */
  readonly rawPrice: (product: ProductRow & { readonly base_price: string }) => Decimal | null;
  /** The same for a variant's own price, once its product changes; without it variants keep theirs. */
  readonly rawVariantPrice?: (price: string, product: ProductRow & { readonly base_price: string }, rawPrice: Decimal) => Decimal;
  readonly round: Round;
  /** What else changes in a product's row with its price. */
  readonly beside: (product: ProductRow, price: Decimal) => readonly Cell[];
}

export interface PricedRows {
  readonly targets: Target[];
  readonly rejected: RejectedRow[];
  /** Rows that rounding left at their old price. */
  readonly keptCount: number;
}

/** The rows whose price would really change. Refuses prices that are not positive (`PRICE_NOT_POSITIVE`) or cannot be stored. */
export function priceTargets(products: readonly ProductRow[], variants: readonly VariantRow[], pricing: Pricing): PricedRows {
  const rejected: RejectedRow[] = [];
  const notPositive: number[] = [];
  const targets: Target[] = [];
  let keptCount = 0;
  for (const product of products) {
    const raw = isPriced(product) ? pricing.rawPrice(product) : null;
    if (raw === null || !isPriced(product)) {
      rejected.push({ id: product.product_id, reason: 'MISSING_PRICE' });
      continue;
    }
    const base = changedPrice(new Decimal(product.base_price), raw, pricing.round);
    const own = variants.filter((variant) => variant.product_id === product.product_id);
    const moved = base.isChanged ? variantChanges(own, product, raw, pricing) : [];
    if ([base, ...moved].some((change) => !change.isPositive)) notPositive.push(product.product_id);
    else if (base.isChanged) targets.push(targetOf(product, base, moved, pricing));
    if (base.isKept) keptCount += 1;
  }
  if (notPositive.length > 0) throw new ShopRefusal('PRICE_NOT_POSITIVE', 'prices would not be positive', { ids: notPositive.slice(0, 50) });
  return { targets, rejected, keptCount };
}

function isPriced(product: ProductRow): product is ProductRow & { readonly base_price: string } {
  return hasPrice(product.base_price);
}

interface PriceChange {
  readonly old: Decimal;
  readonly price: Decimal;
  readonly isChanged: boolean;
  readonly isKept: boolean;
  readonly isPositive: boolean;
}

function changedPrice(old: Decimal, raw: Decimal, round: Round): PriceChange {
  const { price, isKept } = roundedChange(old, raw, round);
  if (!isStorablePrice(price)) throw refusedField('OUT_OF_RANGE', 'price', 'range', 'prices up to 9999999999.99');
  // A mode that rounds up must not make a positive price out of one that was not.
  return { old, price, isKept, isChanged: !price.eq(old), isPositive: price.gt(0) && raw.gt(0) };
}

interface VariantChange extends PriceChange {
  readonly variant: VariantRow;
}

function variantChanges(
  variants: readonly VariantRow[],
  product: ProductRow & { readonly base_price: string },
  rawPrice: Decimal,
  { rawVariantPrice, round }: Pricing,
): VariantChange[] {
  if (rawVariantPrice === undefined) return [];
  return variants.flatMap((variant) => {
    if (!hasPrice(variant.price)) return [];
    return [{ variant, ...changedPrice(new Decimal(variant.price), rawVariantPrice(variant.price, product, rawPrice), round) }];
  });
}

function targetOf(product: ProductRow & { readonly base_price: string }, base: PriceChange, variants: readonly VariantChange[], pricing: Pricing): Target {
  const delta = deltaPct(base.old, base.price);
  const deltas = [delta, ...variants.map(({ old, price }) => deltaPct(old, price))];
  return {
    id: product.product_id,
    cells: [
      cell('products', product.product_id, 'base_price', product.base_price, money(base.price)),
      ...pricing.beside(product, base.price),
      ...variants
        .filter((change) => change.isChanged)
        .map(({ variant, price }) => cell('variants', variant.variant_id, 'price', variant.price, money(price))),
    ],
    example: { id: product.product_id, label: product.title, before: money(base.old), after: money(base.price), delta_pct: money(delta) },
    // A variant that moves further than its product counts as much.
    deltaPct: deltas.reduce((largest, one) => (one.abs().gt(largest.abs()) ? one : largest), delta),
  };
}

export function deltaPct(old: Decimal, price: Decimal): Decimal {
  return price.minus(old).div(old).times(100);
}
