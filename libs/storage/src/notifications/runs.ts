import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { NotifyKind } from '../settings/notify-settings';
import type { NotifyRun } from './notify-rows';
import { runColumns } from './subscription-sql';

export interface RunName {
  readonly ownerUserId: string;
  readonly kind: NotifyKind;
  readonly slotKey: string;
}

/** Says that a run is at work; null: it has come to its end, or there is none. Locks: its row. Idempotent. */
export async function beginRun(db: Db, { ownerUserId, kind, slotKey, at }: RunName & { readonly at: Date }): Promise<NotifyRun | null> {
  const [row] = await db.query<NotifyRun>(sql.named('begin-run')`
    update notify_runs r set state = 'running', started_at = ${at}
    where r.owner_user_id = ${ownerUserId}::bigint and r.kind = ${kind} and r.slot_key = ${slotKey} and r.finished_at is null
    returning ${runColumns}`);
  return row ?? null;
}

/** Says that a run looks again later; false: it has ended. Locks: its row. Idempotent. */
export async function waitRun(tx: Db, input: { readonly runId: string; readonly againAt: Date; readonly reason: string; readonly mode: string }): Promise<boolean> {
  const rows = await tx.query(sql.named('wait-run')`
    update notify_runs set state = 'waiting', again_at = ${input.againAt}, reason = ${input.reason}, mode = ${input.mode} where run_id = ${input.runId}::bigint and finished_at is null returning 1`);
  return rows.length > 0;
}

export interface RunEnd {
  /** The id of its job. */
  readonly correlationId: string;
  readonly state: 'sent' | 'skipped' | 'failed';
  readonly reason: string;
  readonly mode: string | null;
  readonly at: Date;
}

/** Ends a run. Returns false where it was ended before: then nothing of what belongs to this end may be written. Locks: its row. */
export async function endRun(tx: Db, { correlationId, state, reason, mode, at }: RunEnd): Promise<boolean> {
  const rows = await tx.query(sql.named('end-run')`
    update notify_runs set state = ${state}, reason = ${reason}, mode = ${mode}, finished_at = ${at}, again_at = null
    where correlation_id = ${correlationId} and finished_at is null returning 1`);
  return rows.length > 0;
}

/** The runs that wait and are due only later: to be looked at now, because what they wait for is there. Locks: those rows. Idempotent. */
export async function wakeRuns(db: Db, at: Date): Promise<NotifyRun[]> {
  return db.query<NotifyRun>(sql.named('wake-runs')`
    update notify_runs r set again_at = ${at} where r.state = 'waiting' and r.again_at > ${at} returning ${runColumns}`);
}

/** What of a kind was skipped since a moment, newest first, with why. Locks nothing. */
export async function skippedRuns(db: Db, input: { readonly ownerUserId: string; readonly kind: NotifyKind; readonly since: Date | null; readonly limit: number }): Promise<{ slotKey: string; reason: string }[]> {
  return db.query(sql.named('skipped-runs')`
    select slot_key as "slotKey", coalesce(reason, '') as reason from notify_runs
    where owner_user_id = ${input.ownerUserId}::bigint and kind = ${input.kind} and state = 'skipped' and reason = 'LATE'
      and finished_at > coalesce(${input.since}::timestamptz, '-infinity')
    order by due_at desc limit ${input.limit}`);
}

export interface SubscriptionEnd {
  readonly ownerUserId: string;
  readonly kind: NotifyKind;
  readonly state: object | null;
  readonly schemaVersion: number;
  /** Null: as the tick has set it. */
  readonly next: { readonly at: Date; readonly slot: string | null } | null;
  readonly outcome: string;
  readonly reason: string;
  readonly isSent: boolean;
  /** `known`: it works. `unknown`, `failed`: since the first of them it does not. `as-it-was`: nothing was learned. */
  readonly health: 'known' | 'unknown' | 'failed' | 'as-it-was';
  readonly at: Date;
}

/** Writes what a run has left behind in its subscription. Locks: its row. */
export async function endSubscription(tx: Db, { ownerUserId, kind, state, schemaVersion, next, outcome, reason, isSent, health, at }: SubscriptionEnd): Promise<void> {
  await tx.query(sql.named('end-subscription')`
    update notify_subscriptions s set
      state = coalesce(${state === null ? null : JSON.stringify(state)}::jsonb, s.state), schema_version = case when ${state === null} then s.schema_version else ${schemaVersion}::int end,
      next_run_at = case when s.next_run_at is null then null else coalesce(${next?.at ?? null}::timestamptz, s.next_run_at) end,
      next_slot = case when ${next === null} then s.next_slot else ${next?.slot ?? null} end,
      last_run_at = ${at}, last_outcome = ${outcome}, last_reason = ${reason}, last_sent_at = case when ${isSent} then ${at}::timestamptz else s.last_sent_at end,
      failing_since = case ${health} when 'known' then null when 'as-it-was' then s.failing_since else coalesce(s.failing_since, ${at}::timestamptz) end,
      failures = case ${health} when 'known' then 0 when 'as-it-was' then s.failures else s.failures + 1 end,
      updated_at = ${at}
    where s.owner_user_id = ${ownerUserId}::bigint and s.kind = ${kind}`);
}
