import { sql } from '@ownerbot/storage';
import { leakCheck } from '../leak-check';
import { testDatabase } from './test-database';

test('a test database holds the platform tables, and is gone after its drop', async () => {
  const mine = await testDatabase();
  const other = await testDatabase({ migrated: false });
  try {
    const tables = await mine.open().query<{ name: string }>(sql`
      select table_name as name from information_schema.tables where table_schema = 'public' order by 1`);
    expect(tables.map((row) => row.name)).toEqual(expect.arrayContaining(['audit_events', 'chats', 'effects', 'kept_values', 'messages', 'migrations', 'sessions', 'settings', 'updates']));
    expect(await other.open().query(sql`select 1 from information_schema.tables where table_schema = 'public'`)).toEqual([]);
    await mine.drop();
    expect(await other.open().query(sql`select 1 from pg_database where datname = ${mine.name}`)).toEqual([]);
  } finally {
    await mine.drop();
    await other.drop();
  }
});

test('a seeded test database holds the demo shop, and nothing else unless it is asked for', async () => {
  const shop = await testDatabase({ migrated: false, seeded: true });
  try {
    const schemas = await shop.open().query<{ name: string }>(sql`select distinct table_schema as name from information_schema.tables where table_schema in ('public', 'demo')`);
    expect(schemas).toEqual([{ name: 'demo' }]);
    const [orders] = await shop.open().query<{ count: number }>(sql`select count(*)::int as count from demo.demo_orders`);
    expect(orders?.count).toBeGreaterThan(1_000);
  } finally {
    await shop.drop();
  }
});

test('many test databases are made at the same time', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => testDatabase()));
  expect(new Set(all.map((one) => one.name)).size).toBe(5);
  await Promise.all(all.map((one) => one.drop()));
});

leakCheck();
