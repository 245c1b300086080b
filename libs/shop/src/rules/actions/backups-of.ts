import type { BackupEntity, CellValue, ChangedTable, FxBackupRow, RowInsert } from '../shop-rows';
import type { Cell } from './plan';

const ENTITIES: Readonly<Partial<Record<ChangedTable, BackupEntity>>> = { products: 'product', variants: 'variant', coupons: 'coupon', fx: 'fx' };

/** One backup for each row that a job changes, with the values before and after it. */
export function backupsOf(jobId: string, cells: readonly Cell[]): RowInsert<'backups'>[] {
  const backups = new Map<string, FxBackupRow>();
  for (const { table, id, field, before, after } of cells) {
    const entity = ENTITIES[table];
    if (entity === undefined || typeof id !== 'number') continue;
    const key = `${entity} ${id}`;
    const none: Readonly<Record<string, CellValue>> = {};
    const backup = backups.get(key) ?? { job_id: jobId, entity, entity_id: id, before: none, after: none };
    backups.set(key, { ...backup, before: { ...backup.before, [field]: before }, after: { ...backup.after, [field]: after } });
  }
  return [...backups.values()].map((insert) => ({ table: 'backups', insert }));
}
