import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { NewEffect, WrittenEffect } from '../effects/effect';
import { gatesJson, writtenEffects } from '../effects/effect-sql';

/**
 * Holds an update back until its chat may go on, with the effects that cannot wait (a press is acknowledged).
 * Locks: the update's row. Idempotent: holding a held row changes nothing, and effects are written once.
 */
export async function holdUpdate(
  db: Db,
  input: { seq: string; at: Date; effects: readonly NewEffect[] },
): Promise<{ held: boolean; effects: readonly WrittenEffect[] }> {
  const [row] = await db.query<{ held: boolean; effects: WrittenEffect[] }>(sql.named('hold-update')`
    with won as (
      update updates set state = 'held', held_at = coalesce(held_at, ${input.at})
      where seq = ${input.seq} and state in ('claimed', 'held')
      returning bot_id, chat_id, correlation_id, seq as cause_seq, seq as request_seq, 0 as base_n
    ),
    ${writtenEffects(input.effects, input.at)}
    select exists (select 1 from won) as held, ${gatesJson} as effects`);
  return { held: row?.held ?? false, effects: row?.effects ?? [] };
}
