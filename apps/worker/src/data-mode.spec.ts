import { leakCheck, simulatorWithDatabase, startSimulator, waitFor, type Simulator } from '@ownerbot/testing';
import type { ToolResponse } from '@ownerbot/tools';
import { readSisFacts } from './sis-facts';
import { openAnswering, type Answering } from './test-support/answering';

/** Payloads of reads that ask for more than their defaults. */
const NEEDED: Readonly<Record<string, object>> = { order_detail: { order_id: 'OB-1003' }, advice_brief: { topic: 'OPS_PRIORITY' }, advice_memo: { topic: 'OPS_PRIORITY', given: {} } };

let sis: Simulator;
let open: Answering | undefined;
beforeAll(async () => {
  sis = await startSimulator();
});
afterEach(async () => {
  await open?.close();
  open = undefined;
  await sis.control('DELETE', '/faults');
});
afterAll(() => sis.stop());

async function answering(env: Readonly<Record<string, string>> = {}, managers?: readonly string[]): Promise<Answering> {
  open = await openAnswering({ SIS_BASE_URL: sis.url, SIS_OWNERBOT_API_KEY: sis.key, ...env }, managers);
  return open;
}

async function askAll({ composed, ask }: Answering, isWanted: (name: string) => boolean = () => true): Promise<ToolResponse[]> {
  const answers: ToolResponse[] = [];
  for (const { name, kind, defaultPayload } of composed.tools) if (kind === 'read' && isWanted(name)) answers.push(await ask(name, NEEDED[name] ?? { ...defaultPayload }));
  return answers;
}

const sourcesOf = (answers: readonly ToolResponse[]) => [...new Set(answers.flatMap(({ provenance }) => provenance?.sources ?? []).map((source) => source.split(':')[0]))].sort();
const readsOfShop = ({ composed }: Answering) => new Set(composed.tools.filter(({ kind, needsShop }) => kind === 'read' && needsShop).map(({ name }) => name));

test('an override counts at once, for every tool and for what the tools say of the mode', async () => {
  const bot = await answering();
  expect((await bot.ask('kpi_snapshot')).provenance?.sources).toEqual(['demo:orders']);
  await bot.set({ upstream_mode_override: 'SIS_HTTP' });
  const answers = await askAll(bot, (name) => name !== 'sis_contract_check');
  expect(sourcesOf(answers)).toEqual(['ownerbot', 'sis']);
  expect(answers.every(({ mode }) => mode === 'SIS_HTTP')).toBe(true);
  expect((await bot.ask('sys_upstream_mode')).data).toMatchObject({ upstream_mode: 'DEMO', runtime_mode: 'SIS_HTTP', effective_mode: 'SIS_HTTP' });
  expect((await bot.ask('sys_health')).data).toMatchObject({ checks: expect.arrayContaining([expect.objectContaining({ name: 'sis', status: 'ok' })]) });
  await bot.set({ upstream_mode_override: null });
  expect((await bot.ask('kpi_snapshot')).mode).toBe('DEMO');
  expect((await bot.ask('sys_health')).data).toMatchObject({ checks: expect.arrayContaining([expect.objectContaining({ name: 'sis', status: 'skipped' })]) });
});

test('an override is nothing while overriding is switched off', async () => {
  const bot = await answering({ UPSTREAM_RUNTIME_TOGGLE_ENABLED: '0' });
  await bot.set({ upstream_mode_override: 'SIS_HTTP' });
  expect(await bot.ask('kpi_snapshot')).toMatchObject({ status: 'ok', mode: 'DEMO' });
  expect((await bot.ask('sys_upstream_mode')).data).toMatchObject({ effective_mode: 'DEMO', toggle_enabled: false });
});

