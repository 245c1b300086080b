import { request as httpRequest } from 'node:http';
import { bound, keyOf, sisInTest, stopSis, type Envelope, type TestSis } from '../../test-support/sis-in-test';
import { until } from '../../test-support/sandbox-in-test';

let sis: TestSis;
beforeEach(async () => {
  sis = await sisInTest();
});
afterEach(stopSis);

const disable = (key: string) => sis.act('coupons/disable/apply', { code: 'VIP25', not_after: '2026-03-18T11:05:00Z' }, key);
const isActive = async () => (await sis.control<{ code: string; active: boolean }[]>('GET', '/rows/coupons')).body.find((row) => row.code === 'VIP25')?.active;
const enquiry = (key: string) => sis.read<Envelope<{ state: string; http_status: number; result: object }>>(`actions/operations/${key}`);
/** The code of the system's error, or the answer's status. */
const outcome = (work: Promise<{ status: number }>): Promise<unknown> =>
  work.then(
    ({ status }) => status,
    (error: Error) => (error.cause as { code?: string } | undefined)?.code ?? error.message,
  );

test('down refuses connections until it is taken back, and control is reachable meanwhile', async () => {
  await sis.faults({ fault: 'down' });
  expect(await outcome(sis.read('ping'))).toBe('ECONNREFUSED');
  expect((await sis.control<{ open: boolean }>('GET', '/state')).body.open).toBe(false);
  await sis.control('DELETE', '/faults');
  expect(await outcome(sis.read('ping'))).toBe(200);
});

test('slow waits before working, and the work is done although the client has left', async () => {
  await sis.faults({ fault: 'slow', match: { kind: 'apply' }, times: 1, params: { ms: 150, jitter_ms: 20 } });
  const left = new AbortController();
  const send = sis.send('actions/coupons/disable/apply', {
    method: 'POST',
    headers: { 'idempotency-key': keyOf('left') },
    body: JSON.stringify({ shop_id: 1, actor_tg_id: 10_000_001, code: 'VIP25' }),
    signal: left.signal,
  });
  const ended = send.then(() => 'answered', () => 'left');
  await until(async () => (await enquiry(keyOf('left'))).status === 200, 'the apply has come in');
  left.abort();
  expect(await ended).toBe('left');
  await until(async () => (await isActive()) === false, 'the work is done');
});

test('error_rate fails a share of requests, the same ones for the same seed', async () => {
  const statuses = async (one: TestSis) => {
    await one.faults({ fault: 'error_rate', params: { p: 0.5, status: 502 } });
    const all: number[] = [];
    for (let index = 0; index < 20; index += 1) all.push((await one.read('ping')).status);
    return all;
  };
  const first = await statuses(sis);
  expect(new Set(first)).toEqual(new Set([200, 502]));
  expect(await statuses(await sisInTest())).toEqual(first);
});

test.each([500, 502, 503, 504, 401, 403, 404, 422])('status answers %i without processing', async (code) => {
  await sis.faults({ fault: 'status', params: { code, detail: { code: 'SIMULATED', message: 'as asked' } } });
  expect(await disable(keyOf('status'))).toMatchObject({ status: code, body: { detail: { code: 'SIMULATED' } } });
  expect(await isActive()).toBe(true);
});

test('a redirect leads elsewhere', async () => {
  await sis.faults({ fault: 'status', params: { code: 302, location: 'https://elsewhere.example/x' } });
  const { status, headers } = await sis.read('ping');
  expect([status, headers.get('location')]).toEqual([302, 'https://elsewhere.example/x']);
});

test('not_processed and rate_limit say when to come back', async () => {
  await sis.faults({ fault: 'not_processed', times: 1, params: { retry_after_s: 4 } }, { fault: 'rate_limit', times: 1, params: { retry_after_s: 7 } });
  const first = await disable(keyOf('n'));
  expect([first.status, first.headers.get('retry-after'), first.body]).toMatchObject([503, '4', { detail: { code: 'NOT_PROCESSED' } }]);
  const second = await disable(keyOf('n'));
  expect([second.status, second.headers.get('retry-after'), second.body]).toMatchObject([429, '7', { detail: { code: 'RATE_LIMITED' } }]);
});

test('drop_before loses the request: its key was never received', async () => {
  await sis.faults({ fault: 'drop_before', match: { kind: 'apply' } });
  expect(await outcome(disable(keyOf('d')))).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
  expect(await enquiry(keyOf('d'))).toMatchObject({ status: 404, body: { detail: { code: 'OPERATION_NOT_FOUND' } } });
  expect(await isActive()).toBe(true);
});

