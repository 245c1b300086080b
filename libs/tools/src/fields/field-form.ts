/** What a value may be, apart from the values beside it. Ranges include both ends. */
export type FieldForm = ScalarForm | { readonly type: 'list'; readonly of: ScalarForm; readonly min: number; readonly max: number } | { readonly type: 'object'; readonly of: () => new () => object };

export type ScalarForm =
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  /** A number as text. */
  | { readonly type: 'decimal'; readonly min: string; readonly max: string; readonly places: number }
  /** `only`: the other value is refused. */
  | { readonly type: 'boolean'; readonly only?: true }
  /** Lengths in code points; `means` is what kind of text it is, where it is not just any. */
  | { readonly type: 'text'; readonly min: number; readonly max: number; readonly means?: 'order_id' | 'code' | 'zone' | 'currency' | 'instant' | 'cursor' }
  /** `YYYY-MM-DD` */
  | { readonly type: 'day' }
  | { readonly type: 'choice'; readonly values: readonly (string | number)[] };
