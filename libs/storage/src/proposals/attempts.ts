import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { AttemptOutcome } from './proposal-row';

/** One send. `sent` without an end: it may have left, and nobody noted what came of it. */
export interface CommitAttempt {
  readonly n: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly outcome: AttemptOutcome;
  readonly httpStatus: number | null;
  readonly errorKind: string | null;
}

/** The sends of a proposal, in order. Locks nothing. */
export async function readAttempts(db: Db, proposalId: string): Promise<CommitAttempt[]> {
  return db.query<CommitAttempt>(sql.named('read-attempts')`
    select n, started_at as "startedAt", finished_at as "finishedAt", outcome, http_status as "httpStatus", error_kind as "errorKind"
    from commit_attempts where proposal_id = ${proposalId}::uuid order by n`);
}

/**
 * Writes, before anything leaves, that a send begins; only for the holder of the lease, and only of a proposal that is executing
 * (or unknown, for a permitted re-send). Returns its number; null: the lease or the state is not what it was.
 * Locks: the proposal's row.
 */
export async function beginAttempt(db: Db, input: { proposalId: string; leaseOwner: string; at: Date }): Promise<number | null> {
  const [row] = await db.query<{ n: number }>(sql.named('begin-attempt')`
    with held as (
      select proposal_id from action_proposals
      where proposal_id = ${input.proposalId}::uuid and lease_owner = ${input.leaseOwner} and state in ('executing', 'unknown') for update
    )
    insert into commit_attempts (proposal_id, n, started_at)
    select proposal_id, 1 + (select count(*) from commit_attempts a where a.proposal_id = held.proposal_id), ${input.at} from held
    returning n`);
  return row?.n ?? null;
}

export interface AttemptEnd {
  readonly proposalId: string;
  readonly n: number;
  readonly leaseOwner: string;
  readonly outcome: Exclude<AttemptOutcome, 'sent'>;
  readonly httpStatus: number | null;
  readonly errorKind: string | null;
  readonly at: Date;
  readonly audit: readonly NewAuditEvent[];
}

/**
 * Notes what came of a send. Returns false when the lease is somebody else's by now, or the send was closed: nothing is written.
 * Locks: the proposal's row, then the send's.
 */
export async function finishAttempt(db: Db, end: AttemptEnd): Promise<boolean> {
  const [row] = await db.query<{ finished: boolean }>(sql.named('finish-attempt')`
    with held as (
      select proposal_id, correlation_id from action_proposals
      where proposal_id = ${end.proposalId}::uuid and lease_owner = ${end.leaseOwner} for update
    ),
    won as (
      update commit_attempts a set outcome = ${end.outcome}, http_status = ${end.httpStatus}::int, error_kind = ${end.errorKind}::text, finished_at = ${end.at}
      from held where a.proposal_id = held.proposal_id and a.n = ${end.n}::int and a.outcome = 'sent'
      returning held.correlation_id
    ),
    ${auditedEvents(end.audit, end.at)}
    select exists (select 1 from won) as finished`);
  return row?.finished ?? false;
}
