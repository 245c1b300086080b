import { fixedClock, type FixedClock } from '@ownerbot/runtime';
import type { Database } from '@ownerbot/storage';
import { testDatabase } from '@ownerbot/testing';
import type { ShopCall, ShopPort } from '../shop-port';
import { seedDemo } from './commands/demo-commands';
import { createDemoShop } from './create-demo-shop';
import { DEFAULT_SEED } from './seed/build-demo-shop';

/** For tests of this library: a seeded demo shop in a database of its own, at Berlin's noon of 18 March 2026. */
export interface DemoFixture {
  readonly db: Database;
  readonly clock: FixedClock;
  readonly shop: ShopPort;
  drop(): Promise<void>;
}

export const NOON = '2026-03-18T11:00:00Z';
export const DEMO_SETTINGS = { upstreamMode: 'DEMO', autoFallback: 'none', appEnv: 'test' } as const;

export async function demoFixture(): Promise<DemoFixture> {
  const database = await testDatabase({ migrated: false });
  const db = database.open({ maxConnections: 3 });
  const clock = fixedClock(NOON);
  await seedDemo({ db, settings: DEMO_SETTINGS, seed: DEFAULT_SEED });
  return { db, clock, shop: createDemoShop({ db, clock }), drop: () => database.drop() };
}

export function callIn(timezone = 'Europe/Berlin', more: Partial<ShopCall> = {}): ShopCall {
  return {
    shopId: 1,
    currency: 'EUR',
    timezone,
    actorTelegramId: '700',
    correlationId: 'tg-1-1',
    signal: new AbortController().signal,
    ...more,
  };
}
