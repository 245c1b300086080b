import { IsMoney, IsText, IsWhole, MayBeNull } from '../answers/fields';
import type { Day } from '../local-days';

/** Values and shapes that several methods share; source: SIS API v1, section 6. */

export type { Day };

/** A decimal string with 2 places, possibly negative. Its currency is a field beside it. */
export type Money = string;
/** A signed decimal string with at most 2 places. */
export type Pct = string;
/** A decimal string with 4 to 8 places. */
export type Rate = string;
/** A moment as ISO 8601 in UTC with `Z`. */
export type Instant = string;

export const ORDER_STATUSES = ['pending', 'paid', 'stuck', 'shipped', 'completed', 'cancelled', 'refunded'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const PAYMENT_STATUSES = ['pending', 'paid', 'failed', 'refunded'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export const SHIPPING_STATUSES = ['none', 'preparing', 'shipped', 'delivered'] as const;
export type ShippingStatus = (typeof SHIPPING_STATUSES)[number];

export const PRODUCT_STATUSES = ['ACTIVE', 'ARCHIVED'] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

export const ORDER_PRESETS = ['stuck', 'late_ship', 'payment_issues', 'awaiting_payment', 'attention'] as const;
export type OrderPreset = (typeof ORDER_PRESETS)[number];

/** Presets whose pending age may be replaced by `pending_hours`, with the age that counts otherwise (8.3.1). */
export const PRESET_PENDING_HOURS = { stuck: 6, payment_issues: 2 } as const satisfies Partial<Record<OrderPreset, number>>;

/** Local days, both inclusive, in an IANA zone. */
export interface WindowQuery {
  readonly from: Day;
  readonly to: Day;
  readonly tz: string;
}

/** Position in a list: `total` counts all matches, `shown` the items of this page. */
export class Page {
  @IsWhole() readonly total: number;
  @IsWhole() readonly shown: number;
  @MayBeNull() @IsText() readonly next_cursor: string | null;
}

/** Of a question for a page of a list: `limit` 1..200; `cursor` of an earlier page, valid 10 minutes. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

/** The figures of a window; each is defined once, in SIS API v1, section 6. `aov` is null when no order was paid. */
export class KpiTotals {
  @IsMoney() readonly revenue_gross: Money;
  @IsMoney() readonly revenue_net: Money;
  @IsWhole() readonly orders_created: number;
  @IsWhole() readonly orders_paid: number;
  @MayBeNull() @IsMoney() readonly aov: Money | null;
  @IsWhole() readonly items_sold: number;
  @IsWhole() readonly refunds_count: number;
  @IsMoney() readonly refunds_amount: Money;
}
