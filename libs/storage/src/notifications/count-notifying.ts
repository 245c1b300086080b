import type { Db } from '../db/db';
import { sql } from '../db/sql';

export interface NotifyingCounts {
  readonly incidents: number;
  /** Owners. */
  readonly held: number;
  readonly failing: number;
}

/** Open incidents, owners whose notifications are held, and subscriptions that fail since before a moment. Locks nothing. */
export async function countNotifying(db: Db, failingBefore: Date): Promise<NotifyingCounts> {
  const [row] = await db.query<NotifyingCounts>(sql.named('count-notifying')`
    select (select count(*)::int from incidents where state <> 'closed') as incidents,
      (select count(distinct owner_user_id)::int from notify_subscriptions where held_reason is not null) as held,
      (select count(*)::int from notify_subscriptions where failing_since < ${failingBefore} and next_run_at is not null) as failing`);
  return row ?? { incidents: 0, held: 0, failing: 0 };
}
