import { deadlineIn, silentLogger, StartRefusedError } from '@ownerbot/runtime';
import type { DatabaseCheck, SisDbShop } from '@ownerbot/shop';
import { sisDbService } from './connect-sis-db';

const GOOD: DatabaseCheck = { checked_at: '2026-03-18T11:00:00Z', writing: [], drift: [], unreadable: [], notes: [] };
const CAN_WRITE: DatabaseCheck = { ...GOOD, writing: [{ rule: 'P3', right: 'UPDATE on shop.orders', mend: 'revoke UPDATE on shop.orders from reader' }] };
const DRIFTED: DatabaseCheck = { ...GOOD, drift: [{ view: 'orders', column: 'amount', expected: 'numeric', found: 'text' }] };

function serviceOver(check: () => Promise<DatabaseCheck>, { configuredMode = 'DEMO', failsFast = true }: Partial<Parameters<typeof sisDbService>[0]> = {}) {
  const started = jest.fn();
  const closed = jest.fn(() => Promise.resolve());
  const sisDb = { check, start: started, close: closed } as unknown as SisDbShop;
  return { service: sisDbService({ sisDb, configuredMode, failsFast, log: silentLogger }), started, closed };
}

test.each([true, false])('a role that can write ends the start in every mode, with the statement that mends it (PREFLIGHT_FAIL_FAST %s)', async (failsFast) => {
  const { service, started } = serviceOver(() => Promise.resolve(CAN_WRITE), { failsFast });
  await expect(service.start()).rejects.toThrow(StartRefusedError);
  await expect(service.start()).rejects.toMatchObject({ code: 'SIS_DB_ROLE_CAN_WRITE', message: expect.stringContaining('revoke UPDATE on shop.orders from reader;') as string });
  expect(started).not.toHaveBeenCalled();
});

test('views that differ end the start where they are the configured source, and only there', async () => {
  await expect(serviceOver(() => Promise.resolve(DRIFTED), { configuredMode: 'SIS_DB_RO' }).service.start()).rejects.toMatchObject({ code: 'SIS_DB_DRIFT', message: expect.stringContaining('orders.amount: should be numeric, is text') as string });
  for (const more of [{ configuredMode: 'DEMO' }, { configuredMode: 'SIS_DB_RO', failsFast: false }] as const) {
    const { service, started } = serviceOver(() => Promise.resolve(DRIFTED), more);
    await service.start();
    expect(started).toHaveBeenCalledTimes(1);
  }
});

test('a database that does not answer does not keep the worker from starting, and it is looked at later', async () => {
  const { service, started, closed } = serviceOver(() => Promise.reject(new Error('away')), { configuredMode: 'SIS_DB_RO' });
  await service.start();
  expect(started).toHaveBeenCalledTimes(1);
  await service.stop(deadlineIn(1_000));
  expect(closed).toHaveBeenCalledTimes(1);
});
