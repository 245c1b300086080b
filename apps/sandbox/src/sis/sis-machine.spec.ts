import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../test-support/sandbox-in-test';
import { keyOf, sisInTest, stopSis, type TestSis } from '../test-support/sis-in-test';
import { startSis } from './start-sis';

const folder = mkdtempSync(join(tmpdir(), 'sis-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(stopSis);

const isUp = (sis: TestSis): Promise<boolean> => sis.read('ping').then(({ status }) => status === 200, () => false);
const disable = (sis: TestSis, key = keyOf('k')) => sis.act('coupons/disable/apply', { code: 'VIP25' }, key);

test('a restart closes the port, drops what runs without executing it, and comes back with its state', async () => {
  const sis = await sisInTest();
  await disable(sis, keyOf('before'));
  await sis.faults({ fault: 'slow', match: { kind: 'apply' }, params: { ms: 60_000 } });
  const dropped = disable(sis, keyOf('dropped')).then(() => 'answered', () => 'dropped');
  await until(async () => (await sis.read(`actions/operations/${keyOf('dropped')}`)).status === 200, 'it is being executed');
  const hash = await sis.stateHash();
  expect((await sis.control<{ open: boolean }>('POST', '/restart', { down_ms: 150 })).body.open).toBe(false);
  expect(await dropped).toBe('dropped');
  expect(await isUp(sis)).toBe(false);
  await until(() => isUp(sis), 'it answers again');
  expect(await sis.stateHash()).toBe(hash);
  expect((await sis.read(`actions/operations/${keyOf('before')}`)).status).toBe(200);
  expect((await sis.read(`actions/operations/${keyOf('dropped')}`)).status).toBe(404);
});

test('a restart that loses its state seeds anew', async () => {
  const sis = await sisInTest();
  const fresh = await sis.stateHash();
  await disable(sis);
  expect(await sis.stateHash()).not.toBe(fresh);
  await sis.control('POST', '/restart', { down_ms: 0, lose_state: true });
  await until(() => isUp(sis), 'it answers again');
  expect(await sis.stateHash()).toBe(fresh);
});

test('a restart does not open what a fault holds down', async () => {
  const sis = await sisInTest();
  await sis.faults({ fault: 'down' });
  await sis.control('POST', '/restart', { down_ms: 1 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await isUp(sis)).toBe(false);
  await sis.control('DELETE', '/faults');
  expect(await isUp(sis)).toBe(true);
});

test('with a state file everything but the faults outlives the process; without one it begins anew', async () => {
  const stateFile = join(folder, 'deep', 'state.json');
  const first = await sisInTest({ stateFile });
  const fresh = await first.stateHash();
  await disable(first);
  await first.faults({ fault: 'no_enquiry' });
  const hash = await first.stateHash();
  await first.stop();
  expect(readFileSync(stateFile, 'utf8')).not.toContain(first.key);

  const second = await sisInTest({ stateFile });
  expect(await second.stateHash()).toBe(hash);
  expect((await second.control('GET', '/faults')).body).toEqual([]);
  const replay = await disable(second);
  expect([replay.status, replay.headers.get('idempotent-replay')]).toEqual([200, 'true']);
  await second.control('POST', '/reset');
  expect(await second.stateHash()).toBe(fresh);
  await second.stop();

  const third = await sisInTest({ stateFile });
  expect(await third.stateHash()).toBe(fresh);
  expect(await (await sisInTest()).stateHash()).toBe(fresh);
});

test('a state file that is broken or of another version stops the start, and is not overwritten', async () => {
  for (const text of ['{"version":1,"rows"', '{"version":2}', 'null']) {
    const stateFile = join(folder, 'broken.json');
    writeFileSync(stateFile, text);
    await expect(startSis({ stateFile })).rejects.toThrow(/broken\.json .*move it away/);
    expect(readFileSync(stateFile, 'utf8')).toBe(text);
  }
});

test('a change that cannot be written to the file is not made', async () => {
  const stateFile = join(folder, 'unwritable', 'state.json');
  const sis = await startSis({ stateFile });
  const before = sis.machine.sim.store.hash();
  rmSync(join(folder, 'unwritable'), { recursive: true, force: true });
  writeFileSync(join(folder, 'unwritable'), 'a file where the folder was');
  const { store } = sis.machine.sim;
  expect(() => store.commit({ ...store.state(), lastNumber: 9 })).toThrow();
  expect(store.hash()).toBe(before);
  await sis.stop();
});

test('a reset seeds anew, with another seed and moment where they are given, and clears faults, log and operations', async () => {
  const sis = await sisInTest();
  await disable(sis);
  await sis.faults({ fault: 'no_enquiry' });
  await sis.control('POST', '/settings', { key: 'another', currency: 'USD' });
  await sis.control('POST', '/reset', { seed: 'other', now: '2026-06-01T12:00:00Z' });
  const { body } = await sis.read('capabilities');
  expect(body).toMatchObject({ as_of: '2026-06-01T12:00:00Z', data: { currency: 'EUR', flags: { enquiry: true } } });
  expect((await sis.control<object[]>('GET', '/requests')).body).toHaveLength(1);
  expect((await sis.control('GET', '/operations')).body).toEqual([]);
  expect((await sis.control('GET', '/state')).body).toMatchObject({ seed: 'other' });
});

test('the clock runs, stands still, jumps ahead and is let go', async () => {
  const sis = await sisInTest({ now: null });
  const now = async () => Date.parse((await sis.read('ping')).body.as_of);
  expect(Math.abs((await now()) - Date.now())).toBeLessThan(5_000);
  await sis.control('POST', '/clock', { advance_sec: 3600 });
  expect((await now()) - Date.now()).toBeGreaterThan(3_590_000);
  expect((await sis.control('POST', '/clock', { now: '2026-01-02T03:04:05Z', advance_sec: 60 })).body).toEqual({ now: '2026-01-02T03:05:05Z', fixed: true });
  expect(await now()).toBe(Date.parse('2026-01-02T03:05:05Z'));
  await sis.control('POST', '/clock', { now: null });
  expect(Math.abs((await now()) - Date.now())).toBeLessThan(5_000);
  expect((await sis.control('POST', '/clock', { now: 'noon' })).status).toBe(400);
});

test('a tick of the rate is no change of the shop, a scheduled run is', async () => {
  const sis = await sisInTest();
  const hash = await sis.stateHash();
  await sis.control('POST', '/fx', { rate: '0.9500' });
  expect(await sis.stateHash()).toBe(hash);
  const status = (await sis.read('actions/fx/status')).body.data;
  expect(status).toMatchObject({ rate: '0.9500', delta_percent: '4.40', would_apply: true, last_apply: null });
  await sis.control('POST', '/fx', { last_apply: { result: 'failed', error: 'provider down' } });
  expect(await sis.stateHash()).not.toBe(hash);
  expect((await sis.read('actions/fx/status')).body.data).toMatchObject({
    status: 'degraded',
    last_apply: { result: 'failed', error: 'provider down', provider: 'ecb', from: 'USD', to: 'EUR' },
    last_apply_failed_at: '2026-03-18T11:00:00Z',
    last_apply_success_at: null,
  });
});

test('a third party changes rows and adds them, in the columns that there are', async () => {
  const sis = await sisInTest();
  await sis.control('POST', '/mutate', { table: 'products', id: 5, set: { stock_qty: 0 } });
  await sis.control('POST', '/mutate', { table: 'orders', insert: { order_id: 'OB-9001', amount: '10.00', amount_gross: '10.00' } });
  await sis.control('POST', '/mutate', { table: 'threads', id: 'TH-2001', set: { open: false } });
  expect((await sis.read('inventory', { section: 'out_of_stock', product_ids: '5' })).body.data).toMatchObject({ items: [{ product_id: 5 }] });
  expect((await sis.read('orders/OB-9001')).body.data).toMatchObject({ status: 'pending', amount: '10.00', created_at: '2026-03-18T11:00:00Z', presets: ['awaiting_payment'] });
  expect((await sis.read('chats/queue')).body.data).toMatchObject({ total_open_threads: 4 });
  for (const wrong of [
    { table: 'products', id: 5, set: { stok_qty: 1 } },
    { table: 'products', id: 5, set: { stock_qty: '1' } },
    { table: 'products', id: 5 },
    { table: 'orders', insert: { order_id: 'OB-9001' } },
    { table: 'coupons', insert: { code: 'X' } },
  ]) {
    expect((await sis.control('POST', '/mutate', wrong)).status).toBe(400);
  }
  expect((await sis.control('POST', '/mutate', { table: 'products', id: 999, set: { stock_qty: 1 } })).status).toBe(404);
  expect((await sis.control('POST', '/mutate', { table: 'nothing', id: 1, set: { a: 1 } })).status).toBe(404);
});

test('capabilities are switched off one by one: their paths are not there', async () => {
  const sis = await sisInTest();
  await sis.control('POST', '/settings', { capabilities: { prices_bump: false, chats: false } });
  expect((await sis.read('capabilities')).body.data).toMatchObject({ endpoints: { prices_bump: false, chats: false, kpi: true } });
  const absent = { status: 404, body: { detail: 'Not Found' } };
  expect(await sis.read('chats/queue')).toMatchObject(absent);
  expect(await sis.act('prices/bump/preview', {})).toMatchObject(absent);
  expect((await sis.control('POST', '/settings', { capabilities: { prices_bmup: false } })).status).toBe(400);
});

test('history can be made to begin later', async () => {
  const sis = await sisInTest();
  await sis.control('POST', '/settings', { history_from: '2026-03-16' });
  const { body } = await sis.read('revenue/trend', { from: '2026-03-14', to: '2026-03-17', tz: 'Europe/Berlin' });
  expect(body.provenance.completeness).toMatchObject({ status: 'partial', missing_days: ['2026-03-14', '2026-03-15'] });
  expect((body.data['series'] as { day: string }[]).map((point) => point.day)).toEqual(['2026-03-16', '2026-03-17']);
});
