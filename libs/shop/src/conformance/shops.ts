import { createHash } from 'node:crypto';
import { fixedClock, type FixedClock } from '@ownerbot/runtime';
import { sql } from '@ownerbot/storage';
import { startSimulator, type Simulator } from '@ownerbot/testing';
import { demoFixture, NOON } from '../fixtures/demo-fixture';
import { sisDbFixture } from '../fixtures/sis-db-fixture';
import { createSisShop } from '../sis-http/create-sis-shop';
import type { ShopPort } from '../shop-port';

/** A shop under the conformance suite, at Berlin's noon of 18 March 2026. */
export interface ConformingShop {
  readonly shop: ShopPort;
  readonly clock: FixedClock;
  /** As somebody else would do it. */
  changePrice(productId: number, price: string): Promise<void>;
  /** The rows that an action could change, hashed. */
  state(): Promise<string>;
  /** Only of SIS over HTTP. */
  readonly simulator: Simulator | null;
  close(): Promise<void>;
}

const TABLES = [
  'demo_products', 'demo_product_variants', 'demo_looks', 'demo_orders', 'demo_coupons', 'demo_fx', 'demo_fx_jobs', 'demo_fx_backups', 'demo_campaigns',
];

async function demo(): Promise<ConformingShop> {
  const { db, shop, clock, drop } = await demoFixture();
  const hashOf = async (table: string): Promise<string> => {
    const [row] = await db.query<{ hash: string }>(sql`
      select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as hash from demo.${sql.identifier(table)} as t`);
    return `${table} ${row?.hash ?? ''}`;
  };
  return {
    shop,
    clock,
    simulator: null,
    changePrice: async (id, price) => void (await db.query(sql`update demo.demo_products set base_price = ${price} where product_id = ${id}`)),
    state: async () => {
      const hashes: string[] = [];
      for (const table of TABLES) hashes.push(await hashOf(table));
      return hashes.join('\n');
    },
    close: drop,
  };
}

const SIMULATED_TABLES = ['products', 'variants', 'looks', 'orders', 'coupons', 'fx', 'jobs', 'backups'];

async function sisHttp(): Promise<ConformingShop> {
  const simulator = await startSimulator({ now: new Date(NOON) });
  const clock = fixedClock(NOON);
  const made = createSisShop({
    settings: { sisBaseUrl: simulator.url, sisApiKey: simulator.key, sisTimeoutSec: 10, sisPreviewTimeoutSec: 10, sisApplyTimeoutSec: 10, sisMaxRetries: 0, sisRetryBackoffBaseSec: 0.1 },
    appEnv: 'test',
    clock,
  });
  if (made === null) throw new Error('not configured');
  return {
    shop: made.shop,
    clock,
    simulator,
    changePrice: async (id, price) => void (await simulator.control('POST', '/mutate', { table: 'products', id, set: { base_price: price } })),
    state: async () => {
      const hash = createHash('sha256');
      for (const table of SIMULATED_TABLES) hash.update(JSON.stringify(await simulator.control('GET', `/rows/${table}`)));
      return hash.digest('hex');
    },
    close: async () => {
      made.close();
      await simulator.stop();
    },
  };
}

async function sisDb(): Promise<ConformingShop> {
  const fixture = await sisDbFixture();
  return {
    shop: fixture.sisDb.shop,
    clock: fixture.clock,
    simulator: fixture.simulator,
    changePrice: (id, price) => fixture.changePrice(id, price),
    state: () => fixture.rowsHash(),
    close: () => fixture.close(),
  };
}

/** Each with whether it offers actions. */
export const CONFORMING_SHOPS = [
  ['demo', demo, true],
  ['sis-http against the simulator', sisHttp, true],
  ["sis-db against the simulator's database", sisDb, false],
] as const;
