import { sql, type Sql } from '../db/sql';

/**
 * Whether the request of ledger row `u` is over: nothing of it waits for a turn, a send, a decision of the owner or an operator. Reads
 * indexes by correlation id.
 */
export const requestIsOver: Sql = sql`
  u.state in ('done', 'dead')
  and not exists (select 1 from effects e where e.correlation_id = u.correlation_id and e.state <> 'finished')
  and not exists (select 1 from dead_letters l where l.correlation_id = u.correlation_id and l.state in ('open', 'replaying'))
  and not exists (select 1 from action_proposals p where p.correlation_id = u.correlation_id and p.state in ('proposed', 'confirmed', 'executing', 'unknown'))`;

/** What one step of retention may take. */
export interface Batch {
  /** Only what is older. */
  readonly before: Date;
  readonly limit: number;
}
