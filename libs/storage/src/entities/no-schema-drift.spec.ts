import { readdirSync } from 'node:fs';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { leakCheck, repoRoot, testDatabase } from '@ownerbot/testing';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { entities } from '.';

/** All that Postgres knows of the tables, in its own words. */
async function schemaOf(db: Db): Promise<string[]> {
  const rows = await db.query<{ line: string }>(sql`
    select format('column %s.%s %s %s default %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then 'not null' else 'null' end, coalesce(pg_get_expr(d.adbin, d.adrelid), '-')) as line
      from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and c.relname <> 'migrations'
    union all
    select format('index %s', pg_get_indexdef(i.indexrelid)) from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and c.relname <> 'migrations'
    union all
    select format('constraint %s %s %s', c.relname, k.conname, pg_get_constraintdef(k.oid)) from pg_constraint k join pg_class c on c.oid = k.conrelid
      where c.relnamespace = 'public'::regnamespace and k.contype <> 'n' and c.relname <> 'migrations'
    order by 1`);
  return rows.map((row) => row.line);
}

test('the entities and the migration describe the same tables, columns, defaults, indexes and constraints', async () => {
  const [migrated, synchronized] = await Promise.all([testDatabase(), testDatabase({ migrated: false })]);
  const source = new DataSource({ type: 'postgres', url: synchronized.url, entities: [...entities], installExtensions: false });
  try {
    await source.initialize();
    await source.synchronize();
    const expected = await schemaOf(migrated.open());
    expect(expected.length).toBeGreaterThan(90);
    expect(await schemaOf(synchronized.open())).toEqual(expected);
  } finally {
    await source.destroy();
    await migrated.drop();
    await synchronized.drop();
  }
});

test('there is one migration until the first release: what is added goes into the baseline', () => {
  expect(readdirSync(path.join(repoRoot(), 'migrations'))).toEqual(['0001-baseline', '0001-baseline.ts']);
});

leakCheck();