test('drop_after_apply loses the answer alone: the enquiry has the full result, and a second send replays it', async () => {
  await sis.faults({ fault: 'drop_after_apply', times: 1 });
  expect(await outcome(disable(keyOf('d')))).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
  expect((await enquiry(keyOf('d'))).body.data).toMatchObject({ state: 'committed', http_status: 200, result: { status: 'committed', affected_count: 1 } });
  const again = await disable(keyOf('d'));
  expect([again.status, again.headers.get('idempotent-replay')]).toEqual([200, 'true']);
  expect((await sis.control('GET', '/operations')).body).toMatchObject([{ executions: 1 }]);
});

test('error_after_apply answers a failure of what was done', async () => {
  await sis.faults({ fault: 'error_after_apply', times: 1, params: { code: 504 } });
  expect((await disable(keyOf('e'))).status).toBe(504);
  expect(await isActive()).toBe(false);
});

test('late_apply arrives after its line was cut: unknown first, then done', async () => {
  await sis.faults({ fault: 'late_apply', times: 1, params: { ms: 300 } });
  expect(await outcome(disable(keyOf('late')))).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
  expect((await enquiry(keyOf('late'))).status).toBe(404);
  await until(async () => (await enquiry(keyOf('late'))).status === 200, 'the late apply is executed');
  expect(await isActive()).toBe(false);
});

test('late_apply does nothing after its not_after', async () => {
  await sis.faults({ fault: 'late_apply', times: 1, params: { ms: 100 } });
  await outcome(disable(keyOf('late')));
  await sis.control('POST', '/clock', { advance_sec: 301 });
  await until(async () => (await enquiry(keyOf('late'))).status === 200, 'the late apply has come');
  expect((await enquiry(keyOf('late'))).body.data).toMatchObject({ state: 'rejected', error: { code: 'APPLY_EXPIRED' } });
  expect(await isActive()).toBe(true);
});

test('without idempotency every send executes, and the enquiry has the last result', async () => {
  await sis.faults({ fault: 'no_idempotency' });
  const bump = () => sis.act('prices/bump/apply', { scope_all: true, bump_percent: '5' }, keyOf('twice'));
  const [first, second] = [await bump(), await bump()];
  expect(second.headers.get('idempotent-replay')).toBeNull();
  expect([first.body.data['operation_id'], second.body.data['operation_id']]).toEqual(['op-501', 'op-502']);
  expect((await enquiry(keyOf('twice'))).body.data.result).toMatchObject({ operation_id: 'op-502' });
  expect((await sis.control('GET', '/operations')).body).toMatchObject([{ executions: 2 }]);
});

test.each([
  ['no_idempotency', 'idempotent_applies'],
  ['no_enquiry', 'enquiry'],
  ['no_binding', 'preview_binding'],
])('%s takes the promise %s back', async (fault, flag) => {
  const flags = async () => (await sis.read<Envelope<{ flags: Record<string, boolean> }>>('capabilities')).body.data.flags;
  expect(await flags()).toEqual({ idempotent_applies: true, enquiry: true, preview_binding: true });
  await sis.faults({ fault });
  expect((await flags())[flag]).toBe(false);
  expect(Object.values(await flags()).filter((promise) => !promise)).toHaveLength(1);
});

test('without the enquiry its path is not there, in plain words', async () => {
  await disable(keyOf('x'));
  await sis.faults({ fault: 'no_enquiry' });
  expect(await enquiry(keyOf('x'))).toMatchObject({ status: 404, body: { detail: 'Not Found' } });
});

test('without binding an apply follows the shop as it is now', async () => {
  const body = { product_ids: [1], mode: 'delta_abs', value: '1.00' };
  const preview = await sis.act('prices/adjust/preview', body);
  await sis.control('POST', '/mutate', { table: 'products', id: 1, set: { base_price: '60.00' } });
  await sis.faults({ fault: 'no_binding' });
  expect((await sis.act('prices/adjust/apply', bound(body, preview), keyOf('b'))).body.data).toMatchObject({ examples: [{ before: '60.00', after: '61.00' }] });
});

test('stale and conflict refuse the next apply, which stays refused', async () => {
  await sis.faults({ fault: 'stale' }, { fault: 'conflict', params: { reason: 'JOB_RUNNING' } });
  expect(await disable(keyOf('1'))).toMatchObject({ status: 409, body: { detail: { code: 'PREVIEW_STALE' } } });
  expect(await disable(keyOf('2'))).toMatchObject({ status: 409, body: { detail: { code: 'JOB_RUNNING' } } });
  expect(await disable(keyOf('1'))).toMatchObject({ status: 409, body: { detail: { code: 'PREVIEW_STALE' } } });
  expect((await disable(keyOf('3'))).status).toBe(200);
});

