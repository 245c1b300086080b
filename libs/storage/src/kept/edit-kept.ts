import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson } from '../db/storable';

/** What a kept value becomes, and what is to be known of it. */
export interface KeptEdit<T> {
  readonly result: T;
  /** Absent: it stays as it is, as long as it was to stay. */
  readonly value?: NonNullable<unknown>;
}

/**
 * Reads a kept value and writes what it becomes, so that what several processes count together is counted once each. `edit` gets null where
 * nothing is kept, or it has expired. Locks: its row, until the transaction ends. Not idempotent.
 */
export function editKept<T>(db: Db, input: { key: string; ttlSec: number; at: Date }, edit: (value: unknown) => KeptEdit<T>): Promise<T> {
  const { key, ttlSec, at } = input;
  return db.transaction(async (tx) => {
    // An empty row first: what is not there cannot be locked. It has expired already, so nobody reads it.
    const [row] = await tx.query<{ value: unknown }>(sql.named('lock-kept')`
      insert into kept_values as k (key, value, expires_at) values (${key}, '{}'::jsonb, ${at})
      on conflict (key) do update set key = excluded.key
      returning case when k.expires_at > ${at}::timestamptz then k.value end as value`);
    const { result, value } = edit(row?.value ?? null);
    if (value !== undefined) {
      await tx.query(sql.named('edit-kept')`
        update kept_values set value = ${storableJson(value)}::jsonb, expires_at = ${at}::timestamptz + ${ttlSec}::double precision * interval '1 second' where key = ${key}`);
    }
    return result;
  });
}
