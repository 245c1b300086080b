import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { letterConditions, type LetterConditions } from './select-letters';

/** Letters of one cause. */
export interface LetterGroup {
  readonly fingerprint: string;
  readonly kind: string;
  readonly code: string;
  /** Of the newest of them. */
  readonly message: string;
  readonly count: number;
  readonly chats: number;
  readonly firstDiedAt: Date;
  readonly diedAt: Date;
  /** The newest of them. */
  readonly sampleId: string;
}

/** Letters that match by their cause, the most frequent first, and how many causes there are. Locks nothing. */
export async function groupLetters(db: Db, query: { where: LetterConditions; limit: number; offset: number }): Promise<{ total: number; groups: LetterGroup[] }> {
  const rows = await db.query<LetterGroup & { total: number }>(sql`
    select g.*, n.kind, n.code, n.message, n.id as "sampleId"
    from (
      select d.fingerprint, count(*)::int as count, count(distinct d.chat_id)::int as chats, min(d.first_died_at) as "firstDiedAt", max(d.died_at) as "diedAt", (count(*) over ())::int as total
      from dead_letters d where ${letterConditions(query.where)}
      group by d.fingerprint order by count(*) desc, max(d.died_at) desc, d.fingerprint limit ${query.limit} offset ${query.offset}
    ) g,
    lateral (
      select d.id, d.kind, d.code, d.message from dead_letters d
      where ${letterConditions(query.where)} and d.fingerprint = g.fingerprint order by d.died_at desc, d.id desc limit 1
    ) n
    order by g.count desc, g."diedAt" desc, g.fingerprint`);
  return { total: rows[0]?.total ?? 0, groups: rows.map(({ total: _total, ...group }) => group) };
}

/** Open letters by code, for the gauge. Locks nothing. */
export async function countOpenLetters(db: Db): Promise<{ code: string; count: number }[]> {
  return db.query<{ code: string; count: number }>(sql.named('count-open-letters')`
    select code, count(*)::int as count from dead_letters where state = 'open' group by code order by count(*) desc limit 50`);
}
