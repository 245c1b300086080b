import { ActionPreviewData } from '../methods/actions/action-preview';
import { InventoryData } from '../methods/inventory';
import { RevenueTrendData } from '../methods/revenue-trend';
import { dataOf, memoryFixture } from '../fixtures/memory-fixture';
import { expectAnswer, readAnswer } from './read-answer';

const counts = { total: 1, active: 1, out_of_stock: 0, low_stock: 0, missing_photo: 0, missing_video: 0, missing_price: 0, return_flags: 0, unpublished: 0 };
const item = {
  product_id: 1,
  sku: 'PRD-001',
  title: 'Леггинсы',
  category: 'Леггинсы',
  status: 'ACTIVE',
  stock_qty: 3,
  base_price: '49.00',
  price: '49.00',
  compare_at_price: null,
  discount_percent: null,
  currency: 'EUR',
  sections: [],
};
const inventory = { counts, page: { total: 1, shown: 1, next_cursor: null }, items: [item] };

test('fields that v1 does not know are left out, and new values of enumerations are kept', () => {
  const read = readAnswer(InventoryData, { ...inventory, extra: 1, items: [{ ...item, status: 'PREORDER', colour: 'red' }] });
  expect(read).toEqual({ ok: true, data: { ...inventory, items: [{ ...item, status: 'PREORDER' }] } });
});

test.each([
  [{ ...inventory, page: undefined }, 'page'],
  [{ ...inventory, items: null }, 'items'],
  [{ ...inventory, items: ['x'] }, 'items'],
  [{ ...inventory, counts: { ...counts, total: '1' } }, 'counts.total'],
  [{ ...inventory, counts: { ...counts, total: -1 } }, 'counts.total'],
  [{ ...inventory, items: [{ ...item, base_price: 49 }] }, 'items.0.base_price'],
  [{ ...inventory, items: [{ ...item, base_price: '49' }] }, 'items.0.base_price'],
  [{ ...inventory, items: [{ ...item, compare_at_price: undefined }] }, 'items.0.compare_at_price'],
  [{ ...inventory, items: [item, { ...item, sections: [1] }] }, 'items.1.sections'],
])('an answer that breaks the contract is refused with its path (%#)', (data, path) => {
  const read = readAnswer(InventoryData, data);
  expect(read.ok ? null : read.differences[0]?.path).toBe(path);
  expect(() => expectAnswer(InventoryData, data)).toThrow(expect.objectContaining({ code: 'UPSTREAM_CONTRACT', retry: 'never' }));
});

test.each([null, 'text', 7, [inventory]])('%j is no answer', (data) => {
  expect(readAnswer(InventoryData, data)).toMatchObject({ ok: false, differences: [{ path: 'data' }] });
});

test('a missing trend before is null, not absent', () => {
  const totals = { revenue_gross: '0.00', revenue_net: '0.00', orders_created: 0, orders_paid: 0, aov: null, items_sold: 0, refunds_count: 0, refunds_amount: '0.00' };
  const trend = { currency: 'EUR', series: [], totals, previous: null };
  expect(readAnswer(RevenueTrendData, trend)).toEqual({ ok: true, data: trend });
  expect(readAnswer(RevenueTrendData, { ...trend, previous: undefined }).ok).toBe(false);
});

test('a preview of the whole shop may lack its scope', () => {
  const data = dataOf(memoryFixture().preview('prices/bump', { scope_all: true, bump_percent: '5' }));
  expect(readAnswer(ActionPreviewData, { ...data, scope: undefined }).ok).toBe(true);
  expect(readAnswer(ActionPreviewData, { ...data, scope: { kind: 7 } })).toMatchObject({ ok: false, differences: [{ path: 'scope.kind' }] });
});
