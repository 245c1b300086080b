import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { letterConditions, type LetterConditions } from '../dead-letters/select-letters';
import { hindrance, type ReplayRules } from './hindrance';
import type { SkipReason } from './replay-row';

export interface PlannedCause {
  readonly fingerprint: string;
  readonly kind: string;
  readonly code: string;
  readonly message: string;
  /** Null: these would be replayed. */
  readonly hindrance: SkipReason | null;
  readonly count: number;
}

export interface PlannedChat {
  readonly botId: string;
  readonly chatId: string;
  readonly letters: number;
  /** Updates of the chat that were taken after the first of these letters died. */
  readonly ranSince: number;
}

/** What a replay of the letters that match would meet, by cause and hindrance. Locks nothing. */
export async function plannedCauses(db: Db, where: LetterConditions, rules: ReplayRules): Promise<PlannedCause[]> {
  return db.query<PlannedCause>(sql`
    select fingerprint, kind, code, max(message) as message, hindrance, count(*)::int as count
    from (select d.fingerprint, d.kind, d.code, d.message, ${hindrance(rules)} as hindrance from dead_letters d where ${letterConditions(where)}) l
    group by fingerprint, kind, code, hindrance order by count(*) desc, fingerprint`);
}

/** The chats of the letters that would be replayed, and what they have asked since: those with the most first. Locks nothing. */
export async function plannedChats(db: Db, where: LetterConditions, rules: ReplayRules, limit: number): Promise<{ total: number; ranSince: number; chats: PlannedChat[] }> {
  const rows = await db.query<PlannedChat & { total: number; allSince: number }>(sql`
    with chats as materialized (
      select bot_id, chat_id, count(*)::int as letters, min(died_at) as since
      from (select d.bot_id, d.chat_id, d.died_at, ${hindrance(rules)} as hindrance from dead_letters d where ${letterConditions(where)} and d.chat_id is not null) l
      where hindrance is null and bot_id is not null group by bot_id, chat_id
    ),
    since as (
      select c.bot_id, c.chat_id, count(*)::int as ran
      from updates u join chats c on c.bot_id = u.bot_id and c.chat_id = u.chat_id
      where u.received_at > (select min(since) from chats) and u.received_at > c.since and u.event = 'update' and u.state in ('decided', 'done')
      group by c.bot_id, c.chat_id
    )
    select c.bot_id as "botId", c.chat_id as "chatId", c.letters, coalesce(s.ran, 0) as "ranSince",
      (count(*) over ())::int as total, (sum(coalesce(s.ran, 0)) over ())::int as "allSince"
    from chats c left join since s on s.bot_id = c.bot_id and s.chat_id = c.chat_id
    order by "ranSince" desc, c.letters desc, c.chat_id limit ${limit}`);
  return { total: rows[0]?.total ?? 0, ranSince: rows[0]?.allSince ?? 0, chats: rows.map(({ total: _total, allSince: _all, ...chat }) => chat) };
}
