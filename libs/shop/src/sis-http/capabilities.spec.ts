import { leakCheck } from '@ownerbot/testing';
import { callIn } from '../fixtures/demo-fixture';
import { answer, json, reset, silence, type Script } from '../fixtures/scripted-sis';
import { CAPABILITIES, envelope, kpiAnswer, okJson, QUEUE, sisFixture, WINDOW, type SisFixture } from '../fixtures/sis-fixture';

let world: SisFixture;
beforeEach(async () => (world = await sisFixture()));
afterEach(() => world.close());

const HOUR_MS = 3_600_000;
const ask = (more: object = {}) => world.shop.capabilities(callIn('Europe/Berlin', more));
const stated = (change: object = {}) => okJson(envelope({ ...CAPABILITIES, ...change }));

/** A shop without a capabilities endpoint: each path answers as told. */
function probed(answers: Readonly<Record<string, Script>>, otherwise: Script = json(422, { detail: 'empty' })): Script {
  return (socket, request) => {
    const path = request.path.replace(/\?.*/, '');
    const script = path === '/ownerbot/v1/capabilities' ? json(404, { detail: 'Not Found' }) : (answers[path.replace('/ownerbot/v1/actions/', '')] ?? otherwise);
    script(socket, request);
  };
}

describe('stated capabilities', () => {
  test('are remembered for six hours, for each shop, and asked anew on demand', async () => {
    world.sis.otherwise(stated());
    expect((await ask()).data).toEqual(CAPABILITIES);
    world.clock.advance(6 * HOUR_MS - 1);
    await ask();
    expect(world.sis.heard).toHaveLength(1);
    world.clock.advance(1);
    await ask();
    expect(world.sis.heard).toHaveLength(2);
    await ask({ isFresh: true });
    expect(world.sis.heard).toHaveLength(3);
    world.sis.otherwise(stated({ shop_id: 2 }));
    expect((await ask({ shopId: 2 })).data.shop_id).toBe(2);
    expect(world.sis.heard).toHaveLength(4);
  });

  test.each<[string, Script, string]>([
    ['SIS being down', json(500, {}), 'UPSTREAM_UNAVAILABLE'],
    ['a wrong key', json(403, {}), 'UPSTREAM_AUTH'],
  ])('%s is remembered for a minute', async (_name, script, code) => {
    world.sis.otherwise(script);
    await expect(ask()).rejects.toMatchObject({ code });
    const asked = world.sis.heard.length;
    world.sis.otherwise(stated());
    await expect(ask()).rejects.toMatchObject({ code });
    expect(world.sis.heard).toHaveLength(asked);
    world.clock.advance(60_000);
    expect((await ask()).data).toEqual(CAPABILITIES);
  });

  test('whoever carries a change on may ask again after a failure, but not what is known', async () => {
    world.sis.otherwise(json(403, {}));
    await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    world.sis.otherwise(stated());
    expect((await ask({ isFresh: 'after-failure' })).data).toEqual(CAPABILITIES);
    const asked = world.sis.heard.length;
    await ask({ isFresh: 'after-failure' });
    expect(world.sis.heard).toHaveLength(asked);
  });

  test('those of another shop are CONFIG_MISMATCH', async () => {
    world.sis.otherwise(stated({ shop_id: 7 }));
    await expect(ask()).rejects.toMatchObject({ code: 'CONFIG_MISMATCH', facts: { reason: 'SHOP' } });
  });
});

