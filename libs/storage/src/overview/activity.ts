import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** What came, left and died in one minute. */
export interface ActiveMinute {
  readonly at: Date;
  readonly updates: number;
  readonly messages: number;
  readonly dead: number;
}

/** The last `count` whole minutes before `until`, oldest first, those without anything too. Reads ranges of three indexes; locks nothing. */
export async function recentActivity(db: Db, { until, count }: { until: Date; count: number }): Promise<ActiveMinute[]> {
  return db.query<ActiveMinute>(sql.named('recent-activity')`
    with span as (select date_trunc('minute', ${until}::timestamptz) as ends, date_trunc('minute', ${until}::timestamptz) - ${count}::int * interval '1 minute' as begins),
    u as (select date_trunc('minute', received_at) as at, count(*) as n from updates, span where received_at >= begins and received_at < ends and event = 'update' group by 1),
    m as (select date_trunc('minute', sending_at) as at, count(*) as n from messages, span where sending_at >= begins and sending_at < ends and state = 'sent' group by 1),
    d as (select date_trunc('minute', died_at) as at, count(*) as n from dead_letters, span where died_at >= begins and died_at < ends group by 1)
    select minute as at, coalesce(u.n, 0)::int as updates, coalesce(m.n, 0)::int as messages, coalesce(d.n, 0)::int as dead
    from span, generate_series(begins, ends - interval '1 minute', interval '1 minute') as minute
    left join u on u.at = minute left join m on m.at = minute left join d on d.at = minute
    order by minute`);
}
