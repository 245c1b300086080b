import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { NewEffect, WrittenEffect } from './effect';
import { gatesJson, writtenEffects } from './effect-sql';

/**
 * Writes an effect that another one causes outside of a turn and of a tool run; it stands in the order of answers where that one stands.
 * Locks nothing. Idempotent by the id.
 */
export async function addFollowing(db: Db, { causeId, effect, at }: { readonly causeId: string; readonly effect: NewEffect; readonly at: Date }): Promise<readonly WrittenEffect[]> {
  const [row] = await db.query<{ effects: WrittenEffect[] }>(sql.named('add-following')`
    with won as (select bot_id, chat_id, correlation_id, cause_seq, request_seq, n as base_n from effects where id = ${causeId}),
    ${writtenEffects([effect], at)}
    select ${gatesJson} as effects`);
  return row?.effects ?? [];
}
