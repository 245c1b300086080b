import { DateTime } from 'luxon';
import { InvalidError, UnknownError } from '../../errors';
import type { SimRows } from '../data/sim-rows';
import type { Sim } from '../sim';

type AnyRow = Readonly<Record<string, unknown>>;

/** Tables that a third party may change, with their keys. */
const KEYS = {
  products: ['product_id'],
  variants: ['variant_id'],
  looks: ['look_id'],
  orders: ['order_id'],
  items: ['order_id', 'product_id'],
  coupons: ['coupon_id'],
  threads: ['thread_id'],
  campaigns: ['campaign_id'],
} as const satisfies Partial<Record<keyof SimRows, readonly string[]>>;
type MutableTable = keyof typeof KEYS;

export interface Mutation {
  readonly table: string;
  readonly id?: number | string;
  readonly set?: AnyRow;
  readonly insert?: AnyRow;
}

/**
 * A change by somebody else than OwnerBot. `fx` has one row and needs no id; an item is named `<order_id>/<product_id>`.
 * A new row may leave out what has a usual value; a new order is of this minute.
 */
export function mutate(sim: Sim, { table, id, set, insert }: Mutation): AnyRow {
  const state = sim.store.state();
  if ((set === undefined) === (insert === undefined)) throw new InvalidError('exactly one of set and insert');
  if (table === 'fx' && set !== undefined) {
    const fx = merged(state.rows.fx as unknown as AnyRow, set);
    sim.store.commit({ ...state, rows: { ...state.rows, fx: fx as unknown as SimRows['fx'] } });
    return fx;
  }
  if (!isMutable(table)) throw new UnknownError('table', table);
  const rows = state.rows[table] as unknown as readonly AnyRow[];
  const idOf = (row: AnyRow): string => KEYS[table].map((key) => String(row[key])).join('/');
  const changed = insert === undefined ? change(rows, { table, id, set: set ?? {}, idOf }) : inserted(rows, { insert, table, sim, idOf });
  sim.store.commit({ ...state, rows: { ...state.rows, [table]: changed.rows } });
  return changed.row;
}

function isMutable(table: string): table is MutableTable {
  return Object.hasOwn(KEYS, table);
}

interface Changed {
  readonly rows: readonly AnyRow[];
  readonly row: AnyRow;
}

function change(rows: readonly AnyRow[], { table, id, set, idOf }: { table: string; id: Mutation['id']; set: AnyRow; idOf: (row: AnyRow) => string }): Changed {
  const place = rows.findIndex((row) => idOf(row) === String(id));
  const before = rows[place];
  if (before === undefined) throw new UnknownError(`row of ${table}`, id ?? '(no id)');
  const row = merged(before, set);
  return { rows: rows.with(place, row), row };
}

function inserted(rows: readonly AnyRow[], { insert, table, sim, idOf }: { insert: AnyRow; table: MutableTable; sim: Sim; idOf: (row: AnyRow) => string }): Changed {
  const usual = usualRow(table, sim);
  const row = merged(usual, insert);
  const missing = KEYS[table].filter((key) => row[key] === undefined || row[key] === null);
  if (missing.length > 0) throw new InvalidError(`a new row of ${table} needs ${missing.join(', ')}`);
  if (rows.some((one) => idOf(one) === idOf(row))) throw new InvalidError(`${table} has ${idOf(row)} already`);
  return { rows: [...rows, row], row };
}

/** A typing error in a column would leave the row as it was, and a test that waits for nothing. */
function merged(row: AnyRow, set: AnyRow): AnyRow {
  for (const [column, value] of Object.entries(set)) {
    if (!(column in row)) throw new InvalidError(`there is no column ${column}; there are ${Object.keys(row).join(', ')}`);
    const before = row[column];
    if (before !== null && value !== null && typeof before !== typeof value) throw new InvalidError(`${column} is a ${typeof before}`);
  }
  return { ...row, ...set };
}

/** What a new row holds where nothing is said: that of the last one for the columns, emptied of what is its own. */
function usualRow(table: MutableTable, { store, clock, timezone }: Sim): AnyRow {
  const last = store.state().rows[table].at(-1) as unknown as AnyRow | undefined;
  const keys = Object.fromEntries(KEYS[table].map((key) => [key, null]));
  if (table !== 'orders') return { ...last, ...keys };
  const local = DateTime.fromJSDate(clock.now(), { zone: timezone });
  const empty = Object.fromEntries(Object.keys(last ?? {}).map((column) => [column, null]));
  return {
    ...empty,
    ...keys,
    day_offset: 0,
    local_minute: local.hour * 60 + local.minute,
    status: 'pending',
    payment_status: 'pending',
    shipping_status: 'none',
    amount_gross: '0.00',
    discount: '0.00',
    amount: '0.00',
    customer_id: 'CUS-001',
    customer_phone: '+491713920000',
    flagged: false,
  };
}
