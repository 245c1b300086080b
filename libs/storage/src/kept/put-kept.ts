import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { keptValues, type NewKeptValue } from './kept-value';

/** Keeps values, in place of what their keys held. Locks: their rows. Idempotent. */
export async function putKept(db: Db, values: readonly NewKeptValue[], at: Date): Promise<void> {
  if (values.length === 0) return;
  await db.query(sql.named('put-kept')`with won as (select 1), ${keptValues(values, at)} select count(*) from kept`);
}
