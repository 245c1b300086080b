import { sql, type Sql } from '../db/sql';

/** Columns of a `Subscription`, of a table or CTE called `s`. */
export const subscriptionColumns: Sql = sql`
  s.owner_user_id as "ownerUserId", s.kind, s.next_run_at as "nextRunAt", s.next_slot as "nextSlot", s.planned_zone as "plannedZone", s.state,
  s.schema_version as "schemaVersion", s.last_run_at as "lastRunAt", s.last_outcome as "lastOutcome", s.last_reason as "lastReason",
  s.last_sent_at as "lastSentAt", s.failing_since as "failingSince", s.failures, s.held_reason as "heldReason", s.held_at as "heldAt"`;

/** Columns of a `NotifyRun`, of a table or CTE called `r`. */
export const runColumns: Sql = sql`
  r.run_id as "runId", r.owner_user_id as "ownerUserId", r.kind, r.slot_key as "slotKey", r.correlation_id as "correlationId", r.due_at as "dueAt", r.state,
  r.again_at as "againAt"`;
