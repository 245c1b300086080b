import { leakCheck } from '@ownerbot/testing';
import { callIn, NOON } from '../fixtures/demo-fixture';
import { answer } from '../fixtures/scripted-sis';
import { envelope, KPI, kpiAnswer, okJson, PREVIEW_DATA, QUEUE, sisFixture, WINDOW, type SisFixture } from '../fixtures/sis-fixture';

let world: SisFixture;
beforeEach(async () => (world = await sisFixture()));
afterEach(() => world.close());

const kpi = () => world.shop.kpiSummary(WINDOW, callIn());
const without = (owner: object, key: string) => Object.fromEntries(Object.entries(owner).filter(([name]) => name !== key));
const INVENTORY_COUNTS = { total: 3, active: 3, out_of_stock: 0, low_stock: 0, missing_photo: 0, missing_video: 0, missing_price: 0, return_flags: 0, unpublished: 0 };
const inventoryPage = (page: object, counts: unknown) => envelope({ counts: INVENTORY_COUNTS, page, items: [] }, { counts });
const inventory = () => world.shop.inventory({ section: 'all', low_stock_lte: 5, limit: 20 }, callIn());

test('a whole answer is told as it stands', async () => {
  world.sis.next(okJson(kpiAnswer({}, {}, { warnings: ['late data', { code: 'PARTIAL_SYNC', message: 'one source' }, 7] })));
  expect(await kpi()).toEqual({
    data: KPI,
    as_of: NOON,
    warnings: [{ code: 'SIS_WARNING', message: 'late data' }, { code: 'PARTIAL_SYNC', message: 'one source' }],
    provenance: {
      sources: ['sis:orders'],
      window: { from: '2026-03-11', to: '2026-03-17', timezone: 'Europe/Berlin', granularity: 'total' },
      filters_hash: 'ab'.repeat(32),
      counts: null,
      completeness: { status: 'complete', missing_days: [], in_progress_day: null },
    },
  });
});

test('unknown fields are ignored and unknown values of enumerations are kept', async () => {
  const item = {
    order_id: 'OB-1', status: 'held_by_bank', amount: '1.00', currency: 'EUR', created_at: NOON, customer_id: 'C', customer_phone: null, payment_status: 'split', paid_at: null,
    shipping_status: 'drone', ship_due_at: null, flagged: false, presets: ['new_preset'], age_hours: 1, colour: 'red',
  };
  const data = { page: { total: 1, shown: 1, next_cursor: null, pages: 1 }, items: [item], summary: { amount: '1.00', oldest_age_hours: 1 } };
  world.sis.next(okJson(envelope(data, { counts: { total: 1, shown: 1 } })));
  const found = (await world.shop.ordersSearch({ limit: 20 }, callIn())).data.items[0];
  expect(found).toMatchObject({ status: 'held_by_bank', payment_status: 'split', presets: ['new_preset'] });
  expect(found).not.toHaveProperty('colour');
});

test('bare names of sources are put under sis, and a ping’s own under its path', async () => {
  world.sis.next(okJson(kpiAnswer({}, { sources: ['orders', 'sis', 'sis:x'] })));
  expect((await kpi()).provenance.sources).toEqual(['sis:orders', 'sis:/ownerbot/v1/kpi/summary', 'sis:x']);
});

describe('a read of unclear origin is refused', () => {
  test.each<[string, unknown, string]>([
    ['no provenance', without(kpiAnswer(), 'provenance'), 'PROVENANCE_MISSING'],
    ['a bare body', KPI, 'PROVENANCE_MISSING'],
    ['provenance null', { ...kpiAnswer(), provenance: null }, 'PROVENANCE_MISSING'],
    ['no as_of', without(kpiAnswer(), 'as_of'), 'PROVENANCE_INCOMPLETE'],
    ['an as_of that is no moment', { ...kpiAnswer(), as_of: 'yesterday' }, 'PROVENANCE_INCOMPLETE'],
    ['no sources', kpiAnswer({}, { sources: [] }), 'PROVENANCE_INCOMPLETE'],
    ['sources that are no texts', kpiAnswer({}, { sources: [1] }), 'PROVENANCE_INCOMPLETE'],
    ['no filters_hash', kpiAnswer({}, { filters_hash: null }), 'PROVENANCE_INCOMPLETE'],
    ['no window', kpiAnswer({}, { window: null }), 'PROVENANCE_INCOMPLETE'],
    ['another window', kpiAnswer({}, { window: { from: '2026-03-10', to: '2026-03-17', timezone: 'Europe/Berlin', granularity: 'total' } }), 'PROVENANCE_INCOMPLETE'],
    ['another zone', kpiAnswer({}, { window: { from: WINDOW.from, to: WINDOW.to, timezone: 'UTC', granularity: 'total' } }), 'PROVENANCE_INCOMPLETE'],
    ['no completeness', kpiAnswer({}, { completeness: {} }), 'PROVENANCE_INCOMPLETE'],
  ])('%s', async (_name, body, code) => {
    world.sis.next(okJson(body));
    await expect(kpi()).rejects.toMatchObject({ code, retry: 'never' });
  });

  test.each<[string, unknown]>([
    ['none', null],
    ['another total', { total: 4, shown: 0 }],
    ['another number of items', { total: 3, shown: 3 }],
  ])('a list whose counts are %s', async (_name, counts) => {
    world.sis.next(okJson(inventoryPage({ total: 3, shown: 0, next_cursor: null }, counts)));
    await expect(inventory()).rejects.toMatchObject({ code: 'PROVENANCE_INCOMPLETE' });
  });
});

