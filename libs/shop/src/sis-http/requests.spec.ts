import { leakCheck, waitFor } from '@ownerbot/testing';
import { callIn } from '../fixtures/demo-fixture';
import { silence } from '../fixtures/scripted-sis';
import { APPLY_DATA, DECISION_KEY, envelope, kpiAnswer, okJson, QUEUE, SIS_KEY, sisFixture, WINDOW, type SisFixture } from '../fixtures/sis-fixture';

let world: SisFixture;
beforeEach(async () => (world = await sisFixture()));
afterEach(() => world.close());

describe('headers (1.1)', () => {
  test('a read carries both keys, the correlation id and the actor', async () => {
    world.sis.next(okJson(envelope(QUEUE)));
    await world.shop.chatsQueue(callIn());
    expect(world.sis.heard[0]?.headers).toMatchObject({
      'x-ownerbot-key': SIS_KEY, 'x-api-key': SIS_KEY, 'x-correlation-id': 'tg-1-1', 'x-actor-tg-id': '700', 'accept-encoding': 'gzip',
    });
    expect(world.sis.heard[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  test('an apply carries one key and its idempotency key, and its body byte for byte', async () => {
    world.sis.next(okJson(envelope(APPLY_DATA)));
    const body = '{"b": 1,\n "a": "носки", "note":"\\u0000"}';
    await world.shop.applyAction('prices/bump', body, DECISION_KEY, callIn());
    const [heard] = world.sis.heard;
    expect(heard).toMatchObject({ method: 'POST', path: '/ownerbot/v1/actions/prices/bump/apply', body });
    expect(heard?.headers).toMatchObject({ 'x-ownerbot-key': SIS_KEY, 'idempotency-key': DECISION_KEY, 'content-type': 'application/json; charset=utf-8' });
    expect(heard?.headers).not.toHaveProperty('x-api-key');
  });

  test('FX settings are patched in place', async () => {
    world.sis.next(okJson(envelope(APPLY_DATA)));
    await world.shop.applyAction('fx/settings', '{}', DECISION_KEY, callIn());
    expect(world.sis.heard[0]).toMatchObject({ method: 'PATCH', path: '/ownerbot/v1/actions/fx/settings' });
  });

  test('a correlation id of a schedule is made fit for its header', async () => {
    world.sis.next(okJson(envelope(QUEUE)));
    await world.shop.chatsQueue(callIn('Europe/Berlin', { correlationId: `sch-sis.check-2026-03-18T11:00:00.000Z-${'x'.repeat(40)}` }));
    expect(world.sis.heard[0]?.headers['x-correlation-id']).toMatch(/^[A-Za-z0-9_-]{64}$/);
  });
});

describe('paths', () => {
  test('a question is written as query parameters, the shop among them', async () => {
    world.sis.next(okJson(kpiAnswer()));
    await world.shop.kpiSummary(WINDOW, callIn());
    expect(world.sis.heard[0]?.path).toBe('/ownerbot/v1/kpi/summary?shop_id=1&from=2026-03-11&to=2026-03-17&tz=Europe%2FBerlin');
  });

  test('absent filters are left out, lists are joined, a window of a search is spread', async () => {
    world.sis.next(silence);
    const gaveUp = new AbortController();
    const asked = world.shop.ordersSearch({ limit: 5, q: 'a&b=c d+', window: WINDOW, flagged: false }, callIn('Europe/Berlin', { signal: gaveUp.signal })).catch(() => undefined);
    await waitFor(() => world.sis.heard.length > 0, { what: 'the question' });
    gaveUp.abort();
    await asked;
    expect(world.sis.heard[0]?.path).toBe('/ownerbot/v1/orders/search?shop_id=1&limit=5&q=a%26b%3Dc+d%2B&flagged=false&from=2026-03-11&to=2026-03-17&tz=Europe%2FBerlin');
  });

  test('an order id is encoded and cannot reach another path', async () => {
    const idOf = async (id: string): Promise<string | undefined> => {
      await world.shop.orderDetail(id, callIn()).catch(() => undefined);
      return world.sis.heard.at(-1)?.path;
    };
    expect(await idOf('OB/1?x=1#y')).toBe('/ownerbot/v1/orders/OB%2F1%3Fx%3D1%23y?shop_id=1');
    const before = world.sis.heard.length;
    for (const id of ['..', '.', '']) await expect(world.shop.orderDetail(id, callIn())).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    expect(world.sis.heard).toHaveLength(before);
  });
});

describe('connections', () => {
  test('reads share a kept connection, applies and pings have their own', async () => {
    world.sis.otherwise(okJson(envelope(QUEUE)));
    await world.shop.chatsQueue(callIn());
    await world.shop.chatsQueue(callIn());
    world.sis.next(okJson(envelope(APPLY_DATA)), okJson(envelope({ service: 'sis', gateway: 'ownerbot', api_version: '1.0', time: '2026-03-18T11:00:00Z' })));
    await world.shop.applyAction('prices/bump', '{}', DECISION_KEY, callIn());
    await world.shop.ping(callIn());
    expect(world.sis.heard.map((one) => one.connection)).toEqual([1, 1, 2, 3]);
  });

  test('what the contract cannot carry is refused here, and not sent', async () => {
    const outcome = await world.shop.applyAction('prices/bump', 'x'.repeat(256 * 1024 + 1), DECISION_KEY, callIn());
    expect(outcome).toMatchObject({ outcome: 'refused', error: { code: 'VALIDATION_ERROR' } });
    expect(await world.shop.applyAction('prices/bump', '{}', 'short', callIn())).toMatchObject({ outcome: 'refused' });
    expect(world.sis.bytesHeard()).toBe(0);
  });

  test('a method that SIS does not have is not asked for', async () => {
    await expect(world.shop.funnel(WINDOW, callIn())).rejects.toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED' });
    await expect(world.shop.previewAction('campaigns/status', { campaign_id: 1, operation: 'pause' }, callIn())).rejects.toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED' });
    expect(world.sis.heard).toHaveLength(0);
  });
});

leakCheck();
