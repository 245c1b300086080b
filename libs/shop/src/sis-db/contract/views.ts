import { ORDER_STATUSES, PAYMENT_STATUSES, PRODUCT_STATUSES, SHIPPING_STATUSES } from '../../methods/shared-types';

/** What a view's column holds, as Postgres names the type in short; `?`: it may be null. */
export type ColumnType = ViewType | `${ViewType}?`;
type ViewType = 'integer' | 'bigint' | 'bigint[]' | 'text' | 'text[]' | 'boolean' | 'numeric' | 'date' | 'timestamptz' | 'jsonb';

/** The contract `ownerbot-sis-ro`, major 1: the views that SIS provides, one row or many a shop. Further columns are ignored. */
export const CONTRACT_VIEWS = {
  contract: {
    shop_id: 'integer', name: 'text', major: 'integer', minor: 'integer', currency: 'text', timezone: 'text', history_from: 'date', provides: 'text[]',
    data_as_of: 'timestamptz?', updated_at: 'timestamptz',
  },
  orders: {
    shop_id: 'integer', order_id: 'text', status: 'text', currency: 'text', amount: 'numeric', amount_gross: 'numeric', discount: 'numeric', coupon_code: 'text?',
    customer_id: 'text', customer_phone: 'text?', created_at: 'timestamptz', updated_at: 'timestamptz', payment_status: 'text?', paid_at: 'timestamptz?',
    refunded_at: 'timestamptz?', shipping_status: 'text', ship_due_at: 'timestamptz?', shipped_at: 'timestamptz?', delivered_at: 'timestamptz?', flagged: 'boolean',
    flag_reason: 'text?', flagged_at: 'timestamptz?', flagged_by: 'bigint?',
  },
  order_items: { shop_id: 'integer', order_id: 'text', product_id: 'bigint', sku: 'text', title: 'text', category: 'text', qty: 'integer', unit_price: 'numeric' },
  products: {
    shop_id: 'integer', product_id: 'bigint', sku: 'text', title: 'text', category: 'text', status: 'text', stock_qty: 'integer', base_price: 'numeric?',
    compare_at_price: 'numeric?', discount_percent: 'integer?', currency: 'text', has_photo: 'boolean', has_video: 'boolean', return_flagged: 'boolean',
  },
  chat_threads: {
    shop_id: 'integer', thread_id: 'text', customer_id: 'text', open: 'boolean', last_customer_message_at: 'timestamptz?', last_manager_reply_at: 'timestamptz?',
  },
  coupons: {
    shop_id: 'integer', coupon_id: 'bigint', code: 'text', active: 'boolean', percent_off: 'integer?', amount_off: 'numeric?', used_count: 'integer',
    max_uses: 'integer?', starts_at: 'timestamptz?', ends_at: 'timestamptz?', product_ids: 'bigint[]?', currency: 'text',
  },
  fx_state: {
    shop_id: 'integer', status: 'text', provider: 'text', base_currency: 'text', shop_currency: 'text', rate: 'numeric', rate_set_id: 'text',
    rate_taken_at: 'timestamptz', rate_applied: 'numeric?', would_apply: 'boolean', noop_reason: 'text?', next_reprice_at: 'timestamptz?', last_apply: 'jsonb?',
    last_apply_success_at: 'timestamptz?', last_apply_attempt_at: 'timestamptz?', last_apply_failed_at: 'timestamptz?', settings: 'jsonb', settings_version: 'integer',
  },
  data_gaps: { shop_id: 'integer', day: 'date' },
} as const satisfies Record<string, Readonly<Record<string, ColumnType>>>;

export type ContractView = keyof typeof CONTRACT_VIEWS;
export const CONTRACT_VIEW_NAMES = Object.keys(CONTRACT_VIEWS) as ContractView[];

export const CONTRACT_NAME = 'ownerbot-sis-ro';
export const CONTRACT_MAJOR = 1;

/** Columns with known values; another one is shown as "other", and only noted. */
export const KNOWN_VALUES: Partial<Record<ContractView, Readonly<Record<string, readonly string[]>>>> = {
  orders: { status: ORDER_STATUSES, payment_status: PAYMENT_STATUSES, shipping_status: SHIPPING_STATUSES },
  products: { status: PRODUCT_STATUSES },
  fx_state: { status: ['ok', 'degraded'] },
};

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

export function columnsOf(view: ContractView): Column[] {
  return Object.entries<ColumnType>(CONTRACT_VIEWS[view]).map(([name, type]) => ({ name, type: type.replace('?', ''), isNullable: type.endsWith('?') }));
}

const SALES: readonly ContractView[] = ['orders', 'order_items', 'products', 'data_gaps'];

/** The views behind each read key that a contract row may list in `provides`. */
export const PROVIDED_BY = {
  kpi: SALES,
  revenue_trend: SALES,
  products_top: SALES,
  sales_history: SALES,
  orders: ['orders', 'order_items'],
  inventory: ['products'],
  chats: ['chat_threads'],
  coupons_read: ['coupons'],
  fx: ['fx_state'],
} as const satisfies Record<string, readonly ContractView[]>;
export type ProvidedKey = keyof typeof PROVIDED_BY;

export function isProvidedKey(key: string): key is ProvidedKey {
  return Object.hasOwn(PROVIDED_BY, key);
}
