import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson } from '../db/storable';
import { letterConditions, type LetterConditions } from '../dead-letters/select-letters';
import { drainHindrance, hindrance, type ReplayRules } from './hindrance';
import type { OperationType } from './replay-row';

export interface NewReplay {
  readonly type: OperationType;
  /** As it was asked for. */
  readonly selection: object;
  readonly ratePerSec: number;
  readonly canary: { readonly first: number; readonly maxDead: number } | null;
  readonly force: boolean;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Date;
}

/** Of one operation; the oldest letters come first, what is over is left for the next. */
export const MOST_ITEMS = 100_000;

/**
 * Stores an operation with the letters that match now and that nothing hinders; the workers carry it out. Returns its id and how many
 * letters it has. In a transaction, which is to be rolled back when it has none.
 * Locks: nothing that is there. A letter that another operation has taken at this very moment is left to that one.
 */
export async function startReplay(tx: Db, replay: NewReplay, where: LetterConditions, rules: ReplayRules): Promise<{ id: string; total: number }> {
  const [begun] = await tx.query<{ id: string }>(sql`
    insert into replays (type, selection, rate_per_sec, canary, force, reason, requested_by, total, created_at, stepped_at)
    values (${replay.type}, ${storableJson(replay.selection)}, ${replay.ratePerSec}::double precision, ${storableJson(replay.canary ?? undefined)}, ${replay.force}, ${replay.reason}, ${replay.by}, 0, ${replay.at}, ${replay.at}::timestamptz - interval '1 second' / ${replay.ratePerSec}::double precision)
    returning id`);
  if (begun === undefined) throw new Error('an insert gives its row');
  const hindered = replay.type === 'drain' ? drainHindrance : hindrance(rules);
  const [taken] = await tx.query<{ total: number }>(sql`
    with items as (
      insert into replay_items (replay_id, n, letter_id)
      select ${begun.id}::bigint, row_number() over (order by l.died_at, l.id), l.id
      from (
        select d.id, d.died_at from dead_letters d where ${letterConditions(where)} and ${hindered} is null order by d.died_at, d.id limit ${MOST_ITEMS}
      ) l
      on conflict (letter_id) where state in ('waiting', 'opened', 'added') do nothing
      returning 1
    ),
    counted as (select count(*)::int as total from items)
    update replays r set total = c.total from counted c where r.id = ${begun.id}::bigint returning r.total`);
  return { id: begun.id, total: taken?.total ?? 0 };
}

/** Gives an operation of one letter another payload. In the transaction that starts it. */
export async function editItem(tx: Db, replayId: string, payload: object): Promise<void> {
  await tx.query(sql`update replay_items set payload = ${storableJson(payload)} where replay_id = ${replayId}::bigint and n = 1`);
}

/** One audit row of what an operator did, in the transaction that does it. */
export async function auditInTransaction(tx: Db, audit: NewAuditEvent, at: Date): Promise<void> {
  await tx.query(sql`
    with won as (select 'operator'::text as correlation_id), ${auditedEvents([audit], at)}
    select count(*) from audited`);
}
