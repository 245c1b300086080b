import { leakCheck } from '@ownerbot/testing';
import { callIn } from '../fixtures/demo-fixture';
import { APPLY_DATA, DECISION_KEY, envelope, FAST_TIMING, okJson, QUEUE, sisFixture } from '../fixtures/sis-fixture';
import { TEST_CERTIFICATE } from '../fixtures/test-certificate';
import { sisOrigin } from './sis-origin';

describe('TLS', () => {
  test('a certificate that nobody vouches for gets neither the keys nor the apply', async () => {
    const world = await sisFixture({ isSecure: true });
    await expect(world.shop.chatsQueue(callIn())).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', facts: { failure: 'tls' } });
    expect(await world.shop.applyAction('prices/bump', '{}', DECISION_KEY, callIn())).toMatchObject({ outcome: 'not_executed', wasSent: false, errorKind: 'tls' });
    expect(world.sis.bytesHeard()).toBe(0);
    await world.close();
  });

  test('a server that never ends the handshake has not got the apply', async () => {
    const plain = await sisFixture();
    const world = await sisFixture({ settings: { ...FAST_TIMING, sisBaseUrl: plain.sis.url.replace('http:', 'https:'), sisApiKey: 'k' } });
    expect(await world.shop.applyAction('prices/bump', '{}', DECISION_KEY, callIn())).toMatchObject({ outcome: 'not_executed', wasSent: false, errorKind: 'connect_timeout' });
    await world.close();
    await plain.close();
  });

  test('a trusted one is spoken to, on a kept connection too', async () => {
    const world = await sisFixture({ isSecure: true, ca: TEST_CERTIFICATE });
    world.sis.otherwise(okJson(envelope(QUEUE)));
    await world.shop.chatsQueue(callIn());
    await world.shop.chatsQueue(callIn());
    expect(world.sis.heard.map((one) => one.connection)).toEqual([1, 1]);
    world.sis.next(okJson(envelope(APPLY_DATA)));
    expect(await world.shop.applyAction('prices/bump', '{}', DECISION_KEY, callIn())).toMatchObject({ outcome: 'executed' });
    await world.close();
  });
});

describe('the address of SIS', () => {
  test.each(['http://sis.example', 'https://sis.example:8443', 'https://sis.example/'])('%s is one', (url) => {
    expect(sisOrigin(url, 'development')).toBe(url.replace(/\/$/, ''));
  });

  test.each([
    ['https://sis.example/api', 'test'],
    ['https://sis.example?x=1', 'test'],
    ['https://sis.example/?', 'test'],
    ['https://user:secret@sis.example', 'test'],
    ['ftp://sis.example', 'test'],
    ['sis.example', 'test'],
    ['http://sis.example', 'production'],
  ])('%s is none in %s', (url, appEnv) => {
    expect(() => sisOrigin(url, appEnv)).toThrow(expect.objectContaining({ code: 'SIS_BASE_URL_INVALID', message: expect.not.stringContaining('secret') as unknown }));
  });
});

leakCheck();
