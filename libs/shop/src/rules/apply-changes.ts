import { ROW_KEYS, type ChangedTable, type ChangedTables, type RowChange } from './shop-rows';

/** Rows of a shop in memory, for whoever keeps them there. */
export type MutableTables = { readonly [T in Exclude<ChangedTable, 'fx'>]: readonly ChangedTables[T][] } & { readonly fx: ChangedTables['fx'] };

/** The rows after an apply; those before it stay as they are. */
export function applyChanges<Rows extends MutableTables>(rows: Rows, changes: readonly RowChange[]): Rows {
  return changes.reduce((changed, change) => ({ ...changed, [change.table]: changedTable(changed, change) }), rows);
}

function changedTable(rows: MutableTables, change: RowChange): unknown {
  if (change.table === 'fx') return 'insert' in change ? change.insert : { ...rows.fx, ...change.set };
  const table: readonly object[] = rows[change.table];
  if ('insert' in change) return [...table, change.insert];
  const key = ROW_KEYS[change.table];
  return table.map((row) => (key !== null && Reflect.get(row, key) === change.id ? { ...row, ...change.set } : row));
}
