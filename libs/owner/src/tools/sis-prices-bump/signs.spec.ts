import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { Decimal } from 'decimal.js';
import { applyNow } from '../../fixtures/apply-now';
import { toolBench, type ToolBench } from '../../fixtures/tool-bench';

/** A22: the sign of a percentage reaches the shop, and no price moves the other way. */
let bench: ToolBench;
beforeEach(async () => {
  bench = await toolBench();
});
afterEach(() => bench.drop());

const prices = async () => new Map((await bench.db.query<{ id: number; price: string | null }>(sql`select product_id as id, base_price as price from demo.demo_products order by 1`)).map(({ id, price }) => [id, price]));

test.each([
  ['-3', -1],
  ['100', 1],
  ['12.5', 1],
])('%s percent is sent as such and moves every price that changes to one side', async (bump_percent, side) => {
  const { commit } = await bench.ask('sis_prices_bump', { scope_all: true, bump_percent });
  expect(commit).toMatchObject({ bump_percent });
  const before = await prices();
  const { affected_count } = await applyNow(bench, 'prices/bump', { scope_all: true, bump_percent, bump_additive: '0' });
  const moves = [...(await prices())].map(([id, after]) => new Decimal(after ?? 0).minus(before.get(id) ?? 0)).filter((move) => !move.isZero());
  expect(moves).toHaveLength(affected_count);
  expect(moves.every((move) => move.s === side)).toBe(true);
});

leakCheck();
