import type { CampaignRow, CouponRow, FxRow, LookRow, OrderRow, ProductRow, VariantRow } from '../demo/seed/rows';
import type { Instant } from '../methods/shared-types';

/** A rate that the shop took from its provider. */
export interface RateSetRow {
  readonly rate_set_id: string;
  readonly provider: string;
  /** Currency of the input prices. */
  readonly base_currency: string;
  /** Shop currency for one unit of it; 4 to 8 places. */
  readonly rate: string;
  readonly taken_at: Instant;
}

/** A finished repricing that can be rolled back. */
export interface FxJobRow {
  readonly job_id: string;
  readonly kind: 'fx' | 'reprice';
  readonly rate: string | null;
  readonly rate_set_id: string | null;
  readonly affected_count: number;
  readonly finished_at: Instant;
  readonly rolled_back_at: Instant | null;
}

export type BackupEntity = 'product' | 'variant' | 'coupon' | 'fx';

/** What a job changed in one row: the values before and after it. `entity_id` of the one FX row is 0. */
export interface FxBackupRow {
  readonly job_id: string;
  readonly entity: BackupEntity;
  readonly entity_id: number;
  readonly before: Readonly<Record<string, CellValue>>;
  readonly after: Readonly<Record<string, CellValue>>;
}

export type CellValue = string | number | boolean | null | readonly number[];

/** The state of an order that an action may change. */
export type OrderFlagRow = Pick<OrderRow, 'order_id' | 'flagged' | 'flag_reason'>;

/** A coupon with its days resolved to moments. */
export type ResolvedCoupon = Pick<
  CouponRow,
  'coupon_id' | 'code' | 'percent_off' | 'amount_off' | 'active' | 'max_uses' | 'product_ids' | 'used_count'
> & { readonly starts_at: Instant | null; readonly ends_at: Instant | null };

/**
 * What actions are computed from. Orders: those visible now; of a flag at least those that it names. `rateSets`: newest first, at
 * least one. `jobs` and `backups` in any order.
 */
export interface ActionRows {
  readonly products: readonly ProductRow[];
  readonly variants: readonly VariantRow[];
  readonly looks: readonly LookRow[];
  readonly orders: readonly OrderFlagRow[];
  readonly coupons: readonly ResolvedCoupon[];
  readonly fx: FxRow;
  readonly rateSets: readonly RateSetRow[];
  readonly jobs: readonly FxJobRow[];
  readonly backups: readonly FxBackupRow[];
  readonly campaigns: readonly CampaignRow[];
}

/** The tables that actions write, with their rows. */
export interface ChangedTables {
  readonly products: ProductRow;
  readonly variants: VariantRow;
  readonly looks: LookRow;
  readonly orders: OrderRow;
  readonly coupons: CouponRow;
  readonly fx: FxRow;
  readonly jobs: FxJobRow;
  readonly backups: FxBackupRow;
  readonly campaigns: CampaignRow;
}
export type ChangedTable = keyof ChangedTables;

/** Some fields of one row (by its primary key; of `fx`, which has one row, 0), or a new row. */
export type RowChange = { readonly [T in ChangedTable]: RowUpdate<T> | RowInsert<T> }[ChangedTable];
export interface RowUpdate<T extends ChangedTable = ChangedTable> {
  readonly table: T;
  readonly id: number | string;
  readonly set: Readonly<Partial<ChangedTables[T]>>;
}
export interface RowInsert<T extends ChangedTable = ChangedTable> {
  readonly table: T;
  readonly insert: ChangedTables[T];
}

/** The primary key of each table; `fx` has none, `backups` are only inserted. */
export const ROW_KEYS = {
  products: 'product_id',
  variants: 'variant_id',
  looks: 'look_id',
  orders: 'order_id',
  coupons: 'coupon_id',
  fx: null,
  jobs: 'job_id',
  backups: null,
  campaigns: 'campaign_id',
} as const satisfies Record<ChangedTable, string | null>;
