import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { NotifyKind } from '../settings/notify-settings';
import type { Subscription } from './notify-rows';
import { subscriptionColumns } from './subscription-sql';

/** What an owner has ever switched on, with when it runs next. Locks nothing. */
export async function readSubscriptions(db: Db, ownerUserId: string): Promise<Subscription[]> {
  return db.query<Subscription>(sql.named('read-subscriptions')`
    select ${subscriptionColumns} from notify_subscriptions s where s.owner_user_id = ${ownerUserId}::bigint order by s.kind`);
}

/** One of them, locked until the transaction ends; null: there is none. */
export async function lockSubscription(tx: Db, ownerUserId: string, kind: NotifyKind): Promise<Subscription | null> {
  const [row] = await tx.query<Subscription>(sql.named('lock-subscription')`
    select ${subscriptionColumns} from notify_subscriptions s where s.owner_user_id = ${ownerUserId}::bigint and s.kind = ${kind} for update`);
  return row ?? null;
}

/** Keys of slots that a kind of an owner has used since a moment; none of them is used again. Locks nothing. */
export async function usedSlots(db: Db, input: { readonly ownerUserId: string; readonly kind: NotifyKind; readonly since: Date }): Promise<Set<string>> {
  const rows = await db.query<{ slotKey: string }>(sql.named('used-slots')`
    select slot_key as "slotKey" from notify_runs where owner_user_id = ${input.ownerUserId}::bigint and kind = ${input.kind} and due_at >= ${input.since}
    union
    select split_part(dedup_key, ':', 2) from notifications
    where user_id = ${input.ownerUserId}::bigint and kind = ${input.kind} and kind in ('digest', 'weekly') and created_at >= ${input.since}`);
  return new Set(rows.map((row) => row.slotKey));
}
