/** What a part of a sentence says, apart from what its words mean. */
export const VALUE_KINDS = [
  'order_id', 'product_ids', 'look_ids', 'phone', 'coupon_code', 'campaign_id', 'percent', 'money', 'number', 'factor', 'range', 'period', 'wait', 'hours', 'duration', 'count',
  'stock_limit', 'stock_more', 'uses', 'clock', 'message', 'reason',
] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

export interface Value {
  readonly kind: ValueKind;
  /** Tokens from `from` up to, not including, `to`. */
  readonly from: number;
  readonly to: number;
  /** As the parser of a step reads it. */
  readonly text: string;
  /** As it goes into a payload that no step fills: a period, hours, a count. */
  readonly data: unknown;
  /** The sign that was typed. */
  readonly sign: 'plus' | 'minus' | null;
}

export const overlap = (one: Pick<Value, 'from' | 'to'>, other: Pick<Value, 'from' | 'to'>): boolean => one.from < other.to && other.from < one.to;
