import { sql, type Db } from '@ownerbot/storage';

export interface DemoMeta {
  readonly seed: string;
  readonly version: number;
  readonly seeded_at: Date;
}

/** What stands in the demo schema; null when there is none. */
export async function readDemoMeta(db: Db): Promise<DemoMeta | null> {
  const [found] = await db.query<{ exists: boolean }>(sql`select to_regclass('demo.demo_meta') is not null as exists`);
  if (found?.exists !== true) return null;
  const [meta] = await db.query<DemoMeta>(sql`select seed, version, seeded_at from demo.demo_meta`);
  return meta ?? null;
}

/** Lets one demo command at a time change the schema; held until the transaction ends. */
export async function lockDemo(tx: Db): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtext('ownerbot demo shop'))`);
}
