import type { Decimal } from 'decimal.js';
import type { ShopWarning } from '../../envelope';
import type { ActionExample, ActionScope, ActionSideEffects, ActionSnapshot, RejectedRow } from '../../methods/actions/action-preview';
import type { CellValue, ChangedTable, ChangedTables, FxJobRow, RowChange, RowUpdate } from '../shop-rows';

/** One value that an action changes. */
export interface Cell {
  readonly table: ChangedTable;
  readonly id: number | string;
  readonly field: string;
  readonly before: CellValue;
  readonly after: CellValue;
}

export function cell<T extends ChangedTable, F extends keyof ChangedTables[T] & string>(
  table: T,
  id: number | string,
  field: F,
  before: ChangedTables[T][F] & CellValue,
  after: ChangedTables[T][F] & CellValue,
): Cell {
  return { table, id, field, before, after };
}

/** A row that would really change, with what follows it (variants of a product). */
export interface Target {
  readonly id: number | string;
  readonly cells: readonly Cell[];
  readonly example: ActionExample;
  /** Of price actions: the largest change among its prices, unrounded and signed, in percent. */
  readonly deltaPct: Decimal | null;
}

/** Everything that preview and apply are made of; both come from the same plan, so they cannot disagree. */
export interface ActionPlan {
  readonly scope: ActionScope;
  /** The request as understood, defaults filled in: part of the hash of the target set. */
  readonly parameters: Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>;
  readonly targets: readonly Target[];
  readonly snapshot: ActionSnapshot;
  readonly rejected: readonly RejectedRow[];
  readonly warnings: readonly ShopWarning[];
  /** Of an empty target set. */
  readonly noopReason: string;
  /** Changes of other rows that come along: coupons that are disabled. */
  readonly sideCells: readonly Cell[];
  readonly sideEffects: ActionSideEffects;
  readonly anomaly: { readonly thresholdPct: Decimal; readonly wantsForce: boolean } | null;
  /** Some price of `prices/adjust` moves by more than the absolute limit. */
  readonly isOverAbsolute: boolean;
  readonly examplesMax: number;
  readonly summary: string;
  readonly doneSummary: string;
  /** Prefix of the id under which the apply is known, or null when it is known by its job. */
  readonly actionName: string | null;
  /** Of `coupons/upsert`. */
  readonly coupon: { readonly operation: 'create' | 'update'; readonly id: number } | null;
  /** Of a repricing: the job that its backups are kept under. */
  readonly job: Pick<FxJobRow, 'kind' | 'rate' | 'rate_set_id'> | null;
  /** What the apply writes besides its cells; `jobId` is null without a job. */
  readonly writes: (apply: AppliedBy) => readonly RowChange[];
}

export interface AppliedBy {
  readonly at: Date;
  readonly actorTelegramId: string;
  readonly jobId: string | null;
}

export const NO_SIDE_EFFECTS: ActionSideEffects = { coupons_disabled: [], compare_at_cleared: 0, rollback_available: false };

/** What most plans have in common. */
export const PLAIN_PLAN = {
  snapshot: {},
  rejected: [],
  warnings: [],
  noopReason: 'NO_CHANGES',
  sideCells: [],
  sideEffects: NO_SIDE_EFFECTS,
  anomaly: null,
  isOverAbsolute: false,
  examplesMax: 5,
  coupon: null,
  job: null,
  writes: () => [],
} as const satisfies Partial<ActionPlan>;

export function unknownIds(ids: readonly (number | string)[]): RejectedRow[] {
  return ids.map((id) => ({ id, reason: 'UNKNOWN_IDS' }));
}

export function warning(code: string, message: string): ShopWarning {
  return { code, message };
}

export function unknownWarnings(ids: readonly (number | string)[]): ShopWarning[] {
  return ids.length === 0 ? [] : [warning('UNKNOWN_IDS', `${ids.length} of the ids do not exist`)];
}

/** One update for each row, in the order of the cells. */
export function updatesOf(cells: readonly Cell[]): RowChange[] {
  const updates = new Map<string, { table: ChangedTable; id: number | string; set: Record<string, CellValue> }>();
  for (const { table, id, field, after } of cells) {
    const key = `${table} ${id}`;
    const update = updates.get(key) ?? { table, id, set: {} };
    updates.set(key, { ...update, set: { ...update.set, [field]: after, ...unanchored(table, field) } });
  }
  // `cell` has tied each field and value to its table.
  return [...updates.values()].map((update) => update as RowUpdate as RowChange);
}

/** Seeded coupons begin and end on days counted from today; a time written by an action is absolute and replaces them. */
function unanchored(table: ChangedTable, field: string): Record<string, null> {
  if (table !== 'coupons' || (field !== 'starts_at' && field !== 'ends_at')) return {};
  const name = field === 'starts_at' ? 'starts' : 'ends';
  return { [`${name}_day_offset`]: null, [`${name}_minute`]: null };
}
