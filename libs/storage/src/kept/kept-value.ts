import { sql, type Sql } from '../db/sql';
import { storableJson, storableText } from '../db/storable';

/** A value that is found again by its key until it expires. */
export interface NewKeptValue {
  readonly key: string;
  /** JSON, not null. */
  readonly value: unknown;
  readonly ttlSec: number;
}

/** CTE `kept`, which writes the values anew. Needs a CTE `won` with at most one row. */
export function keptValues(values: readonly NewKeptValue[], at: Date): Sql {
  return sql`
  kept as (
    insert into kept_values (key, value, expires_at)
    select x.key, x.value, ${at}::timestamptz + x.ttl_sec * interval '1 second'
    from won, jsonb_to_recordset(${valuesJson(values)}::jsonb) as x(key text, value jsonb, ttl_sec double precision)
    on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at
    returning key
  )`;
}

// One statement may touch a key once; of several values the last one counts. Sorted, so that two writers cannot lock each other out.
function valuesJson(values: readonly NewKeptValue[]): string | null {
  const last = new Map(values.map((one) => [storableText(one.key), { key: one.key, value: one.value, ttl_sec: one.ttlSec }]));
  return storableJson([...last.keys()].sort().map((key) => last.get(key)));
}
