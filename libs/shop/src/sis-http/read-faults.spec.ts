import { gzipSync } from 'node:zlib';
import { leakCheck, waitFor } from '@ownerbot/testing';
import { callIn } from '../fixtures/demo-fixture';
import { answer, endlessBody, halfJson, hangUp, hugeBody, json, reset, silence, type Script } from '../fixtures/scripted-sis';
import { envelope, FAST_TIMING, okJson, QUEUE, SIS_KEY, sisFixture, type SisFixture } from '../fixtures/sis-fixture';
import { ShopError } from '../errors';

let world: SisFixture;
beforeEach(async () => (world = await sisFixture()));
afterEach(() => world.close());

const ask = () => world.shop.chatsQueue(callIn());
const HTML = '<!doctype html><title>502 Bad Gateway</title>';

describe('no usable answer is UPSTREAM_UNAVAILABLE; what may help is repeated inside the call (4.1)', () => {
  test.each<[string, Script, number, string]>([
    ['a reset', reset, 3, 'reset'],
    ['a connection that is closed without a word', hangUp, 3, 'reset'],
    ['silence', silence, 3, 'read_timeout'],
    ['half a JSON', halfJson, 3, 'cut_off'],
    ['a JSON that ends amid', answer(200, '{"ok":true,"da'), 3, 'not_json'],
    ['a page with status 200', answer(200, HTML, { 'Content-Type': 'text/html' }), 3, 'not_json'],
    ['an empty body', answer(200, ''), 3, 'not_json'],
    ['204', (socket) => void socket.write('HTTP/1.1 204 No Content\r\n\r\n'), 3, 'not_json'],
    ['a body that never ends', endlessBody, 3, 'read_timeout'],
    ['something that is no HTTP', (socket) => void socket.end('SSH-2.0-OpenSSH_9.6\r\n'), 3, 'not_http'],
    ['a body that says gzip and is none', answer(200, 'plain', { 'Content-Encoding': 'gzip' }), 3, 'bad_encoding'],
    ['500', json(500, { detail: 'boom' }), 3, 'http_500'],
    ['502 with a page', answer(502, HTML), 3, 'http_502'],
    ['504', json(504, {}), 3, 'http_504'],
    ['a bare 503', json(503, { detail: 'no' }), 3, 'http_503'],
    ['503 NOT_PROCESSED', json(503, { detail: { code: 'NOT_PROCESSED', message: '' } }), 3, 'http_503'],
    ['429', json(429, { detail: { code: 'RATE_LIMITED', message: '' } }, { 'Retry-After': '0' }), 3, 'http_429'],
    ['a body of 20 MB', hugeBody, 1, 'too_large'],
    ['a bomb', answer(200, gzipSync(Buffer.alloc(64 * 1024 * 1024, ' ')), { 'Content-Encoding': 'gzip' }), 1, 'too_large'],
    ['a redirect', answer(302, '', { Location: 'http://127.0.0.1:1/elsewhere' }), 1, 'http_302'],
    ['a redirect that keeps the method', answer(308, '', { Location: '/ownerbot/v1/ping' }), 1, 'http_308'],
    ['400', json(400, { detail: 'bad' }), 1, 'http_400'],
    ['418', answer(418, HTML), 1, 'http_418'],
    ['409 to a read', json(409, { detail: 'no' }), 1, 'http_409'],
  ])('%s', async (_name, script, attempts, failure) => {
    world.sis.otherwise(script);
    await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', facts: { failure } });
    expect(world.sis.heard).toHaveLength(attempts);
    await waitFor(() => world.sis.openConnections() <= 1, { what: 'broken connections to be closed' });
  });

  test('a refused connection is repeated too', async () => {
    await world.sis.stop();
    await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', facts: { failure: 'refused' }, retry: 'backoff' });
    expect(world.events.filter((one) => one.event_type === 'upstream_call_started')).toHaveLength(3);
  });

  test('an unknown host too', async () => {
    const lost = await sisFixture({ settings: { ...FAST_TIMING, sisMaxRetries: 0, sisBaseUrl: 'http://no-such-host.invalid', sisApiKey: SIS_KEY } });
    await expect(lost.shop.chatsQueue(callIn())).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', facts: { failure: 'dns' } });
    await lost.close();
  });

  test('an answer after a failure is the answer', async () => {
    world.sis.next(reset, json(503, {}), okJson(envelope(QUEUE)));
    expect((await ask()).data).toEqual(QUEUE);
  });

  test('an answer in gzip is unpacked', async () => {
    world.sis.next(answer(200, gzipSync(JSON.stringify(envelope(QUEUE))), { 'Content-Encoding': 'gzip' }));
    expect((await ask()).data).toEqual(QUEUE);
  });

  test('a kept connection that SIS has closed costs a repeat, not the answer', async () => {
    world.sis.next((socket, request) => {
      okJson(envelope(QUEUE))(socket, request);
      socket.end();
    });
    await ask();
    world.sis.otherwise(okJson(envelope(QUEUE)));
    expect((await ask()).data).toEqual(QUEUE);
  });

  test('a ping is tried once', async () => {
    world.sis.otherwise(json(500, {}));
    await expect(world.shop.ping(callIn())).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(world.sis.heard).toHaveLength(1);
  });

  test('an enquiry is tried twice', async () => {
    world.sis.otherwise(json(500, {}));
    await expect(world.shop.operation('obk-0123456789abcdef', callIn())).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(world.sis.heard).toHaveLength(2);
  });
});

