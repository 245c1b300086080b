import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { LetterAttempt, LetterState } from './letter-row';
import { letterConditions, type LetterConditions } from './select-letters';

/** A job that will not be retried by itself, as a line of a list. All ids are decimal text; times become ISO 8601 in JSON. */
export interface LetterLine {
  readonly id: string;
  readonly kind: string;
  readonly queue: string;
  /** Of the job that died last. */
  readonly jobId: string;
  /** `open`: waits for an operator. `replaying`: its replay is in the queue. `replayed`, `discarded`: closed. */
  readonly state: LetterState;
  readonly code: string;
  readonly message: string;
  /** The same for all letters of one kind, code and message, numbers and ids in the message apart. */
  readonly fingerprint: string;
  readonly correlationId: string;
  readonly botId: string | null;
  readonly chatId: string | null;
  readonly updateId: string | null;
  /** Attempts of all runs that failed, those of its replays included. */
  readonly attempts: number;
  /** How often it has been replayed. */
  readonly replays: number;
  readonly addedAt: Date;
  readonly firstDiedAt: Date;
  readonly diedAt: Date;
  /** The running operation that has it in hand. */
  readonly operationId: string | null;
}

const lineColumns = sql`
  d.id, d.kind, d.queue, d.job_id as "jobId", d.state, d.code, d.message, d.fingerprint, d.correlation_id as "correlationId", d.bot_id as "botId", d.chat_id as "chatId",
  d.update_id as "updateId", jsonb_array_length(d.history) as attempts, d.replays, d.added_at as "addedAt", d.first_died_at as "firstDiedAt", d.died_at as "diedAt",
  (select i.replay_id from replay_items i where i.letter_id = d.id and i.state in ('waiting', 'opened', 'added')) as "operationId"`;

/** The place after which a page begins: the last line of the page before. */
export interface LetterPlace {
  readonly diedAt: Date;
  readonly id: string;
}

/** Letters that match, the newest death first. Locks nothing. */
export async function listLetters(db: Db, query: { where: LetterConditions; limit: number; after?: LetterPlace | null }): Promise<LetterLine[]> {
  const { after } = query;
  return db.query<LetterLine>(sql`
    select ${lineColumns} from dead_letters d
    where ${letterConditions(query.where)} and ${after ? sql`(d.died_at, d.id) < (${after.diedAt}, ${after.id}::bigint)` : sql`true`}
    order by d.died_at desc, d.id desc limit ${query.limit}`);
}

/** How many match. Locks nothing. */
export async function countLetters(db: Db, where: LetterConditions): Promise<number> {
  const [row] = await db.query<{ total: number }>(sql`select count(*)::int as total from dead_letters d where ${letterConditions(where)}`);
  return row?.total ?? 0;
}

export interface LetterFacts extends LetterLine {
  readonly payload: object | null;
  readonly history: readonly LetterAttempt[];
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly reason: string | null;
  /** Newest first. */
  readonly operations: readonly { readonly operationId: string; readonly state: string; readonly jobId: string | null; readonly reason: string | null; readonly endedAt: string | null }[];
}

/** Everything of one letter; null: there is none. Locks nothing. */
export async function readLetter(db: Db, id: string): Promise<LetterFacts | null> {
  const [row] = await db.query<LetterFacts>(sql.named('read-letter')`
    select ${lineColumns}, d.payload, d.history, d.closed_at as "closedAt", d.closed_by as "closedBy", d.reason,
      (select coalesce(jsonb_agg(jsonb_build_object('operationId', i.replay_id::text, 'state', i.state, 'jobId', i.job_id, 'reason', i.reason, 'endedAt', i.ended_at) order by i.replay_id desc), '[]')
        from replay_items i where i.letter_id = d.id) as operations
    from dead_letters d where d.id = ${id}::bigint`);
  return row ?? null;
}
