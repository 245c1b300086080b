import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** How far a tool run is. */
export interface ToolRunState {
  readonly isFinished: boolean;
  /** What it has said so far: the messages that earlier attempts wrote. */
  readonly replies: readonly { readonly id: string; readonly createdAt: Date }[];
  /** Another request of its chat still owes its first message. */
  readonly othersInWork: boolean;
}

/** Reads the effect of a tool run, of a transcription or of a plan, with its messages; null when there is none by that id. Locks nothing. */
export async function readToolRun(db: Db, effectId: string): Promise<ToolRunState | null> {
  const [row] = await db.query<{ isFinished: boolean; replies: { id: string; createdAt: string }[]; othersInWork: boolean }>(sql.named('read-tool-run')`
    select e.state = 'finished' as "isFinished",
      (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'createdAt', r.created_at) order by r.n), '[]')
        from effects r where r.correlation_id = e.correlation_id and r.id like e.id || '-%') as replies,
      exists (select 1 from updates u
        where u.bot_id = e.bot_id and u.chat_id = e.chat_id and u.first_message = 'due' and u.seq <> e.request_seq) as "othersInWork"
    from effects e where e.id = ${effectId} and e.kind in ('tool.run', 'voice.transcribe', 'intent.plan')`);
  if (row === undefined) return null;
  return { ...row, replies: row.replies.map(({ id, createdAt }) => ({ id, createdAt: new Date(createdAt) })) };
}
