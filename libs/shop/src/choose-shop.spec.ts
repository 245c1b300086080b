import { createShopChooser, effectiveMode } from './choose-shop';
import type { ShopPort } from './shop-port';

const demo = { mode: 'DEMO' } as ShopPort;
const nothing = { sisBaseUrl: undefined, sisApiKey: undefined, sisDatabaseUrl: undefined };
const everything = { sisBaseUrl: 'https://sis.example', sisApiKey: 'key', sisDatabaseUrl: 'postgres://sis.example/shop' };

test('DEMO has the demo shop', async () => {
  expect(await createShopChooser({ demo, settings: nothing })('DEMO')).toBe(demo);
});

test.each([
  ['SIS_HTTP', 'SIS_BASE_URL', nothing],
  ['SIS_HTTP', 'SIS_OWNERBOT_API_KEY', { ...nothing, sisBaseUrl: 'https://sis.example' }],
  ['AUTO', 'SIS_BASE_URL', nothing],
  ['SIS_DB_RO', 'SIS_DATABASE_URL', nothing],
] as const)('%s without %s is not configured', async (mode, key, settings) => {
  await expect(createShopChooser({ demo, settings })(mode)).rejects.toMatchObject({ code: 'UPSTREAM_NOT_CONFIGURED', facts: { key } });
});

test.each(['SIS_HTTP', 'SIS_DB_RO', 'AUTO'] as const)('%s has no adapter yet, and the demo shop does not stand in', async (mode) => {
  await expect(createShopChooser({ demo, settings: everything })(mode)).rejects.toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED', retry: 'never' });
});

test('the override counts only while overriding is on', () => {
  const settings = { upstreamMode: 'SIS_HTTP', isModeToggleEnabled: true } as const;
  expect(effectiveMode(settings, 'DEMO')).toBe('DEMO');
  expect(effectiveMode(settings, null)).toBe('SIS_HTTP');
  expect(effectiveMode({ ...settings, isModeToggleEnabled: false }, 'DEMO')).toBe('SIS_HTTP');
});
