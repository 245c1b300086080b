import { fixedClock, loadSettings } from '@ownerbot/runtime';
import { ShopError, ShopSettings, type DatabaseCheck } from '@ownerbot/shop';
import type { Database } from '@ownerbot/storage';
import { upstreamCheck } from './check-upstream';

const GOOD: DatabaseCheck = { checked_at: '2026-03-18T11:00:00Z', writing: [], drift: [], unreadable: [], notes: [] };
const DRIFTED: DatabaseCheck = { ...GOOD, checked_at: '2026-03-18T17:00:00Z', drift: [{ view: 'orders', column: 'amount', expected: 'numeric', found: 'text' }] };
/** A store in which nobody has set anything. */
const db = { query: () => Promise.resolve([]) } as unknown as Database;

function watch(ping: () => Promise<unknown>) {
  let seen: DatabaseCheck | null = GOOD;
  const { shop: settings } = loadSettings({ process: 'worker', classes: { shop: ShopSettings }, env: { UPSTREAM_MODE: 'SIS_DB_RO', SIS_DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' } });
  const check = upstreamCheck({ db, settings, sis: null, sisDb: { ping } as never, sisDbCheck: () => seen, clock: fixedClock('2026-03-18T11:00:00Z') });
  return { check, see: (next: DatabaseCheck | null) => (seen = next) };
}

test('each look at the views of SIS is told once, as a check of the contract; between them the shop is pinged', async () => {
  const { check, see } = watch(() => Promise.resolve({}));
  const found = async () => (await check())?.found;
  expect(await found()).toEqual({ of: 'contract', ok: true });
  expect(await found()).toEqual({ of: 'ping', ok: true });
  see(DRIFTED);
  expect(await found()).toEqual({ of: 'contract', ok: false, cause: 'contract', error: 'SIS_DB_DRIFT' });
  expect(await found()).toEqual({ of: 'ping', ok: true });
});

test('a role that can write is told by the ping, which it refuses', async () => {
  const { check, see } = watch(() => Promise.reject(new ShopError('UPSTREAM_AUTH', 'the role can write', { reason: 'ROLE_CAN_WRITE' })));
  see({ ...GOOD, writing: [{ rule: 'P1', right: 'x superuser', mend: 'alter role x nosuperuser' }] });
  expect((await check())?.found).toEqual({ of: 'ping', ok: false, cause: 'auth', error: 'UPSTREAM_AUTH' });
});
