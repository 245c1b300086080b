import { leakCheck } from '@ownerbot/testing';
import { callIn } from '../fixtures/demo-fixture';
import { json } from '../fixtures/scripted-sis';
import { APPLY_DATA, DECISION_KEY, envelope, okJson, QUEUE, SIS_KEY, sisFixture } from '../fixtures/sis-fixture';

test('each attempt is told before and after, by its template', async () => {
  const world = await sisFixture();
  world.sis.next(json(503, {}), okJson(envelope(QUEUE)));
  await world.shop.chatsQueue(callIn());
  const what = { method: 'GET', path: '/ownerbot/v1/chats/queue', class: 'read' };
  const frame = { correlation_id: 'tg-1-1', owner_user_id: '700', shop_id: 1, occurred_at: world.clock.now() };
  expect(world.events).toEqual([
    { ...frame, event_type: 'upstream_call_started', fields: { ...what, attempt: 1 } },
    { ...frame, event_type: 'upstream_call_finished', fields: { ...what, attempt: 1, status: 503, duration_ms: expect.any(Number), error_kind: 'http_503', retry_in_ms: 5, is_replay: false } },
    { ...frame, event_type: 'upstream_call_started', fields: { ...what, attempt: 2 } },
    { ...frame, event_type: 'upstream_call_finished', fields: { ...what, attempt: 2, status: 200, duration_ms: expect.any(Number), error_kind: null, retry_in_ms: null, is_replay: false } },
  ]);
  await world.close();
});

test('no id of an order, no search and no key stands in what is told', async () => {
  const world = await sisFixture();
  await world.shop.orderDetail('OB-SECRET', callIn()).catch(() => undefined);
  await world.shop.ordersSearch({ limit: 5, q: '491713920004' }, callIn()).catch(() => undefined);
  const told = JSON.stringify(world.events);
  expect(told).toContain('/ownerbot/v1/orders/{order_id}');
  for (const hidden of ['OB-SECRET', '3920004', SIS_KEY]) expect(told).not.toContain(hidden);
  await world.close();
});

test('a replayed apply is told as one, and a listener that fails does not lose its outcome', async () => {
  const flags: unknown[] = [];
  const world = await sisFixture({
    onCall: (event) => {
      if (event.event_type === 'upstream_call_finished') flags.push(event.fields.is_replay);
      throw new Error('the audit is full');
    },
  });
  world.sis.next(okJson(envelope(APPLY_DATA), { 'Idempotent-Replay': 'true' }));
  expect(await world.shop.applyAction('prices/bump', '{}', DECISION_KEY, callIn())).toMatchObject({ outcome: 'executed', isReplay: true });
  expect(flags).toEqual([true]);
  await world.close();
});

leakCheck();
