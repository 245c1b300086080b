import { loadSettings, systemClock } from '@ownerbot/runtime';
import { ShopSettings, type DatabaseCheck } from '@ownerbot/shop';
import { leakCheck } from '@ownerbot/testing';
import { checkSisDatabase, findingOf } from './sis-database';

const good: DatabaseCheck = { checked_at: '2026-03-18T11:00:00Z', writing: [], drift: [], unreadable: [], notes: [] };
const settings = (env: Record<string, string>): ShopSettings => loadSettings({ process: 'all', classes: { shop: ShopSettings }, env }).shop;

test('a role that can write is broken in every mode, and the fix is the statement that mends it', () => {
  const writing = [{ rule: 'P3', right: 'UPDATE on shop.orders', mend: 'revoke UPDATE on shop.orders from reader' }] as const;
  expect(findingOf({ ...good, writing }, false)).toEqual({ check: 'database of SIS', status: 'error', detail: 'SIS_DB_ROLE_CAN_WRITE\nP3 UPDATE on shop.orders', fix: 'revoke UPDATE on shop.orders from reader;' });
});

test('views that differ, or may not be read, are broken where they are the source, and else remarked on', () => {
  const drift = [{ view: 'orders', column: 'amount', expected: 'numeric', found: 'text' }] as const;
  expect(findingOf({ ...good, drift }, true)).toMatchObject({ status: 'error', detail: 'SIS_DB_DRIFT\norders.amount should be numeric, is text' });
  expect(findingOf({ ...good, drift }, false)).toMatchObject({ status: 'warning' });
  expect(findingOf({ ...good, unreadable: ['orders'] }, true)).toMatchObject({ status: 'error', detail: 'the role may not read orders' });
  expect(findingOf({ ...good, notes: ['orders.status holds a value that OwnerBot does not know'] }, true)).toMatchObject({ status: 'ok' });
});

test('without an address there is nothing to look at, unless it is the source; one that does not answer says why', async () => {
  expect(await checkSisDatabase(settings({}), 'test', systemClock)).toEqual([]);
  expect(await checkSisDatabase(settings({ UPSTREAM_MODE: 'SIS_DB_RO' }), 'test', systemClock)).toMatchObject([{ status: 'error', detail: expect.stringContaining('SIS_DATABASE_URL_MISSING') as string }]);
  const away = { SIS_DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/x' };
  expect(await checkSisDatabase(settings(away), 'test', systemClock)).toMatchObject([{ status: 'warning', detail: 'no answer (refused)' }]);
  expect(await checkSisDatabase(settings({ ...away, UPSTREAM_MODE: 'SIS_DB_RO' }), 'test', systemClock)).toMatchObject([{ status: 'error' }]);
});

leakCheck();
