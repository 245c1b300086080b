import { sql, type Sql } from '../db/sql';
import { storableJson, storableText } from '../db/storable';
import type { LetterAttempt } from './letter-row';

/** A death, as it is to be kept. */
export interface NewLetter {
  readonly kind: string;
  readonly queue: string;
  /** Of the job that died. */
  readonly jobId: string;
  /** Of the first job, where the one that died is a replay of it; its own otherwise. */
  readonly baseJobId: string;
  /** The number of the replay; 0 for the first job. */
  readonly generation: number;
  readonly code: string;
  readonly message: string;
  readonly fingerprint: string;
  readonly correlationId: string;
  readonly botId: string | null;
  readonly chatId: string | null;
  readonly updateId: string | null;
  readonly payload: unknown;
  readonly history: readonly LetterAttempt[];
  readonly addedAt: Date;
  readonly diedAt: Date;
}

/**
 * CTE `once`: one row when the death is news. A replay that died reopens its letter, with its attempts behind those of before. A letter
 * that is open has had its death told; one that is closed or replaying takes only a later one.
 */
export function keptLetter(letter: NewLetter): Sql {
  return sql`
  once as (
    insert into dead_letters as d (base_job_id, job_id, kind, queue, code, message, fingerprint, correlation_id, bot_id, chat_id, update_id,
      payload, history, generation, added_at, first_died_at, died_at)
    values (${storableText(letter.baseJobId)}, ${storableText(letter.jobId)}, ${storableText(letter.kind)}, ${letter.queue}, ${letter.code}, ${storableText(letter.message)},
      ${letter.fingerprint}, ${storableText(letter.correlationId)}, ${letter.botId}, ${letter.chatId}, ${letter.updateId},
      ${storableJson(letter.payload)}, ${storableJson(letter.history)}, ${letter.generation}, ${letter.addedAt}, ${letter.diedAt}, ${letter.diedAt})
    on conflict (base_job_id) do update
      set state = 'open', job_id = excluded.job_id, queue = excluded.queue, code = excluded.code, message = excluded.message, fingerprint = excluded.fingerprint,
        payload = coalesce(excluded.payload, d.payload), history = d.history || excluded.history, generation = greatest(d.generation, excluded.generation),
        died_at = excluded.died_at, closed_at = null, closed_by = null, reason = null
      where excluded.generation > d.generation or (d.state <> 'open' and excluded.died_at > d.died_at)
    returning d.id
  )`;
}
