import { keyOf, sisInTest, stopSis, type TestSis } from '../../test-support/sis-in-test';

let sis: TestSis;
beforeEach(async () => {
  sis = await sisInTest({ actors: [10_000_001] });
});
afterEach(stopSis);

const refusal = (status: number, code: string) => ({ status, body: { detail: { code } } });

test.each([
  [{ 'x-ownerbot-key': '' }, 401, 'KEY_MISSING'],
  [{ 'x-api-key': '' }, 401, 'KEY_MISSING'],
  [{ 'x-ownerbot-key': 'wrong' }, 403, 'KEY_INVALID'],
  [{ 'x-api-key': 'wrong' }, 403, 'KEY_INVALID'],
  [{ 'x-actor-tg-id': '5' }, 403, 'ACTOR_NOT_ALLOWED'],
  [{ 'x-actor-tg-id': '' }, 403, 'ACTOR_NOT_ALLOWED'],
])('a read with %j is refused', async (headers, status, code) => {
  expect(await sis.read('ping', {}, headers)).toMatchObject(refusal(status, code));
});

test('actions want one key alone, and a shop that is allowed', async () => {
  const send = (body: object, headers: Record<string, string> = {}) => sis.send('actions/fx/preview', { method: 'POST', body: JSON.stringify(body), headers });
  expect(await send({ shop_id: 1, actor_tg_id: 10_000_001 }, { 'x-api-key': 'wrong' })).toMatchObject({ status: 200 });
  expect(await send({ shop_id: 2, actor_tg_id: 10_000_001 })).toMatchObject(refusal(403, 'SHOP_NOT_ALLOWED'));
  expect(await sis.read('ping', { shop_id: 2 })).toMatchObject(refusal(403, 'SHOP_NOT_ALLOWED'));
  expect(await sis.read('ping', { shop_id: 'one' })).toMatchObject(refusal(422, 'VALIDATION'));
});

test('the shop changes its key, its shops and its actors', async () => {
  await sis.control('POST', '/settings', { key: 'new-key', allowed_shops: [7], allowed_actors: [] });
  expect(await sis.read('ping')).toMatchObject(refusal(403, 'KEY_INVALID'));
  const headers = { 'x-ownerbot-key': 'new-key', 'x-api-key': 'new-key', 'x-actor-tg-id': '5' };
  expect((await sis.read('ping', { shop_id: 7 }, headers)).status).toBe(200);
  expect(await sis.read('ping', {}, headers)).toMatchObject(refusal(403, 'SHOP_NOT_ALLOWED'));
});

test('keys stand in no answer and no log', async () => {
  await sis.read('ping', {}, { 'x-ownerbot-key': 'a-wrong-secret' });
  await sis.act('coupons/disable/apply', { code: 'VIP25' }, keyOf('k'));
  const told = JSON.stringify([await sis.control('GET', '/requests'), await sis.control('GET', '/state'), await sis.control('GET', '/operations')]);
  expect(told).not.toContain(sis.key);
  expect(told).not.toContain('a-wrong-secret');
  expect((await sis.control('GET', '/requests')).body).toMatchObject([
    { method: 'GET', path: '/ownerbot/v1/ping', status: 403, reason: 'KEY_INVALID', headers: { 'x-ownerbot-key': '***' } },
    { kind: 'apply', status: 200, body_hash: expect.stringMatching(/^[0-9a-f]{64}$/), headers: { 'idempotency-key': keyOf('k') } },
  ]);
});

test.each([
  ['GET', 'nothing', 404],
  ['GET', 'orders/OB-1/items', 404],
  ['GET', 'actions/prices/bump/preview', 405],
  ['POST', 'kpi/summary', 405],
  ['POST', 'actions/fx/settings', 405],
  ['POST', 'actions/campaigns/status/preview', 404],
  ['POST', 'actions/fx/settings/preview', 404],
  ['DELETE', 'actions/operations/x', 405],
])('%s %s is %i', async (method, path, status) => {
  expect((await sis.send(path, { method })).status).toBe(status);
});

test('an entity that is not there is told apart from a path that is not', async () => {
  expect(await sis.read('orders/OB-0')).toMatchObject(refusal(404, 'NOT_FOUND'));
  expect(await sis.read('orders/%F0%9F')).toMatchObject(refusal(404, 'NOT_FOUND'));
});

test('a body of more than 256 KB is refused, and one that is cut off disturbs nobody', async () => {
  expect((await sis.send('actions/fx/preview', { method: 'POST', body: 'x'.repeat(300_000) })).status).toBe(413);
  expect((await sis.read('ping')).status).toBe(200);
});

test('another site in the same browser cannot reach the control API', async () => {
  const status = async (headers: Record<string, string>) => (await fetch(`${sis.controlUrl}/state`, { headers })).status;
  expect([await status({ origin: 'https://evil.example' }), await status({})]).toEqual([403, 200]);
});
