import { sql, type Db } from '@ownerbot/storage';
import { DemoShopError } from '../../errors';
import { DEMO_VERSION } from '../schema/demo-migrations';
import { lockDemo, readDemoMeta } from './demo-meta';
import { guardDemo, type DemoGuardSettings } from './guard-demo';
import { writeDemoShop } from './write-demo-shop';

export interface DemoCommand {
  readonly db: Db;
  readonly settings: DemoGuardSettings;
}

export interface SeedResult {
  readonly outcome: 'seeded' | 'present';
  readonly seed: string;
  readonly version: number;
}

/**
 * Creates the demo shop in one transaction. Does nothing when the same seed and version stand there;
 * another one is refused with `DEMO_SEED_DIFFERS`. Idempotent, and safe to run twice at once.
 */
export async function seedDemo(command: DemoCommand & { seed: string }): Promise<SeedResult> {
  guardDemo(command.settings);
  const { seed } = command;
  return command.db.transaction(async (tx) => {
    await lockDemo(tx);
    const meta = await readDemoMeta(tx);
    if (meta === null) {
      await writeDemoShop(tx, seed);
      return { outcome: 'seeded', seed, version: DEMO_VERSION };
    }
    if (meta.seed === seed && meta.version === DEMO_VERSION) return { outcome: 'present', seed, version: DEMO_VERSION };
    throw new DemoShopError(
      'DEMO_SEED_DIFFERS',
      `the demo shop holds seed "${meta.seed}" version ${meta.version}, not "${seed}" version ${DEMO_VERSION}: run ownerbot demo reset to seed it again`,
      { found: { seed: meta.seed, version: meta.version }, asked: { seed, version: DEMO_VERSION } },
    );
  });
}

/** Drops the demo shop with all edits and seeds it again, in one transaction. */
export async function resetDemo(command: DemoCommand & { seed: string }): Promise<SeedResult> {
  guardDemo(command.settings);
  return command.db.transaction(async (tx) => {
    await lockDemo(tx);
    await tx.query(sql`drop schema if exists demo cascade`);
    await writeDemoShop(tx, command.seed);
    return { outcome: 'seeded', seed: command.seed, version: DEMO_VERSION };
  });
}

/** Removes the demo shop; `absent` when there was none. */
export async function dropDemo(command: DemoCommand): Promise<{ outcome: 'dropped' | 'absent' }> {
  guardDemo(command.settings);
  return command.db.transaction(async (tx) => {
    await lockDemo(tx);
    const meta = await readDemoMeta(tx);
    await tx.query(sql`drop schema if exists demo cascade`);
    return { outcome: meta === null ? 'absent' : 'dropped' };
  });
}
