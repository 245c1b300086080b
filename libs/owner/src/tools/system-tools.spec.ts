import { ShopError, type ShopPort } from '@ownerbot/shop';
import { leakCheck } from '@ownerbot/testing';
import { aContext } from '../fixtures/reply-context';
import { lines, showAnswer } from '../fixtures/show-reply';
import { NOON, toolBench, type ToolBench } from '../fixtures/tool-bench';
import { presenters } from './presenters';
import { overall } from './sys-health/sys-health.tool';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const at = (locale: 'ru' | 'en' = 'ru') => aContext({ locale, now: new Date(NOON) });

test.each([
  [[['db', 'ok'], ['sis', 'skipped'], ['redis', 'skipped']], 'ok'],
  [[['db', 'ok'], ['queues', 'warn']], 'degraded'],
  [[['db', 'ok'], ['sis', 'fail']], 'degraded'],
  [[['db', 'fail'], ['sis', 'ok']], 'down'],
  [[['queues', 'fail']], 'down'],
] as const)('the health of %j is %s', (checks, expected) => {
  expect(overall(checks.map(([name, status]) => ({ name, status })))).toBe(expected);
});

test('health: a line for each part, and what it stands on', async () => {
  const response = await bench.ask('sys_health');
  expect(response).toMatchObject({ data: { status: 'degraded' }, provenance: { sources: ['ownerbot:health'], window: { granularity: 'instant' } } });
  expect(showAnswer(presenters.sys_health, response, {}, at())).toBe(
    lines(
      'DEMO · <b>🟡 Работает с~замечаниями</b>',
      '',
      '🟢 База: в~порядке, 3~мс',
      '⚪️ Redis: не~используется',
      '🟡 Очереди: есть замечание (самое старое задание ждёт слишком долго)',
      '⚪️ Магазин: не~используется',
      '',
      '<i>Источник: OwnerBot · данные на~12:00</i>',
      '',
      '[Ошибки за сутки] [Режим данных]',
      '[⚙️ Система] [🏠 Меню]',
    ),
  );
});

test('the mode, the settings and the capabilities are told in words', async () => {
  expect(showAnswer(presenters.sys_upstream_mode, await bench.ask('sys_upstream_mode'), {}, at())).toContain('Сейчас: <b>демо-магазин</b>\nТак задано в~настройках\nSIS не~подключён');
  expect(showAnswer(presenters.sys_settings, await bench.ask('sys_settings'), {}, at('en'))).toContain('Language: Russian\nTime zone: Europe/Berlin, now 18~Mar, 12:00');
  const capabilities = await bench.ask('sis_actions_capabilities');
  expect(capabilities).toMatchObject({ data: { effective_mode: 'DEMO', sis_base_url: null, flags: { enquiry: true }, capabilities: { fx: { supported: 'yes', endpoint: 'fx' } } }, provenance: { sources: ['demo:meta'] } });
  expect(showAnswer(presenters.sis_actions_capabilities, capabilities, {}, at())).toContain('✅ Есть: показатели, динамика, заказы');
});

test('the log shows no customer data, and goes on by its cursor', async () => {
  const first = await bench.ask('sys_audit_recent', { limit: 2 });
  expect(first).toMatchObject({ data: { total: 3, count: 2, next_cursor: '2', events: [{ id: '3', fields: { tool: 'kpi_snapshot', text: 'write to *** or ***' } }, { id: '2' }] } });
  expect(await bench.ask('sys_audit_recent', { limit: 2, cursor: '2' })).toMatchObject({ data: { count: 1, next_cursor: null, events: [{ id: '1' }] } });
  expect(showAnswer(presenters.sys_audit_recent, first, {}, at())).toContain('18.03, 11:03 · <b>запрос завершён</b>\nkpi_snapshot, с~ошибкой, UPSTREAM UNAVAILABLE · запрос g-1-1003');
});

test('errors of a day: how many, of which codes, since when', async () => {
  const response = await bench.ask('sys_last_errors');
  expect(response).toMatchObject({
    data: { window_hours: 24, total: 1, count: 1, by_code: { UPSTREAM_UNAVAILABLE: 1 }, events: [{ code: 'UPSTREAM_UNAVAILABLE', preview: expect.not.stringContaining('anna') as string }] },
    provenance: { window: { from: '2026-03-17T11:00:00Z', to: '2026-03-18T11:00:00Z', granularity: 'instant' }, counts: { total: 1, shown: 1 } },
  });
  expect(showAnswer(presenters.sys_last_errors, response, {}, at())).toContain('<b>Ошибки за~24~часа: 1</b>\n\nUPSTREAM UNAVAILABLE 1');
});

/** A SIS that answers as the demo shop does, but for what is changed. */
const sis = (changes: Partial<ShopPort> = {}): ShopPort => ({ ...bench.shop, ...changes, mode: 'SIS_HTTP' });
const results = (data: object) => Object.fromEntries((data as { checks: { endpoint: string; result: string }[] }).checks.map(({ endpoint, result }) => [endpoint, result]));

test('the contract is checked in a SIS mode alone', async () => {
  expect(await bench.ask('sis_contract_check')).toMatchObject({ error: { code: 'UPSTREAM_NOT_CONFIGURED', details: { reason: 'SIS_MODE_REQUIRED' } } });
});

test('a SIS that keeps the contract', async () => {
  const { data } = await bench.ask('sis_contract_check', {}, {}, sis());
  expect(new Set(Object.values(results(data)))).toEqual(new Set(['OK']));
  expect(data).toMatchObject({ result: 'OK' });
});

test('differences are named, with at most five of an endpoint', async () => {
  const broken = new ShopError('UPSTREAM_CONTRACT', 'broken', { fields: Array.from({ length: 9 }, (_, n) => ({ path: `items.${n}.qty`, rule: 'list', allowed: 'a list' })) });
  const shop = sis({
    kpiSummary: async (...asked) => {
      const answer = await bench.shop.kpiSummary(...asked);
      return { ...answer, data: { ...answer.data, orders_paid: answer.data.orders_paid + 1 } };
    },
    salesHistory: () => Promise.reject(broken),
    coupons: () => Promise.reject(new ShopError('UPSTREAM_UNAVAILABLE', 'away')),
    fxStatus: () => Promise.reject(new ShopError('UPSTREAM_NOT_IMPLEMENTED', 'not offered')),
  });
  const response = await bench.ask('sis_contract_check', { endpoints: ['kpi', 'sales_history', 'coupons_read', 'fx', 'chats'] }, {}, shop);
  expect(results(response.data)).toEqual({ kpi: 'MISMATCH', sales_history: 'MISMATCH', coupons_read: 'UNAVAILABLE', fx: 'NOT_OFFERED', chats: 'OK' });
  const { checks } = response.data as { checks: { differences: { path: string }[] }[] };
  expect(checks[0]?.differences).toEqual([{ path: 'orders_paid', allowed: '85' }]);
  expect(checks[1]?.differences).toHaveLength(5);
  expect(showAnswer(presenters.sis_contract_check, response, {}, at())).toContain('🔴 показатели: расхождение\n— <code>orders_paid</code>: должно быть 85');
});

test('an endpoint that nobody knows is refused', async () => {
  expect(await bench.ask('sis_contract_check', { endpoints: ['money'] })).toMatchObject({ error: { code: 'VALIDATION_ERROR' } });
});

leakCheck();
