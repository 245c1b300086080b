/**
 * What the planner knows of a tool: plain data, made from the tool's definition by whoever knows both. The schema of an answer, the
 * catalogue in the prompt and the guardrails are all made from it, so a value that it does not declare can never enter a payload.
 */
export interface ToolDescriptor {
  readonly name: string;
  /** `action`: whatever changes anything, also settings, the data mode or diagnostics. */
  readonly kind: 'read' | 'action';
  /** One line in English. */
  readonly purpose: string;
  readonly fields: readonly FieldDescriptor[];
  /** False: the tool is known, but there is nothing behind it yet. */
  readonly isBuilt: boolean;
  /** Whether the shop of the effective mode offers what the tool needs; only a definite no keeps it back. */
  readonly capability: 'yes' | 'no' | 'unknown';
  /** Of an action upon a set of things: the fields that list them, none where it is always about everything. Null: it is about one thing, or about none. */
  readonly scope: { readonly targets: readonly string[] } | null;
}

export interface FieldDescriptor {
  readonly name: string;
  /** One line in English; empty where the name says it. */
  readonly purpose: string;
  /** Without it and without a default the owner is asked. */
  readonly required: boolean;
  /** What counts where the key is left out; absent: nothing does. */
  readonly default?: JsonValue;
  readonly shape: FieldShape;
  /**
   * What the value is, for the extractor that looks for it in the owner's words; in a list, each of its items. Null: it need not stand
   * there. Only choices, switches, and objects whose fields say it themselves may have null.
   */
  readonly grounds: GroundKind | null;
  /** The sign decides between raising and lowering, and must agree with the owner's words. */
  readonly isSigned?: boolean;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Ranges include both ends. */
export type FieldShape =
  | { readonly type: 'integer'; readonly min?: number; readonly max?: number }
  /** A number as text, so that no cent is lost. */
  | { readonly type: 'decimal'; readonly min?: string; readonly max?: string; readonly places?: number }
  | { readonly type: 'boolean' }
  /** Lengths in code points. */
  | { readonly type: 'text'; readonly min: number; readonly max: number }
  /** `YYYY-MM-DD` */
  | { readonly type: 'day' }
  | { readonly type: 'choice'; readonly values: readonly (string | number)[] }
  | { readonly type: 'list'; readonly of: FieldShape; readonly min: number; readonly max: number }
  | { readonly type: 'object'; readonly fields: readonly FieldDescriptor[] };

export const GROUND_KINDS = ['id', 'order_id', 'phone', 'code', 'percent', 'amount', 'number', 'period', 'date', 'name', 'message'] as const;
export type GroundKind = (typeof GROUND_KINDS)[number];

/** Keys that only the owner's own buttons may set: they are never offered, and a payload with one is refused. */
export const NEVER_PLANNED: readonly string[] = ['dry_run', 'force', 'scope_all'];
