import { loadSettings } from '@ownerbot/runtime';
import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import type { Database } from '../db/db';
import { sql } from '../db/sql';
import { NOON } from '../fixtures/turns';
import { FirstTenantSettings, firstTenantValues } from '../storage-settings';
import { readSettings } from './read-settings';
import { editSettings, writeFirstTenant, writeSettings, type SettingsChange } from './write-settings';

let store: TestDatabase;
let db: Database;
beforeEach(async () => {
  store = await testDatabase();
  db = store.open();
});
afterEach(() => store.drop());

const change = { at: NOON, correlationId: 'cli-1', by: 'cli' };

test('without rows the defaults hold', async () => {
  expect(await readSettings(db, '5')).toEqual({
    tenant: {
      settingsVersion: 0, project: 'ownerbot', shopId: 1, currency: 'EUR', timezone: 'Europe/Berlin', locale: 'ru', orderPrefix: 'OB-', productPrefix: 'PRD-', lookPrefix: 'LOOK-',
      upstreamModeOverride: null,
    },
    owner: { settingsVersion: 0, locale: null, timezone: null, displayName: null, stored: {} },
  });
});

test('a change counts a version and is audited with the names of its fields', async () => {
  expect(await writeSettings(db, { of: 'tenant', patch: { currency: 'USD', order_prefix: '' }, ...change })).toBe(1);
  expect(await writeSettings(db, { of: 'tenant', patch: { currency: 'GBP' }, ...change })).toBe(2);
  expect((await readSettings(db, null)).tenant).toMatchObject({ settingsVersion: 2, currency: 'GBP', orderPrefix: '' });
  expect(await db.query(sql`select event_type, correlation_id, fields from audit_events order by id`)).toEqual([
    { event_type: 'settings_changed', correlation_id: 'cli-1', fields: { scope: 'tenant', by: 'cli', fields: ['currency', 'order_prefix'] } },
    { event_type: 'settings_changed', correlation_id: 'cli-1', fields: { scope: 'tenant', by: 'cli', fields: ['currency'] } },
  ]);
});

test('a change that changes nothing is neither counted nor audited; null takes a field back to its default', async () => {
  await writeSettings(db, { of: 'owner', userId: '5', patch: { locale: 'en', timezone: 'Asia/Tokyo' }, ...change });
  expect(await writeSettings(db, { of: 'owner', userId: '5', patch: { locale: 'en' }, ...change })).toBe(1);
  expect(await db.query(sql`select 1 from audit_events`)).toHaveLength(1);
  expect(await writeSettings(db, { of: 'owner', userId: '5', patch: { locale: null }, ...change })).toBe(2);
  expect((await readSettings(db, '5')).owner).toMatchObject({ locale: null, timezone: 'Asia/Tokyo' });
  expect((await readSettings(db, '6')).owner.timezone).toBeNull();
});

test('the data mode chosen at run time is kept until it is cleared', async () => {
  await writeSettings(db, { of: 'tenant', patch: { upstream_mode_override: 'SIS_HTTP' }, ...change });
  expect((await readSettings(db, null)).tenant.upstreamModeOverride).toBe('SIS_HTTP');
  await writeSettings(db, { of: 'tenant', patch: { upstream_mode_override: null }, ...change });
  expect((await readSettings(db, null)).tenant).toMatchObject({ upstreamModeOverride: null, settingsVersion: 2 });
});

test('of two edits of one version one is written, and the other is told that it came too late', async () => {
  const edit = (locale: 'ru' | 'en', seenVersion: number): Promise<number | null> => editSettings(db, { of: 'owner', userId: '5', patch: { locale }, seenVersion, ...change });
  expect((await Promise.all([edit('en', 0), edit('ru', 0)])).sort()).toEqual([1, null]);
  expect((await Promise.all([edit('en', 1), edit('ru', 1)])).sort()).toEqual([2, null]);
  expect(await edit('en', 7)).toBeNull();
  expect(await db.query(sql`select 1 from audit_events`)).toHaveLength(2);
});

test('changes at the same moment are all kept', async () => {
  const patches = [{ currency: 'USD' }, { project: 'x' }, { shop_id: 7 }, { locale: 'en' }] as const;
  await Promise.all(patches.map((patch) => writeSettings(db, { of: 'tenant', patch, ...change })));
  expect((await readSettings(db, null)).tenant).toMatchObject({ settingsVersion: 4, currency: 'USD', project: 'x', shopId: 7, locale: 'en' });
});

test.each([
  [{ currency: 'ABCD' }, 'currency', 'currency code of ISO 4217, such as EUR'],
  [{ timezone: 'Moon/Base' }, 'timezone', 'IANA time zone, such as Europe/Berlin'],
  [{ timezone: '+03:00' }, 'timezone', 'IANA time zone, such as Europe/Berlin'],
  [{ shop_id: 0 }, 'shop_id', 'whole number ≥ 1'],
  [{ order_prefix: '123456789' }, 'order_prefix', '0..8 characters'],
  [{ locale: 'de' }, 'locale', 'ru, en'],
  [{ __proto__x: 1 }, '__proto__x', 'project, shop_id, currency, timezone, locale, order_prefix, product_prefix, look_prefix, upstream_mode_override'],
  [{ upstream_mode_override: 'LIVE' }, 'upstream_mode_override', 'DEMO, SIS_HTTP, SIS_DB_RO, AUTO'],
])('%j is refused with what is allowed', async (patch, field, allowed) => {
  await expect(writeSettings(db, { of: 'tenant', patch, ...change } as SettingsChange)).rejects.toMatchObject({ code: 'STORED_SETTING_INVALID', field, fields: { field, allowed } });
});

test('first values of the environment are written once; later the row alone counts', async () => {
  const values = (env: Record<string, string>): ReturnType<typeof firstTenantValues> =>
    firstTenantValues(loadSettings({ process: 'cli', classes: { tenant: FirstTenantSettings }, env }).tenant);
  expect(await writeFirstTenant(db, values({ TENANT_CURRENCY: 'USD', TENANT_SHOP_ID: '7', TENANT_LOCALE: 'en' }), NOON)).toBe(true);
  expect(await writeFirstTenant(db, values({ TENANT_CURRENCY: 'GBP' }), NOON)).toBe(false);
  expect((await readSettings(db, null)).tenant).toMatchObject({ currency: 'USD', shopId: 7, locale: 'en', timezone: 'Europe/Berlin' });
});

leakCheck();
