import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { Batch } from './over-requests';

/**
 * Forgets old messages that belong to no request, such as the word of an overload. Returns how many.
 * Locks: those messages, skipping rows that somebody is writing. Idempotent.
 */
export async function dropLoneMessages(db: Db, { before, limit }: Batch): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql.named('drop-lone-messages')`
    with due as (
      select m.effect_id, m.part from messages m
      where m.sending_at < ${before} and not exists (select 1 from effects e where e.id = m.effect_id)
      order by m.sending_at limit ${limit} for update of m skip locked
    ),
    gone as (
      delete from messages m using due d where m.effect_id = d.effect_id and m.part = d.part returning 1
    )
    select count(*)::int as count from gone`);
  return row?.count ?? 0;
}
