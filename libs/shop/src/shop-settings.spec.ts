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
