import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** What wants an operator's eye. */
export interface Attention {
  readonly deadLetters: number;
  readonly unknownProposals: number;
  readonly openOperations: number;
  /** Audit events of severity `error` since the moment that was asked for. */
  readonly alerts: number;
}

/** Counts through partial indexes, but for the alerts, which are those of one day. Locks nothing. */
export async function countAttention(db: Db, alertsSince: Date): Promise<Attention> {
  const [row] = await db.query<Attention>(sql.named('count-attention')`
    select
      (select count(*)::int from dead_letters where state = 'open') as "deadLetters",
      (select count(*)::int from action_proposals where state = 'unknown') as "unknownProposals",
      (select count(*)::int from replays where finished_at is null) as "openOperations",
      (select count(*)::int from audit_events where occurred_at >= ${alertsSince} and severity = 'error') as alerts`);
  return row ?? { deadLetters: 0, unknownProposals: 0, openOperations: 0, alerts: 0 };
}
