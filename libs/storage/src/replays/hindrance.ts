import { sql, type Sql } from '../db/sql';

export interface ReplayRules {
  /** Also letters that were replayed as often as this. */
  readonly force: boolean;
  /** So many replays need no force. */
  readonly mostReplays: number;
  /** Kinds that come again by themselves. */
  readonly returning: readonly string[];
}

/** Why letter `d` would not be replayed; null: it would. */
export function hindrance(rules: ReplayRules): Sql {
  return sql`(case
    when d.state in ('replayed', 'discarded') then 'closed'
    when d.state = 'replaying' or exists (select 1 from replay_items i where i.letter_id = d.id and i.state in ('waiting', 'opened', 'added')) then 'busy'
    when d.kind = any(${[...rules.returning]}::text[]) then 'comes-by-itself'
    when d.payload is null or jsonb_typeof(d.payload) = 'null' then 'payload-gone'
    when d.replays >= ${rules.mostReplays}::int and not ${rules.force}::boolean then 'replayed-too-often'
  end)`;
}

/** The same for a drain, which needs no payload. */
export const drainHindrance: Sql = sql`(case
  when d.state in ('replayed', 'discarded') then 'closed'
  when d.state = 'replaying' or exists (select 1 from replay_items i where i.letter_id = d.id and i.state in ('waiting', 'opened', 'added')) then 'busy'
end)`;
