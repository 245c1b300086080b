import { createDemoShop, DEFAULT_SEED, seedDemo, type ShopCall, type ShopPort } from '@ownerbot/shop';
import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { openActionWorld, type ActionWorld } from '../fixtures/action-world';

let world: ActionWorld;
let demo: ShopPort;
const call: ShopCall = { shopId: 1, currency: 'EUR', timezone: 'Europe/Berlin', actorTelegramId: '1001', correlationId: 'c', signal: new AbortController().signal };

beforeAll(async () => {
  world = await openActionWorld();
  await seedDemo({ db: world.db, settings: { appEnv: 'test', upstreamMode: 'DEMO', autoFallback: 'none' }, seed: DEFAULT_SEED });
  demo = createDemoShop({ db: world.db, clock: world.clock });
});
afterAll(() => world.close());

async function prices(): Promise<string> {
  const rows = await world.db.query<{ all: string }>(sql`select string_agg(product_id || ':' || base_price, ',' order by product_id) as all from demo.demo_products`);
  return rows[0]?.all ?? '';
}

test('on the demo shop the change and its outcome are one transaction, and a second change of the same rows is stale', async () => {
  const body = { scope_all: true, bump_percent: '5' } as const;
  const { data } = await demo.previewAction('prices/bump', body, call);
  const before = await prices();
  const inDemo = { shops: () => Promise.resolve(demo) };
  const first = await world.propose('bump', { input: { n: 1 }, data });
  const second = await world.propose('bump', { input: { n: 2 }, data });
  expect(await prices()).toBe(before);

  await world.press(`confirm:${first.proposalId}`);
  const committed = await world.commitToEnd(first.proposalId, inDemo);
  expect(committed).toMatchObject({ state: 'committed', settledBy: 'commit', result: { affected_count: data.affected_count, warnings: [] } });
  const after = await prices();
  expect(after).not.toBe(before);

  await world.press(`confirm:${second.proposalId}`);
  expect(await world.commitToEnd(second.proposalId, inDemo)).toMatchObject({ state: 'failed', errorCode: 'PREVIEW_STALE' });
  expect(await prices()).toBe(after);
  expect(await world.attempts(first.proposalId)).toEqual([{ outcome: 'ok', errorKind: null }]);
});

leakCheck();
