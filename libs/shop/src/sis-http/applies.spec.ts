import { leakCheck, waitFor } from '@ownerbot/testing';
import type { SendOutcome } from '../methods/actions/send-outcome';
import { callIn } from '../fixtures/demo-fixture';
import { answer, endlessBody, halfJson, hangUp, hugeBody, json, reset, silence, type Script } from '../fixtures/scripted-sis';
import { APPLY_DATA, DECISION_KEY, envelope, okJson, SIS_KEY, sisFixture, type SisFixture } from '../fixtures/sis-fixture';

let world: SisFixture;
beforeEach(async () => (world = await sisFixture()));
afterEach(() => world.close());

const apply = (): Promise<SendOutcome> => world.shop.applyAction('prices/bump', '{"scope_all":true}', DECISION_KEY, callIn());
const detail = (code: string) => ({ detail: { code, message: '' } });

describe('every apply is sent once, whatever comes of it (4.2)', () => {
  test.each<[string, Script, object]>([
    ['done', okJson(envelope(APPLY_DATA)), { outcome: 'executed', isReplay: false, answer: { data: APPLY_DATA, as_of: '2026-03-18T11:00:00Z' } }],
    ['done before', okJson(envelope(APPLY_DATA), { 'Idempotent-Replay': 'true' }), { outcome: 'executed', isReplay: true }],
    ['done, with a bare body', okJson(APPLY_DATA), { outcome: 'executed', answer: { as_of: '2026-03-18T11:00:41Z', warnings: [] } }],
    ['done, of unclear origin', okJson({ ok: true, data: APPLY_DATA, provenance: null }), { outcome: 'executed', answer: { provenance: { sources: ['sis:/ownerbot/v1/actions/prices/bump/apply'] } } }],
    ['done, with little said about it', okJson({ data: { status: 'committed', operation_id: 'op-1' } }), { outcome: 'executed', answer: { data: { operation_id: 'op-1', affected_count: 0 }, warnings: [{ code: 'AS_OF_MISSING' }] } }],
    ['rolled back before', okJson(envelope({ ...APPLY_DATA, status: 'already_rolled_back' })), { outcome: 'executed' }],
    ['429', json(429, detail('RATE_LIMITED'), { 'Retry-After': '7' }), { outcome: 'not_executed', wasSent: true, retryAfterMs: 7000, errorKind: 'http_429', httpStatus: 429 }],
    ['503 NOT_PROCESSED', json(503, detail('NOT_PROCESSED')), { outcome: 'not_executed', wasSent: true, retryAfterMs: null, httpStatus: 503 }],
    ['401', json(401, detail('KEY_MISSING')), { outcome: 'refused', error: { code: 'UPSTREAM_AUTH' }, httpStatus: 401 }],
    ['403', json(403, detail('KEY_INVALID')), { outcome: 'refused', error: { code: 'UPSTREAM_AUTH' }, httpStatus: 403 }],
    ['404', json(404, { detail: 'Not Found' }), { outcome: 'refused', error: { code: 'UPSTREAM_NOT_IMPLEMENTED' }, httpStatus: 404 }],
    ['409 FORCE_REQUIRED', json(409, detail('FORCE_REQUIRED')), { outcome: 'refused', error: { code: 'ACTION_CONFLICT', facts: { reason: 'FORCE_REQUIRED' } } }],
    ['409 APPLY_EXPIRED', json(409, detail('APPLY_EXPIRED')), { outcome: 'refused', error: { code: 'ACTION_CONFLICT' } }],
    ['409 PREVIEW_STALE', json(409, detail('PREVIEW_STALE')), { outcome: 'refused', error: { code: 'PREVIEW_STALE' } }],
    ['409 IDEMPOTENCY_MISMATCH', json(409, detail('IDEMPOTENCY_MISMATCH')), { outcome: 'refused', error: { code: 'IDEMPOTENCY_MISMATCH' } }],
    ['409 OPERATION_IN_PROGRESS', json(409, detail('OPERATION_IN_PROGRESS')), { outcome: 'in_progress' }],
    ['409 without a word', json(409, {}), { outcome: 'refused', error: { code: 'ACTION_CONFLICT', facts: { reason: 'UNSPECIFIED' } } }],
    ['409 that cannot be read', answer(409, '<h1>Conflict</h1>'), { outcome: 'uncertain', errorKind: 'http_409' }],
    ['422', json(422, { detail: [{ loc: ['body', 'force'], msg: 'x', type: 'y' }] }), { outcome: 'refused', error: { code: 'VALIDATION_ERROR', facts: { fields: [{ path: 'force' }] } } }],
    ['422 in words', json(422, { detail: 'no' }), { outcome: 'refused', error: { code: 'VALIDATION_ERROR' } }],
    ['422 ok:false', json(422, { ok: false, error: { code: 'UNKNOWN_IDS', message: '' } }), { outcome: 'refused', error: { facts: { reason: 'UNKNOWN_IDS' } } }],
    ['500', json(500, {}), { outcome: 'uncertain', errorKind: 'http_500', httpStatus: 500 }],
    ['502', answer(502, '<html>'), { outcome: 'uncertain' }],
    ['504', json(504, {}), { outcome: 'uncertain' }],
    ['a bare 503', json(503, { detail: 'down' }, { 'Retry-After': '1' }), { outcome: 'uncertain', httpStatus: 503 }],
    ['a 503 that cannot be read', answer(503, 'NOT_PROCESSED'), { outcome: 'uncertain' }],
    ['a redirect', answer(303, '', { Location: '/elsewhere' }), { outcome: 'uncertain', errorKind: 'http_303' }],
    ['400', json(400, {}), { outcome: 'uncertain' }],
    ['200 with ok:false', okJson({ ok: false, error: { code: 'X' } }), { outcome: 'uncertain', errorKind: 'not_a_result' }],
    ['200 with another status', okJson(envelope({ ...APPLY_DATA, status: 'queued' })), { outcome: 'uncertain', errorKind: 'not_a_result' }],
    ['200 with a list', okJson([APPLY_DATA]), { outcome: 'uncertain' }],
    ['200 with a page', answer(200, '<html>'), { outcome: 'uncertain', errorKind: 'not_json', httpStatus: 200 }],
    ['200 without a body', answer(200, ''), { outcome: 'uncertain', errorKind: 'not_json' }],
    ['half a JSON', halfJson, { outcome: 'uncertain', errorKind: 'cut_off', httpStatus: 200 }],
    ['20 MB', hugeBody, { outcome: 'uncertain', errorKind: 'too_large' }],
    ['a body that never ends', endlessBody, { outcome: 'uncertain', errorKind: 'read_timeout', httpStatus: 200 }],
    ['silence', silence, { outcome: 'uncertain', errorKind: 'read_timeout', httpStatus: null }],
    ['a reset after the request', reset, { outcome: 'uncertain', errorKind: 'reset' }],
    ['a connection closed without an answer', hangUp, { outcome: 'uncertain', errorKind: 'reset' }],
  ])('%s', async (_name, script, outcome) => {
    world.sis.otherwise(script);
    expect(await apply()).toMatchObject(outcome);
    expect(world.sis.heard).toHaveLength(1);
    expect(JSON.stringify(world.events)).not.toContain(SIS_KEY);
  });

  test('a refused connection: no byte has left', async () => {
    await world.sis.stop();
    expect(await apply()).toEqual({ outcome: 'not_executed', wasSent: false, retryAfterMs: null, errorKind: 'refused', httpStatus: null });
  });

  test('an unknown host: no byte has left', async () => {
    const lost = await sisFixture({ settings: { sisTimeoutSec: 1, sisPreviewTimeoutSec: 1, sisApplyTimeoutSec: 1, sisMaxRetries: 0, sisRetryBackoffBaseSec: 0.1, sisBaseUrl: 'http://no-such-host.invalid', sisApiKey: SIS_KEY } });
    expect(await lost.shop.applyAction('prices/bump', '{}', DECISION_KEY, callIn())).toMatchObject({ outcome: 'not_executed', wasSent: false, errorKind: 'dns' });
    await lost.close();
  });

  test('an interruption amid the apply does not say that nothing happened', async () => {
    world.sis.otherwise(silence);
    const stop = new AbortController();
    const sending = world.shop.applyAction('prices/bump', '{}', DECISION_KEY, callIn('Europe/Berlin', { signal: stop.signal }));
    await waitFor(() => world.sis.heard.length === 1, { what: 'the apply' });
    stop.abort(new Error('the worker stops'));
    expect(await sending).toEqual({ outcome: 'uncertain', errorKind: 'interrupted', httpStatus: null });
  });

  test('an interruption before it leaves nothing in doubt', async () => {
    const call = callIn('Europe/Berlin', { signal: AbortSignal.abort() });
    expect(await world.shop.applyAction('prices/bump', '{}', DECISION_KEY, call)).toMatchObject({ outcome: 'not_executed', wasSent: false, errorKind: 'interrupted' });
    expect(world.sis.bytesHeard()).toBe(0);
  });
});

