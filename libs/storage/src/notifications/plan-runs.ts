import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson } from '../db/storable';
import type { StoredSettings } from '../settings/tenant-settings';
import type { NotifyKind } from '../settings/notify-settings';
import type { NotifyRun, Subscription } from './notify-rows';
import { runColumns, subscriptionColumns } from './subscription-sql';

export interface DueSubscription extends Subscription {
  readonly owner: StoredSettings | null;
  readonly tenant: StoredSettings | null;
  /** Of a report: keys of its slots that are used up. */
  readonly used: readonly string[];
}

const USED_SINCE = '10 days';

const withSettings = sql`
  (select jsonb_build_object('version', o.settings_version, 'values', o.values) from settings o where o.scope = 'owner:' || s.owner_user_id) as owner,
  (select jsonb_build_object('version', t.settings_version, 'values', t.values) from settings t where t.scope = 'tenant') as tenant,
  case when s.kind in ('digest', 'weekly') then array(
    select r.slot_key from notify_runs r where r.owner_user_id = s.owner_user_id and r.kind = s.kind and r.due_at >= s.next_run_at - ${USED_SINCE}::interval
    union
    select split_part(n.dedup_key, ':', 2) from notifications n
    where n.user_id = s.owner_user_id and n.kind = s.kind and n.created_at >= s.next_run_at - ${USED_SINCE}::interval
  ) else '{}' end as used`;

/**
 * Subscriptions whose time has come, the longest due first, with all that planning needs. Locks those rows until the transaction ends; rows
 * that another tick holds are left to it.
 */
export async function takeDueSubscriptions(tx: Db, input: { readonly at: Date; readonly limit: number }): Promise<DueSubscription[]> {
  return tx.query<DueSubscription>(sql.named('take-due-subscriptions')`
    select ${subscriptionColumns}, ${withSettings} from notify_subscriptions s
    where s.next_run_at <= ${input.at} and s.held_reason is null
    order by s.next_run_at limit ${input.limit} for update of s skip locked`);
}

/**
 * Reports whose zone is another one by now than the one that they were planned in: the owner's or the shop's was changed since. Locks those
 * rows; rows that somebody else holds are left to him.
 */
export async function takeMovedSubscriptions(tx: Db, input: { readonly standardZone: string; readonly limit: number }): Promise<DueSubscription[]> {
  return tx.query<DueSubscription>(sql.named('take-moved-subscriptions')`
    select ${subscriptionColumns}, ${withSettings} from notify_subscriptions s
    left join settings o on o.scope = 'owner:' || s.owner_user_id
    left join settings t on t.scope = 'tenant'
    where s.kind in ('digest', 'weekly') and s.next_run_at is not null and s.planned_zone is distinct from
      coalesce(case s.kind when 'digest' then o.values ->> 'digest_tz' else o.values ->> 'weekly_tz' end, o.values ->> 'timezone', t.values ->> 'timezone', ${input.standardZone})
    order by s.owner_user_id, s.kind limit ${input.limit} for update of s skip locked`);
}

/** Subscriptions that were held because their chat refused us, and whose chat was heard again. Locks those rows. */
export async function takeReleasedSubscriptions(tx: Db, input: { readonly botId: string; readonly limit: number }): Promise<DueSubscription[]> {
  return tx.query<DueSubscription>(sql.named('take-released-subscriptions')`
    select ${subscriptionColumns}, ${withSettings} from notify_subscriptions s
    where s.held_reason is not null
      and not exists (select 1 from chats c where c.bot_id = ${input.botId}::bigint and c.chat_id = s.owner_user_id and c.blocked_at is not null)
    order by s.owner_user_id, s.kind limit ${input.limit} for update of s skip locked`);
}