test('SIS_DB_RO reads the views of SIS and nothing else, refuses every change of the shop, and does what is OwnerBot\'s own', async () => {
  const { simulator, readerUrl, close } = await simulatorWithDatabase();
  try {
    const bot = await answering({ SIS_DATABASE_URL: readerUrl });
    await bot.set({ upstream_mode_override: 'SIS_DB_RO' });
    const answers = await askAll(bot);
    expect(sourcesOf(answers)).toEqual(['ownerbot', 'sis-db']);
    expect(new Set(answers.map(({ mode }) => mode))).toEqual(new Set(['SIS_DB_RO']));
    // A tool whose defaults are no question of their own asks the shop nothing.
    const refused = answers.filter(({ status, error }) => status === 'error' && error?.code !== 'VALIDATION_ERROR').map(({ tool, error }) => `${tool} ${error?.code}`).sort();
    expect(refused).toEqual(['funnel_snapshot UPSTREAM_NOT_IMPLEMENTED', 'refunds_anomalies UPSTREAM_NOT_IMPLEMENTED', 'truststack_signals UPSTREAM_NOT_IMPLEMENTED']);
    const changes = [['sis_prices_bump', { scope_all: true, bump_percent: '5' }], ['adjust_price', { product_ids: [9], mode: 'delta_percent', value: '5' }], ['sis_fx_rollback', {}], ['disable_coupon', { code: 'WELCOME10' }]] as const;
    for (const [tool, payload] of changes) expect(await bot.ask(tool, payload)).toMatchObject({ status: 'error', error: { code: 'UPSTREAM_NOT_IMPLEMENTED' } });
    expect(await bot.ask('notify_team', { message: 'Hi' })).toMatchObject({ status: 'ok', mode: 'SIS_DB_RO' });
    const health = async () => (await bot.ask('sys_health')).data;
    expect(await health()).toMatchObject({ checks: expect.arrayContaining([expect.objectContaining({ name: 'sis', status: 'ok', checked_at: expect.any(String) as string })]) as unknown });
    await simulator.faults({ fault: 'down' });
    expect(await bot.ask('kpi_snapshot')).toMatchObject({ status: 'error', error: { code: 'UPSTREAM_UNAVAILABLE' } });
    expect(await health()).toMatchObject({ checks: expect.arrayContaining([expect.objectContaining({ name: 'sis', status: 'fail', code: 'NO_ANSWER' })]) as unknown });
    await simulator.control('DELETE', '/faults');
    expect(await bot.ask('kpi_snapshot')).toMatchObject({ status: 'ok', mode: 'SIS_DB_RO' });
  } finally {
    await open?.close();
    open = undefined;
    await close();
  }
});

test('T10: AUTO with SIS down gives nothing from the demo shop, and waits', async () => {
  await sis.faults({ fault: 'down' });
  const bot = await answering({ UPSTREAM_MODE: 'AUTO' });
  const ofShop = readsOfShop(bot);
  const answers = await askAll(bot, (name) => ofShop.has(name));
  expect(new Set(answers.map(({ status, mode, error }) => `${status} ${mode} ${error?.code}`))).toEqual(new Set(['error AUTO UPSTREAM_UNAVAILABLE']));
  expect(sourcesOf(answers)).toEqual([]);
});

test('T10: with AUTO_FALLBACK=demo every answer of the shop is marked DEMO while SIS is down', async () => {
  await sis.faults({ fault: 'down' });
  const bot = await answering({ UPSTREAM_MODE: 'AUTO', AUTO_FALLBACK: 'demo' });
  const ofShop = readsOfShop(bot);
  const answers = await askAll(bot, (name) => ofShop.has(name) && name !== 'sis_contract_check');
  expect(new Set(answers.map(({ status, mode }) => `${status} ${mode}`))).toEqual(new Set(['ok DEMO']));
  expect(sourcesOf(answers)).toEqual(['demo']);
});

test('T10: with AUTO_FALLBACK=demo a change of the shop is refused while SIS is down, for the demo shop must not be changed in its stead', async () => {
  await sis.faults({ fault: 'down' });
  const bot = await answering({ UPSTREAM_MODE: 'AUTO', AUTO_FALLBACK: 'demo' });
  const changes = [['sis_prices_bump', { scope_all: true, bump_percent: '5' }], ['adjust_price', { product_ids: [9], mode: 'delta_percent', value: '5' }], ['sis_fx_rollback', {}]] as const;
  for (const [tool, payload] of changes) expect(await bot.ask(tool, payload)).toMatchObject({ status: 'error', error: { code: 'UPSTREAM_UNAVAILABLE' } });
  expect(await bot.ask('notify_team', { message: 'Hi' })).toMatchObject({ status: 'ok', mode: 'AUTO', provenance: { sources: ['ownerbot:config.MANAGER_CHAT_IDS', 'ownerbot:settings'] } });
});

