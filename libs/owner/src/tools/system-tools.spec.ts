import { ShopError, type ShopPort } from '@ownerbot/shop';
import type { ContractResultAt, OwnData } from '@ownerbot/tools';
import { leakCheck } from '@ownerbot/testing';
import { aContext } from '../fixtures/reply-context';
import { lines, showAnswer } from '../fixtures/show-reply';
import { NOON, toolBench, type ToolBench } from '../fixtures/tool-bench';
import { presenters } from './presenters';
import { overall } from './sys-health/sys-health.tool';

let bench: ToolBench;
/** The shop of SIS_HTTP, as the test that asks it wants it to be. */
let asSis: ShopPort;
const standIn = new Proxy({}, { get: (_none, name) => Reflect.get(asSis, name) as unknown }) as ShopPort;
beforeAll(async () => {
  bench = await toolBench({ sis: standIn });
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
const checkSis = (payload: object, changes: Partial<ShopPort> = {}, at: ToolBench = bench) => {
  asSis = { ...at.shop, ...changes, mode: 'SIS_HTTP' };
  return at.ask('sis_contract_check', payload, { mode: 'SIS_HTTP' });
};
const results = (data: object) => Object.fromEntries((data as { checks: { endpoint: string; result: string }[] }).checks.map(({ endpoint, result }) => [endpoint, result]));

test('the contract is checked in a SIS mode alone', async () => {
  expect(await bench.ask('sis_contract_check')).toMatchObject({ error: { code: 'UPSTREAM_NOT_CONFIGURED', details: { reason: 'SIS_MODE_REQUIRED' } } });
});

test('a SIS that keeps the contract: reads, previews and the enquiry are looked at, and nothing is applied', async () => {
  const applied = jest.fn(bench.shop.applyAction);
  const { data, provenance } = await checkSis({}, { applyAction: applied });
  expect(data).toMatchObject({ result: 'OK' });
  expect(Object.keys(results(data))).toEqual(expect.arrayContaining(['ping', 'capabilities', 'kpi_summary', 'equalities', 'preview:prices/bump', 'enquiry']));
  expect(Object.values(results(data)).filter((result) => result === 'MISMATCH' || result === 'UNAVAILABLE')).toEqual([]);
  expect(provenance?.sources).toEqual(['sis:contract']);
  expect(applied).not.toHaveBeenCalled();
});

test('differences are named with what was found, with at most five of an endpoint; what did not answer says why', async () => {
  const broken = new ShopError('UPSTREAM_CONTRACT', 'broken', { fields: Array.from({ length: 9 }, (_, n) => ({ path: `items.${n}.qty`, rule: 'list', allowed: 'a list', found: 'text' })) });
  const response = await checkSis({ endpoints: ['sales_history', 'coupons', 'fx_status', 'chats_queue'] }, {
    salesHistory: () => Promise.reject(broken),
    coupons: () => Promise.reject(new ShopError('UPSTREAM_UNAVAILABLE', 'away')),
    fxStatus: () => Promise.reject(new ShopError('UPSTREAM_NOT_IMPLEMENTED', 'not offered')),
  });
  expect(results(response.data)).toEqual({ sales_history: 'MISMATCH', chats_queue: 'OK', coupons: 'UNAVAILABLE', fx_status: 'NOT_OFFERED' });
  const { checks } = response.data as { checks: { endpoint: string; differences: object[] }[] };
  const differences = checks.find(({ endpoint }) => endpoint === 'sales_history')?.differences;
  expect(differences).toHaveLength(5);
  expect(differences?.[0]).toEqual({ path: 'items.0.qty', kind: 'TYPE', expected: 'a list', found: 'text' });
  const shown = showAnswer(presenters.sis_contract_check, response, {}, at());
  expect(shown).toContain('🔴 история продаж: расхождение\n— <code>items.0.qty</code>: должно быть a list, пришло text');
  expect(shown).toContain('🟡 промокоды: нет ответа\n— UPSTREAM UNAVAILABLE');
});

test('a whole check is kept and used again for a minute, a part is not', async () => {
  let kept: ContractResultAt | null = null;
  const memory: Partial<OwnData> = {
    contractResult: () => Promise.resolve(kept),
    keepContractResult: (_mode, result) => {
      kept = result;
      return Promise.resolve();
    },
  };
  const other = await toolBench({ own: memory, sis: standIn });
  try {
    const pinged = jest.fn(other.shop.ping);
    const ask = (payload = {}) => checkSis(payload, { ping: pinged }, other);
    await ask({ endpoints: ['ping'] });
    expect(kept).toBeNull();
    await ask();
    other.clock.advance(59_000);
    const again = await ask();
    expect(pinged).toHaveBeenCalledTimes(2);
    expect(again).toMatchObject({ data: { result: 'OK' }, as_of: '2026-03-18T11:00:00Z', warnings: [{ code: 'CACHED_RESULT' }] });
    other.clock.advance(1_000);
    expect((await ask()).warnings).toEqual([]);
    expect(pinged).toHaveBeenCalledTimes(3);
  } finally {
    await other.drop();
  }
});

test('an endpoint that nobody knows is refused', async () => {
  expect(await bench.ask('sis_contract_check', { endpoints: ['money'] })).toMatchObject({ error: { code: 'VALIDATION_ERROR' } });
});

leakCheck();
