import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson } from '../db/storable';
import type { NotifyKind } from '../settings/notify-settings';

export interface SubscriptionChange {
  readonly kind: NotifyKind;
  /** Null: off. */
  readonly nextRunAt: Date | null;
  /** Of a report: what that run is for. */
  readonly nextSlot?: string | null;
  readonly plannedZone?: string | null;
  /** What the kind remembers from now on; absent: what it remembers stays. */
  readonly state?: object;
}

/**
 * Says when kinds of an owner run next, and what they remember: belongs into the transaction that changes their settings. Whatever failed or was
 * held before is forgotten with it. Locks: those rows. Idempotent.
 */
export async function changeSubscriptions(db: Db, input: { readonly ownerUserId: string; readonly changes: readonly SubscriptionChange[]; readonly at: Date }): Promise<void> {
  const { ownerUserId, at } = input;
  const changes = [...input.changes]
    .sort((one, other) => (one.kind < other.kind ? -1 : 1))
    .map(({ kind, nextRunAt, nextSlot = null, plannedZone = null, state }) => ({ kind, next_run_at: nextRunAt, next_slot: nextSlot, planned_zone: plannedZone, state: state ?? null }));
  await db.query(sql.named('change-subscriptions')`
    insert into notify_subscriptions as s (owner_user_id, kind, next_run_at, next_slot, planned_zone, state, updated_at)
    select ${ownerUserId}::bigint, x.kind, x.next_run_at, x.next_slot, x.planned_zone, coalesce(x.state, '{}'), ${at}
    from jsonb_to_recordset(${storableJson(changes)}::jsonb) as x(kind text, next_run_at timestamptz, next_slot text, planned_zone text, state jsonb)
    on conflict (owner_user_id, kind) do update set next_run_at = excluded.next_run_at, next_slot = excluded.next_slot, planned_zone = excluded.planned_zone,
      state = case when excluded.state = '{}' then s.state else excluded.state end, failing_since = null, failures = 0, held_reason = null, held_at = null, updated_at = excluded.updated_at`);
}