describe('answers that are wrong', () => {
  const withFault = async (fault: string, params?: object) => {
    await sis.faults({ fault, times: 1, ...(params === undefined ? {} : { params }) });
    return sis.read<Record<string, unknown>>('coupons');
  };

  test('bad_json is half a JSON', async () => {
    const { status, text } = await withFault('bad_json');
    expect([status, text.startsWith('{"ok":true')]).toEqual([200, true]);
    expect(() => JSON.parse(text)).toThrow();
  });

  test('no_provenance, no_total, string_warnings, bare_body', async () => {
    expect((await withFault('no_provenance')).body).not.toHaveProperty('provenance');
    const noTotal = (await withFault('no_total')).body;
    expect(noTotal).toMatchObject({ data: { page: { shown: 5 } }, provenance: { counts: null } });
    expect(noTotal).not.toHaveProperty('data.page.total');
    expect((await withFault('string_warnings')).body['warnings']).toEqual(['the shop has something to say']);
    expect(Object.keys((await withFault('bare_body')).body)).toEqual(['counts', 'page', 'items']);
  });

  test('detail_string tells a refusal in words alone', async () => {
    await sis.faults({ fault: 'detail_string' });
    const { status, body } = await sis.act('reprice/rollback/apply', {}, keyOf('r'));
    expect([status, body]).toEqual([409, { detail: expect.stringMatching(/roll/) }]);
  });

  test('html, wrong_schema, not_ok', async () => {
    const html = await withFault('html');
    expect([html.status, html.headers.get('content-type'), html.text.startsWith('<!doctype')]).toEqual([200, 'text/html; charset=utf-8', true]);
    expect((await withFault('wrong_schema')).body).toMatchObject({ ok: true, data: { unexpected: [{}] } });
    expect((await withFault('not_ok')).body).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
  });

  test('big_body is as large as asked, endless_body never ends', async () => {
    expect((await withFault('big_body', { bytes: 3_000_000 })).text.length).toBeGreaterThan(3_000_000);
    await sis.faults({ fault: 'endless_body', times: 1 });
    const received = await new Promise<number>((resolve, reject) => {
      let bytes = 0;
      const headers = { 'x-ownerbot-key': sis.key, 'x-api-key': sis.key, 'x-actor-tg-id': '1' };
      const request = httpRequest(`${sis.url}/ownerbot/v1/coupons?shop_id=1`, { headers }, (response) => {
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > 5_000_000) {
            request.destroy();
            resolve(bytes);
          }
        });
      });
      request.on('error', reject).end();
    });
    expect(received).toBeGreaterThan(5_000_000);
  });
});

test('the first rule that matches acts, as often as it may; rules match by kind, method and path', async () => {
  await sis.faults(
    { id: 'a', fault: 'status', match: { path: '/ownerbot/v1/chats' }, params: { code: 500 }, times: 1 },
    { id: 'b', fault: 'status', match: { kind: 'read' }, params: { code: 502 } },
    { id: 'c', fault: 'status', match: { method: 'post' }, params: { code: 503 } },
  );
  const statuses = [await sis.read('chats/queue'), await sis.read('chats/queue'), await sis.read('ping'), await sis.act('fx/preview', {}), await sis.read('actions/fx/status')];
  expect(statuses.map((one) => one.status)).toEqual([500, 502, 200, 503, 200]);
  expect((await sis.control('GET', '/faults')).body).toMatchObject([{ id: 'b', fired: 1, left: null }, { id: 'c', fired: 1 }]);
  expect((await sis.control<{ fault: string }[]>('GET', '/requests?since=3')).body.map((one) => one.fault)).toEqual(['status', null]);
});

test.each([
  [[{ fault: 'flood' }]],
  [[{ fault: 'slow' }]],
  [[{ fault: 'slow', params: { ms: -1 } }]],
  [[{ fault: 'down', params: { ms: 1 } }]],
  [[{ fault: 'status', params: { code: 200 } }]],
  [[{ fault: 'stale', times: 0 }]],
  [[{ fault: 'stale', match: { kind: 'write' } }]],
  [{ fault: 'stale' }],
])('the rules %j are refused, and those before them stay', async (rules) => {
  await sis.faults({ id: 'kept', fault: 'no_enquiry' });
  expect(await sis.control('PUT', '/faults', rules)).toMatchObject({ status: 400, body: { error: { code: 'INVALID' } } });
  expect((await sis.control('GET', '/faults')).body).toMatchObject([{ id: 'kept' }]);
});