describe('an answer that breaks the contract is UPSTREAM_CONTRACT, and is not asked for again', () => {
  const deep = `{"ok":true,"as_of":"${NOON}","provenance":${JSON.stringify(kpiAnswer().provenance)},"data":{"currency":"EUR","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;

  test.each<[string, string]>([
    ['200 with ok:false', JSON.stringify({ ok: false, error: { code: 'BROKEN', message: 'x' }, correlation_id: 't' })],
    ['an envelope without ok', JSON.stringify(without(kpiAnswer(), 'ok'))],
    ['a list', '[]'],
    ['a text', '"ok"'],
    ['null', 'null'],
    ['no data', JSON.stringify(without(kpiAnswer(), 'data'))],
    ['a sum as a number', JSON.stringify(kpiAnswer({ revenue_net: 1170.9 }))],
    ['a sum with one place', JSON.stringify(kpiAnswer({ revenue_net: '1170.9' }))],
    ['a count as a text', JSON.stringify(kpiAnswer({ orders_paid: '14' }))],
    ['a field that is missing', JSON.stringify({ ...kpiAnswer(), data: without(KPI, 'aov') })],
    ['a nesting that overflows the reader', deep],
  ])('%s', async (_name, body) => {
    world.sis.next(answer(200, body));
    await expect(kpi()).rejects.toMatchObject({ code: 'UPSTREAM_CONTRACT', retry: 'never' });
    expect(world.sis.heard).toHaveLength(1);
  });

  test('the path of what differs is told', async () => {
    world.sis.next(okJson(kpiAnswer({ revenue_net: 12 })));
    await expect(kpi()).rejects.toMatchObject({ facts: { fields: [{ path: 'revenue_net', rule: 'money' }] } });
  });

  test('a list without its page', async () => {
    world.sis.next(okJson(envelope({ counts: INVENTORY_COUNTS, items: [] }, { counts: { total: 0, shown: 0 } })));
    await expect(inventory()).rejects.toMatchObject({ code: 'UPSTREAM_CONTRACT', facts: { fields: [{ path: 'page' }] } });
  });
});

describe('actions may lack the envelope', () => {
  const preview = () => world.shop.previewAction('prices/adjust', { product_ids: [1, 2], mode: 'set', value: '5.00' }, callIn());

  test('a bare preview gets its origin from the endpoint, the Date header and our own request', async () => {
    world.sis.next(okJson(PREVIEW_DATA, { Date: 'Wed, 18 Mar 2026 10:59:58 GMT' }));
    expect(await preview()).toEqual({
      data: PREVIEW_DATA,
      as_of: '2026-03-18T10:59:58.000Z',
      warnings: [],
      provenance: {
        sources: ['sis:/ownerbot/v1/actions/prices/adjust/preview'],
        window: null,
        filters_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        counts: null,
        completeness: { status: 'complete', missing_days: [], in_progress_day: null },
      },
    });
  });

  test('without any time our own clock stands in, and that is said', async () => {
    world.sis.next(okJson(PREVIEW_DATA));
    expect(await preview()).toMatchObject({ as_of: '2026-03-18T11:00:00.000Z', warnings: [{ code: 'AS_OF_MISSING' }] });
  });

  test('200 with ok:false is no preview', async () => {
    world.sis.next(okJson({ ok: false, error: { code: 'X' } }));
    await expect(preview()).rejects.toMatchObject({ code: 'UPSTREAM_CONTRACT' });
  });

  test.each<[string, object]>([
    ['no scope', { scope: undefined }],
    ['the whole shop', { scope: { kind: 'all' } }],
    ['ids that nobody named', { scope: { kind: 'ids', ids: [1, 2, 3] } }],
    ['targets that nobody named', { targets: { total: 3, ids: [1, 2, 3], truncated: false } }],
    ['more targets than were named', { targets: { total: 300, ids: [1, 2], truncated: true } }],
  ])('a preview that echoes %s is refused', async (_name, change) => {
    world.sis.next(okJson(envelope({ ...PREVIEW_DATA, ...change })));
    await expect(preview()).rejects.toMatchObject({ code: 'UPSTREAM_CONTRACT', facts: { reason: 'SCOPE_ECHO' } });
  });

  test('a request for the whole shop may lack the echo', async () => {
    world.sis.next(okJson(envelope({ ...PREVIEW_DATA, scope: undefined })));
    expect((await world.shop.previewAction('prices/bump', { scope_all: true, bump_percent: '5' }, callIn())).data.affected_count).toBe(2);
  });
});

test('the chats of a shop have no window', async () => {
  world.sis.next(okJson(envelope(QUEUE)));
  expect((await world.shop.chatsQueue(callIn())).provenance.window).toBeNull();
});

leakCheck();
