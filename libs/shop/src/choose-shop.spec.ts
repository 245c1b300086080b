import { fixedClock } from '@ownerbot/runtime';
import { createShopChooser, effectiveMode, type ShopChooserParts } from './choose-shop';
import { ShopError } from './errors';
import { callIn, NOON } from './fixtures/demo-fixture';
import type { ShopPort } from './shop-port';

const demo = { mode: 'DEMO', kpiSummary: jest.fn() } as unknown as ShopPort;
const sisDb = { mode: 'SIS_DB_RO' } as unknown as ShopPort;
const nothing = { sisBaseUrl: undefined, sisApiKey: undefined, sisDatabaseUrl: undefined, autoFallback: 'none' } as const;
const everything = { sisBaseUrl: 'https://sis.example', sisApiKey: 'key', sisDatabaseUrl: 'postgres://sis.example/shop', autoFallback: 'none' } as const;
const down = new ShopError('UPSTREAM_UNAVAILABLE', 'SIS did not answer', { failure: 'refused' });

function chooserWith(ping: () => Promise<unknown>, settings: ShopChooserParts['settings'] = everything) {
  const clock = fixedClock(NOON);
  const pings = jest.fn(ping);
  const sis = { mode: 'SIS_HTTP', ping: pings } as unknown as ShopPort;
  return { clock, pings, sis, choose: createShopChooser({ demo, sis, sisDb, settings, clock }) };
}

const up = () => Promise.resolve({});

test('DEMO has the demo shop, SIS_HTTP the one over HTTP, and neither is asked', async () => {
  const { choose, sis, pings } = chooserWith(up);
  expect(await choose('DEMO', callIn())).toBe(demo);
  expect(await choose('SIS_HTTP', callIn())).toBe(sis);
  expect(pings).not.toHaveBeenCalled();
});

test.each([
  ['SIS_HTTP', 'SIS_BASE_URL', nothing],
  ['SIS_HTTP', 'SIS_OWNERBOT_API_KEY', { ...nothing, sisBaseUrl: 'https://sis.example' }],
  ['AUTO', 'SIS_BASE_URL', nothing],
  ['SIS_DB_RO', 'SIS_DATABASE_URL', nothing],
] as const)('%s without %s is not configured', async (mode, key, settings) => {
  const choose = createShopChooser({ demo, sis: null, sisDb: null, settings, clock: fixedClock(NOON) });
  await expect(choose(mode, callIn())).rejects.toMatchObject({ code: 'UPSTREAM_NOT_CONFIGURED', facts: { key } });
});

test('SIS_DB_RO has the shop over the database, and SIS over HTTP is not asked', async () => {
  const { choose, pings } = chooserWith(up);
  expect(await choose('SIS_DB_RO', callIn())).toBe(sisDb);
  expect(pings).not.toHaveBeenCalled();
});

test('AUTO never takes the database, also where SIS over HTTP is down and nothing else is there', async () => {
  await expect(chooserWith(() => Promise.reject(down)).choose('AUTO', callIn())).rejects.toBe(down);
});

describe('AUTO', () => {
  test('a ping that succeeded counts for 30 s', async () => {
    const { choose, sis, pings, clock } = chooserWith(up);
    expect(await choose('AUTO', callIn())).toBe(sis);
    clock.advance(29_999);
    expect(await choose('AUTO', callIn())).toBe(sis);
    expect(pings).toHaveBeenCalledTimes(1);
    clock.advance(1);
    await choose('AUTO', callIn());
    expect(pings).toHaveBeenCalledTimes(2);
  });

  test('one that failed counts for 5 s', async () => {
    const { choose, pings, clock } = chooserWith(() => Promise.reject(down));
    await expect(choose('AUTO', callIn())).rejects.toBe(down);
    clock.advance(4_999);
    await expect(choose('AUTO', callIn())).rejects.toBe(down);
    expect(pings).toHaveBeenCalledTimes(1);
    clock.advance(1);
    await expect(choose('AUTO', callIn())).rejects.toBe(down);
    expect(pings).toHaveBeenCalledTimes(2);
  });

  test('a hundred who ask at once share a ping, and one who lets go does not end it for the others', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const { choose, sis, pings } = chooserWith(() => new Promise((resolve) => (answer = resolve)));
    const leaving = new AbortController();
    const first = choose('AUTO', callIn('Europe/Berlin', { signal: leaving.signal }));
    const others = Array.from({ length: 99 }, () => choose('AUTO', callIn()));
    leaving.abort(new Error('the worker stops'));
    answer({});
    await expect(first).rejects.toThrow('the worker stops');
    expect(new Set(await Promise.all(others))).toEqual(new Set([sis]));
    expect(pings).toHaveBeenCalledTimes(1);
  });

  test('each shop is asked for itself', async () => {
    const { choose, pings } = chooserWith(up);
    await choose('AUTO', callIn());
    await choose('AUTO', callIn('Europe/Berlin', { shopId: 2 }));
    expect(pings).toHaveBeenCalledTimes(2);
  });

  test('with AUTO_FALLBACK=demo reads come from the demo shop while SIS is down, and nothing can be changed', async () => {
    const { choose } = chooserWith(() => Promise.reject(down), { ...everything, autoFallback: 'demo' });
    const shop = await choose('AUTO', callIn());
    expect(shop).toMatchObject({ mode: 'DEMO', kpiSummary: demo.kpiSummary, applyWithin: null });
    await expect(shop.previewAction('prices/bump', { scope_all: true, bump_percent: '5' }, callIn())).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    await expect(shop.operation('obk-0123456789abcdef', callIn())).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(await shop.applyAction('prices/bump', '{}', 'obk-0123456789abcdef', callIn())).toMatchObject({ outcome: 'not_executed', wasSent: false });
  });

  test.each(['UPSTREAM_AUTH', 'UPSTREAM_CONTRACT'] as const)('%s is no outage: the demo shop does not hide it', async (code) => {
    const { choose } = chooserWith(() => Promise.reject(new ShopError(code, 'x')), { ...everything, autoFallback: 'demo' });
    await expect(choose('AUTO', callIn())).rejects.toMatchObject({ code });
  });

  test('what is no error of the shop is not remembered', async () => {
    const { choose, pings } = chooserWith(() => Promise.reject(new TypeError('defect')));
    await expect(choose('AUTO', callIn())).rejects.toThrow('defect');
    await expect(choose('AUTO', callIn())).rejects.toThrow('defect');
    expect(pings).toHaveBeenCalledTimes(2);
  });
});

test('the override counts only while overriding is on', () => {
  const settings = { upstreamMode: 'SIS_HTTP', isModeToggleEnabled: true } as const;
  expect(effectiveMode(settings, 'DEMO')).toBe('DEMO');
  expect(effectiveMode(settings, null)).toBe('SIS_HTTP');
  expect(effectiveMode({ ...settings, isModeToggleEnabled: false }, 'DEMO')).toBe('SIS_HTTP');
});