describe('without a capabilities endpoint actions are probed', () => {
  test('200 and 422 are a yes, 404 is a no, the rest is left open; no promise holds', async () => {
    world.sis.otherwise(
      probed({
        'fx/status': okJson({}),
        'prices/bump/preview': json(404, { detail: 'Not Found' }),
        'reprice/preview': json(403, {}),
        'discounts/set/preview': answer(500, ''),
        'orders/flag/preview': json(302, {}),
      }),
    );
    const { data } = await ask();
    expect(data).toMatchObject({ shop_id: 1, currency: 'EUR', flags: { idempotent_applies: false, enquiry: false, preview_binding: false } });
    expect(data.endpoints).toEqual({
      fx: true, prices_bump: false, prices_adjust: true, prices_rollback: true, products_publish: true, looks_publish: true, coupons_write: true,
    });
  });

  test('a probe is an empty body, once for each capability', async () => {
    world.sis.otherwise(probed({}));
    await ask();
    const probes = world.sis.heard.slice(1);
    expect(probes.map((one) => `${one.method} ${one.path}`).sort()).toEqual([
      'GET /ownerbot/v1/actions/fx/status?shop_id=1',
      'POST /ownerbot/v1/actions/coupons/upsert/preview',
      'POST /ownerbot/v1/actions/discounts/set/preview',
      'POST /ownerbot/v1/actions/looks/publish/preview',
      'POST /ownerbot/v1/actions/orders/flag/preview',
      'POST /ownerbot/v1/actions/prices/adjust/preview',
      'POST /ownerbot/v1/actions/prices/bump/preview',
      'POST /ownerbot/v1/actions/products/publish/preview',
      'POST /ownerbot/v1/actions/reprice/preview',
      'POST /ownerbot/v1/actions/reprice/rollback/preview',
    ]);
    expect(probes.filter((one) => one.method === 'POST').every((one) => one.body === '{}')).toBe(true);
  });

  test('findings that are all definite last six hours', async () => {
    world.sis.otherwise(probed({ 'fx/status': json(404, {}) }));
    await ask();
    const asked = world.sis.heard.length;
    world.clock.advance(6 * HOUR_MS - 1);
    await ask();
    expect(world.sis.heard).toHaveLength(asked);
  });

  test('with anything open they last a minute', async () => {
    world.sis.otherwise(probed({ 'fx/status': json(500, {}) }));
    await ask();
    const asked = world.sis.heard.length;
    world.clock.advance(60_000);
    await ask();
    expect(world.sis.heard.length).toBeGreaterThan(asked);
  });

  test('a shop that falls silent amid the probes is not hit with the rest', async () => {
    world.sis.otherwise(probed({}, reset));
    expect((await ask()).data.endpoints).toEqual({});
    expect(world.sis.heard).toHaveLength(2);
  });
});

describe('currency', () => {
  const kpi = (more: object = {}) => world.shop.kpiSummary(WINDOW, callIn('Europe/Berlin', more));

  test('a shop that counts in another one is not asked for sums, but for everything else', async () => {
    world.sis.next(stated({ currency: 'USD' }));
    await ask();
    await expect(kpi()).rejects.toMatchObject({ code: 'CONFIG_MISMATCH', facts: { key: 'currency' } });
    await expect(world.shop.previewAction('prices/bump', { scope_all: true, bump_percent: '5' }, callIn())).rejects.toMatchObject({ code: 'CONFIG_MISMATCH' });
    await expect(world.shop.fxStatus(callIn())).rejects.toMatchObject({ code: 'CONFIG_MISMATCH' });
    expect(world.sis.heard).toHaveLength(1);
    world.sis.next(okJson(envelope(QUEUE)));
    await world.shop.chatsQueue(callIn());
  });

  test('corrected settings work at once, a corrected shop within a minute', async () => {
    world.sis.next(stated({ currency: 'USD' }), okJson(kpiAnswer({ currency: 'USD' })));
    await ask();
    expect((await kpi({ currency: 'USD' })).data.currency).toBe('USD');
    world.clock.advance(60_000);
    world.sis.next(stated(), okJson(kpiAnswer()));
    expect((await kpi()).data.currency).toBe('EUR');
  });

  test('sums that come in another one are not shown, whatever was said before', async () => {
    world.sis.next(stated(), okJson(kpiAnswer({ currency: 'USD' })));
    await ask();
    await expect(kpi()).rejects.toMatchObject({ code: 'CONFIG_MISMATCH' });
  });
});

test('a call that is cut off is not remembered as an answer', async () => {
  world.sis.otherwise(silence);
  await expect(ask({ signal: AbortSignal.timeout(30) })).rejects.toThrow();
  world.sis.otherwise(stated());
  expect((await ask()).data).toEqual(CAPABILITIES);
});

leakCheck();