/** Holds whatever would go to a chat that refuses us. Returns the owners of whom that is news. Locks those rows. Idempotent. */
export async function holdBlocked(db: Db, { botId, at }: { readonly botId: string; readonly at: Date }): Promise<string[]> {
  const rows = await db.query<{ ownerUserId: string }>(sql.named('hold-blocked')`
    with held as (
      update notify_subscriptions s set held_reason = 'CHAT_BLOCKED', held_at = ${at}, updated_at = ${at}
      from chats c where c.bot_id = ${botId}::bigint and c.chat_id = s.owner_user_id and c.blocked_at is not null and s.held_reason is null and s.next_run_at is not null
      returning s.owner_user_id
    )
    select distinct owner_user_id as "ownerUserId" from held order by 1`);
  return rows.map((row) => row.ownerUserId);
}

export interface SubscriptionPlan {
  readonly ownerUserId: string;
  readonly kind: NotifyKind;
  readonly runs: readonly { readonly slotKey: string; readonly dueAt: Date; readonly correlationId: string; readonly state: 'planned' | 'skipped' }[];
  readonly nextRunAt: Date | null;
  readonly nextSlot: string | null;
  readonly plannedZone: string | null;
  /** It could not be planned: since when, and why. */
  readonly failure: { readonly reason: string } | null;
}

/**
 * Writes what a tick has planned; belongs into the transaction that took the subscriptions. A slot that has a run keeps it.
 * Returns the runs that are new and to be done. Locks nothing that is not locked.
 */
export async function planRuns(tx: Db, input: { readonly plans: readonly SubscriptionPlan[]; readonly at: Date; readonly audit?: readonly NewAuditEvent[] }): Promise<NotifyRun[]> {
  if (input.plans.length === 0) return [];
  return tx.query<NotifyRun>(sql.named('plan-runs')`
    with plan as (
      select * from jsonb_to_recordset(${storableJson(input.plans)}::jsonb)
        as x("ownerUserId" bigint, kind text, runs jsonb, "nextRunAt" timestamptz, "nextSlot" text, "plannedZone" text, failure jsonb)
    ),
    moved as (
      update notify_subscriptions s set next_run_at = p."nextRunAt", next_slot = p."nextSlot", planned_zone = p."plannedZone", held_reason = null, held_at = null, updated_at = ${input.at},
        failing_since = case when p.failure is null then s.failing_since else coalesce(s.failing_since, ${input.at}) end,
        failures = case when p.failure is null then s.failures else s.failures + 1 end,
        last_outcome = case when p.failure is null then s.last_outcome else 'failed' end,
        last_reason = coalesce(p.failure ->> 'reason', s.last_reason)
      from plan p where s.owner_user_id = p."ownerUserId" and s.kind = p.kind
    ),
    won as (select 'sch-notify-tick'::text as correlation_id),
    ${auditedEvents(input.audit ?? [], input.at)},
    r as (
      insert into notify_runs (owner_user_id, kind, slot_key, correlation_id, due_at, planned_at, state, reason, finished_at)
      select p."ownerUserId", p.kind, x."slotKey", x."correlationId", x."dueAt", ${input.at}, x.state,
        case x.state when 'skipped' then 'LATE' end, case x.state when 'skipped' then ${input.at}::timestamptz end
      from plan p, jsonb_to_recordset(p.runs) as x("slotKey" text, "dueAt" timestamptz, "correlationId" text, state text)
      on conflict (owner_user_id, kind, slot_key) do nothing
      returning *
    )
    select ${runColumns} from r where r.state = 'planned' order by r.due_at, r.run_id`);
}

/**
 * Runs that should have come to an end by now: their jobs are to be added again, which adds nothing where they are. A run that says it is running
 * since long was left by a worker that died. Locks nothing.
 */
export async function leftRuns(db: Db, input: { readonly plannedBefore: Date; readonly runningBefore: Date; readonly limit: number }): Promise<NotifyRun[]> {
  return db.query<NotifyRun>(sql.named('left-runs')`
    select ${runColumns} from notify_runs r
    where (r.state = 'planned' and r.planned_at < ${input.plannedBefore})
      or (r.state = 'waiting' and coalesce(r.again_at, r.planned_at) < ${input.plannedBefore})
      or (r.state = 'running' and r.started_at < ${input.runningBefore})
    order by r.planned_at limit ${input.limit}`);
}
