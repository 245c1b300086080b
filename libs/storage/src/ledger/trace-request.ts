import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** Everything that is known of one request, each list in the order in which it happened; rows as they are stored. */
export interface RequestTrace {
  readonly updates: readonly Record<string, unknown>[];
  readonly effects: readonly Record<string, unknown>[];
  readonly messages: readonly Record<string, unknown>[];
  readonly audit: readonly Record<string, unknown>[];
}

/** Follows a request from its update to its messages. Payloads and texts are left out. Locks nothing. */
export async function traceRequest(db: Db, correlationId: string): Promise<RequestTrace> {
  // `tg-<bot>-<update>`: found by the ledger's key, which saves an index on every update.
  const [, botId = null, updateId = null] = /^tg-(\d+)-(\d+)$/.exec(correlationId) ?? [];
  const [row] = await db.query<RequestTrace>(sql`
    with mine as (select * from effects where correlation_id = ${correlationId})
    select
      (select coalesce(jsonb_agg(to_jsonb(u) - 'payload' order by u.seq), '[]') from updates u where u.bot_id = ${botId} and u.update_id = ${updateId}) as updates,
      (select coalesce(jsonb_agg(to_jsonb(e) - 'payload' order by e.request_seq, e.n), '[]') from mine e) as effects,
      (select coalesce(jsonb_agg(to_jsonb(m) - 'text' order by m.sending_at, m.part), '[]') from messages m where m.effect_id in (select id from mine)) as messages,
      (select coalesce(jsonb_agg(to_jsonb(a) order by a.occurred_at, a.id), '[]') from audit_events a where a.correlation_id = ${correlationId}) as audit`);
  return row ?? { updates: [], effects: [], messages: [], audit: [] };
}