test('a switch of the mode is refused where switching is off, and where the mode lacks its settings; clearing never lacks any', async () => {
  const fixed = await answering({ UPSTREAM_RUNTIME_TOGGLE_ENABLED: '0' });
  expect((await fixed.ask('sys_upstream_mode_set', { mode: 'SIS_HTTP' })).error).toMatchObject({ code: 'ACTION_CONFLICT', details: { reason: 'TOGGLE_DISABLED' } });
  await fixed.close();
  const bot = await openAnswering();
  open = bot;
  for (const [mode, key] of [['SIS_HTTP', 'SIS_BASE_URL'], ['AUTO', 'SIS_BASE_URL'], ['SIS_DB_RO', 'SIS_DATABASE_URL']]) {
    expect((await bot.ask('sys_upstream_mode_set', { mode })).error).toMatchObject({ code: 'UPSTREAM_NOT_CONFIGURED', details: { key } });
  }
  expect(await bot.ask('sys_upstream_mode_set', { mode: 'clear' })).toMatchObject({ status: 'ok', data: { status: 'noop', noop_reason: 'NO_CHANGES' } });
  await bot.set({ upstream_mode_override: 'DEMO' });
  expect(await bot.ask('sys_upstream_mode_set', { mode: 'clear' })).toMatchObject({ data: { status: 'preview', before: 'DEMO', after: 'DEMO' }, commit: { mode_override: null } });
});

test('without chats of managers a message to the team names the setting that is missing', async () => {
  const bot = await answering({}, []);
  expect((await bot.ask('notify_team', { message: 'Hi' })).error).toMatchObject({ code: 'CONFIG_MISSING', details: { key: 'MANAGER_CHAT_IDS' } });
});

test('T14: another currency, zone and shop change what every tool answers, without a restart', async () => {
  const bot = await answering();
  const isAnswered = (name: string) => name !== 'sis_contract_check';
  const before = await askAll(bot, isAnswered);
  expect(new Set(before.map(({ provenance }) => provenance?.window?.timezone))).toEqual(new Set(['Europe/Berlin']));
  await bot.set({ currency: 'USD', timezone: 'Asia/Tokyo', shop_id: 7 });
  const after = await askAll(bot, isAnswered);
  expect(new Set(after.map(({ provenance }) => provenance?.window?.timezone))).toEqual(new Set(['Asia/Tokyo']));
  const currencies = (answers: readonly ToolResponse[]) => answers.flatMap(({ data }) => ('currency' in data ? [data.currency] : []));
  expect(currencies(before).length).toBeGreaterThan(5);
  expect(new Set(currencies(before))).toEqual(new Set(['EUR']));
  expect(currencies(after)).toEqual(currencies(before).map(() => 'USD'));
  expect((await bot.ask('sys_settings')).data).toMatchObject({ tenant: { shop_id: 7, currency: 'USD', timezone: 'Asia/Tokyo' } });
});

test('T14: SIS is asked for the shop of the settings, and its figures in another currency are refused', async () => {
  const bot = await answering({ UPSTREAM_MODE: 'SIS_HTTP' });
  expect(await bot.ask('kpi_snapshot')).toMatchObject({ status: 'ok' });
  await bot.set({ currency: 'USD' });
  expect((await bot.ask('kpi_snapshot')).error).toMatchObject({ code: 'CONFIG_MISMATCH' });
  await bot.set({ currency: 'EUR', shop_id: 7 });
  expect((await bot.ask('kpi_snapshot')).error).toMatchObject({ code: 'UPSTREAM_AUTH', details: { reason: 'SHOP_NOT_ALLOWED' } });
});

test('what SIS says it offers, and the last ping, are kept for every worker', async () => {
  const bot = await answering({ UPSTREAM_MODE: 'AUTO' });
  const kept = () => readSisFacts(bot.db, sis.url, new Date());
  expect(await kept()).toEqual({ capabilities: null, ping: null });
  await bot.ask('sis_actions_capabilities');
  await waitFor(async () => (await kept()).capabilities !== null && (await kept()).ping !== null, { what: 'news of SIS' });
  expect(await kept()).toMatchObject({ capabilities: { shopId: 1, endpoints: { kpi: true, reprice: true } }, ping: { isUp: true } });
  expect(await readSisFacts(bot.db, 'http://another.example', new Date())).toEqual({ capabilities: null, ping: null });
});

leakCheck();
