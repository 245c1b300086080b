import { loadSettings } from '@ownerbot/runtime';
import { ShopSettings } from './shop-settings';

const load = (env: Record<string, string>) => loadSettings({ process: 'worker', classes: { shop: ShopSettings }, env }).shop;

test('the limits of calls to SIS have their defaults', () => {
  expect(load({})).toMatchObject({
    sisTimeoutSec: 15, sisPreviewTimeoutSec: 20, sisApplyTimeoutSec: 30, sisMaxRetries: 2, sisRetryBackoffBaseSec: 0.7, isContractCheckEnabled: true,
  });
});

test.each([
  ['SIS_TIMEOUT_SEC', '51'],
  ['SIS_PREVIEW_TIMEOUT_SEC', '0'],
  ['SIS_APPLY_TIMEOUT_SEC', '1.5'],
  ['SIS_MAX_RETRIES', '6'],
  ['SIS_RETRY_BACKOFF_BASE_SEC', '0.05'],
  ['SIS_BASE_URL', 'https://sis.example/api'],
  ['SIS_BASE_URL', 'https://user:secret@sis.example'],
])('%s=%s is refused', (key, value) => {
  expect(() => load({ [key]: value })).toThrow(new RegExp(key));
});

test('the keys do not travel in the open where it counts', () => {
  const env = { SIS_BASE_URL: 'http://sis.example', SIS_OWNERBOT_API_KEY: 'k' };
  expect(load(env).sisBaseUrl).toBe('http://sis.example');
  expect(() => load({ ...env, APP_ENV: 'production' })).toThrow(/SIS_BASE_URL_INVALID/);
  expect(load({ ...env, SIS_BASE_URL: 'https://sis.example', APP_ENV: 'production' }).sisBaseUrl).toBe('https://sis.example');
});

test('the database of SIS is not ours, whoever reads it there', () => {
  const SIS_DATABASE_URL = 'postgres://reader:x@db.example/ownerbot';
  expect(() => load({ SIS_DATABASE_URL, DATABASE_URL: 'postgres://ownerbot:y@DB.example:5432/ownerbot' })).toThrow(/SIS_DATABASE_URL: found the database of DATABASE_URL/);
  expect(load({ SIS_DATABASE_URL, DATABASE_URL: 'postgres://ownerbot:y@db.example/other' })).toMatchObject({ sisDbSchema: 'ownerbot_v1', sisDbPoolMax: 4, sisDbCheckHours: 6 });
  for (const [key, value] of [['SIS_DB_SCHEMA', 'a"b'], ['SIS_DB_SSL', 'prefer'], ['SIS_DB_POOL_MAX', '33'], ['SIS_DB_CHECK_HOURS', '0'], ['SIS_DB_STATEMENT_TIMEOUT_MS', '99'], ['SIS_DB_CONNECT_TIMEOUT_MS', '30001']]) {
    expect(() => load({ [String(key)]: String(value) })).toThrow(new RegExp(String(key)));
  }
});