describe('Retry-After', () => {
  test('a long one is handed to the job at once', async () => {
    world.sis.otherwise(json(429, { detail: 'slow down' }, { 'Retry-After': '120' }));
    await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', facts: { retry_after_ms: 120_000 }, retry: { afterMs: 120_000 } });
    expect(world.sis.heard).toHaveLength(1);
  });

  test('one that is a date is counted from now', async () => {
    world.sis.otherwise(json(503, {}, { 'Retry-After': 'Wed, 18 Mar 2026 11:01:00 GMT' }));
    await expect(ask()).rejects.toMatchObject({ facts: { retry_after_ms: 60_000 } });
  });

  test.each(['soon', '-5', '1e99'])('%s says nothing', async (text) => {
    world.sis.otherwise(json(503, {}, { 'Retry-After': text }));
    const error: unknown = await ask().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retry: 'backoff' });
    expect(world.sis.heard).toHaveLength(3);
  });
});

describe('the signal', () => {
  test('cuts an answer that does not come, with its own reason', async () => {
    world.sis.otherwise(silence);
    const stop = new AbortController();
    const asking = world.shop.chatsQueue(callIn('Europe/Berlin', { signal: stop.signal }));
    await waitFor(() => world.sis.heard.length === 1, { what: 'the request' });
    const reason = new Error('the worker stops');
    stop.abort(reason);
    await expect(asking).rejects.toBe(reason);
    expect(world.sis.heard).toHaveLength(1);
    await waitFor(() => world.sis.openConnections() === 0, { what: 'the connection to be closed' });
  });

  test('cuts the wait between attempts', async () => {
    world.sis.otherwise(json(429, {}, { 'Retry-After': '5' }));
    const stop = new AbortController();
    const asking = world.shop.chatsQueue(callIn('Europe/Berlin', { signal: stop.signal }));
    await waitFor(() => world.events.length === 2, { what: 'the first answer' });
    stop.abort(new Error('the worker stops'));
    await expect(asking).rejects.toThrow('the worker stops');
    expect(world.sis.heard).toHaveLength(1);
  });

  test('that has fired already lets nothing out', async () => {
    await expect(world.shop.chatsQueue(callIn('Europe/Berlin', { signal: AbortSignal.abort(new Error('late')) }))).rejects.toThrow('late');
    expect(world.sis.bytesHeard()).toBe(0);
  });
});

test('a failure is a ShopError, and never axios’s own with the keys in its request', async () => {
  world.sis.otherwise(reset);
  const error: unknown = await ask().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ShopError);
  expect((error as ShopError).cause).toBeUndefined();
});

leakCheck();