describe('the enquiry (11.2)', () => {
  const enquire = () => world.shop.operation(DECISION_KEY, callIn());
  const OPERATION = {
    idempotency_key: DECISION_KEY, state: 'committed', method: 'POST', path: '/ownerbot/v1/actions/prices/bump/apply', request_hash: '77ab',
    received_at: '2026-03-18T11:00:40Z', finished_at: '2026-03-18T11:00:41Z', http_status: 200, result: APPLY_DATA, error: null,
  };

  test('tells the stored result', async () => {
    world.sis.next(okJson(envelope(OPERATION)));
    expect(await enquire()).toMatchObject({ data: OPERATION });
    expect(world.sis.heard[0]?.path).toBe(`/ownerbot/v1/actions/operations/${DECISION_KEY}?shop_id=1`);
    expect(world.sis.heard[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  test('a result with little in it is a result', async () => {
    world.sis.next(okJson(envelope({ ...OPERATION, result: { status: 'committed', operation_id: 'op-501', affected_count: 22 } })));
    expect(await enquire()).toMatchObject({ data: { result: { operation_id: 'op-501', affected_count: 22 } } });
  });

  test.each(['executing', 'rejected'])('%s has no result', async (state) => {
    world.sis.next(okJson(envelope({ ...OPERATION, state, result: null, finished_at: null, http_status: null })));
    expect(await enquire()).toMatchObject({ data: { state, result: null } });
  });

  test('a committed operation without its result breaks the contract', async () => {
    world.sis.next(okJson(envelope({ ...OPERATION, result: null })));
    await expect(enquire()).rejects.toMatchObject({ code: 'UPSTREAM_CONTRACT' });
  });

  test('a key that SIS never saw is null', async () => {
    world.sis.next(json(404, detail('OPERATION_NOT_FOUND')));
    expect(await enquire()).toBeNull();
  });

  test.each<[string, Script]>([
    ['another JSON', json(404, { detail: 'Not Found' })],
    ['a page', answer(404, '<h1>404</h1>')],
  ])('404 with %s: there is no enquiry', async (_name, script) => {
    world.sis.next(script);
    await expect(enquire()).rejects.toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED' });
  });

  test('200 with ok:false proves nothing', async () => {
    world.sis.next(okJson({ ok: false, error: { code: 'X' } }));
    await expect(enquire()).rejects.toMatchObject({ code: 'UPSTREAM_CONTRACT' });
  });
});

leakCheck();
