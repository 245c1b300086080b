import type { Db } from '../db/db';
import { sql } from '../db/sql';

export interface OutageRecipient {
  readonly ownerUserId: string;
  /** Requests of this owner that wait for the shop. */
  readonly kept: number;
}

/** Lets one look at the shop at a time judge what it means, until the transaction ends. */
export async function lockOutages(tx: Db): Promise<void> {
  await tx.query(sql.named('lock-outages')`select pg_advisory_xact_lock(hashtext('ownerbot/upstream_outages'))`);
}

/** Whom an outage concerns: owners who are told something without asking, and owners of whom a request is kept. Locks nothing. */
export async function outageRecipients(db: Db, input: { readonly botId: string; readonly keptSince: Date }): Promise<OutageRecipient[]> {
  return db.query<OutageRecipient>(sql.named('outage-recipients')`
    with kept as (
      select e.payload ->> 'ownerId' as owner, count(*)::int as kept from effects e
      where e.bot_id = ${input.botId}::bigint and e.kind = 'tool.run' and e.state = 'dispatched' and e.dispatched_at < ${input.keptSince}
        and exists (select 1 from effects m where m.id = e.id || '-2')
      group by 1
    ),
    subscribed as (
      select distinct owner_user_id::text as owner from notify_subscriptions where next_run_at is not null and held_reason is null
    )
    select coalesce(k.owner, s.owner) as "ownerUserId", coalesce(k.kept, 0) as kept
    from subscribed s full join kept k on k.owner = s.owner where coalesce(k.owner, s.owner) is not null order by 1`);
}

/** Telegram's id of the message that an effect has sent; null: it has sent none. Locks nothing. */
export async function sentMessageId(db: Db, effectId: string): Promise<string | null> {
  const [row] = await db.query<{ id: string | null }>(sql.named('sent-message-id')`
    select telegram_message_id::text as id from messages where effect_id = ${effectId} and state = 'sent' order by part limit 1`);
  return row?.id ?? null;
}
