import { sql, storableJson, type Db } from '@ownerbot/storage';
import { ROW_KEYS, type ChangedTable, type RowChange } from '../../rules/shop-rows';

const TABLES: Readonly<Record<ChangedTable, string>> = {
  products: 'demo_products',
  variants: 'demo_product_variants',
  looks: 'demo_looks',
  orders: 'demo_orders',
  coupons: 'demo_coupons',
  fx: 'demo_fx',
  jobs: 'demo_fx_jobs',
  backups: 'demo_fx_backups',
  campaigns: 'demo_campaigns',
};

interface Batch {
  readonly table: ChangedTable;
  /** Of an update the columns that it sets; null: new rows. */
  readonly columns: readonly string[] | null;
  readonly rows: object[];
}

/** Writes the changes of an apply, rows of the same kind in one statement. Called inside a transaction that holds the tables' locks. */
export async function writeChanges(tx: Db, changes: readonly RowChange[]): Promise<void> {
  for (const batch of batchesOf(changes)) await writeBatch(tx, batch);
}

function batchesOf(changes: readonly RowChange[]): Batch[] {
  const batches = new Map<string, Batch>();
  for (const change of changes) {
    const columns = 'insert' in change ? null : Object.keys(change.set).sort();
    const key = `${change.table} ${columns?.join() ?? 'insert'}`;
    const batch = batches.get(key) ?? { table: change.table, columns, rows: [] };
    batches.set(key, batch);
    batch.rows.push('insert' in change ? change.insert : rowOf(change.table, change.id, change.set));
  }
  return [...batches.values()];
}

function rowOf(table: ChangedTable, id: number | string, set: object): object {
  const key = ROW_KEYS[table];
  return key === null ? set : { ...set, [key]: id };
}

async function writeBatch(tx: Db, { table, columns, rows }: Batch): Promise<void> {
  const name = sql`demo.${sql.identifier(TABLES[table])}`;
  const written = sql`jsonb_populate_recordset(null::${name}, ${storableJson(rows)}::jsonb)`;
  if (columns === null) {
    await tx.query(sql`insert into ${name} select * from ${written}`);
    return;
  }
  const sets = columns.map((column) => sql`${sql.identifier(column)} = written.${sql.identifier(column)}`).reduce((all, one) => sql`${all}, ${one}`);
  const key = ROW_KEYS[table];
  const isSame = key === null ? sql`true` : sql`kept.${sql.identifier(key)} = written.${sql.identifier(key)}`;
  await tx.query(sql`update ${name} as kept set ${sets} from ${written} as written where ${isSame}`);
}
