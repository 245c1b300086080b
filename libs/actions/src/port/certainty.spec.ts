import { certaintyOf } from './certainty';

const of = (httpStatus: number | null, reason: string | null = null, errorKind: string | null = null) => certaintyOf({ httpStatus, reason, errorKind }).outcome;

test.each(['dns', 'refused', 'unreachable', 'tls', 'connect_timeout'])('%s: no byte has left, so it was not executed', (kind) => {
  expect(of(null, null, kind)).toBe('not_executed');
});

test.each(['read_timeout', 'reset', 'aborted', 'something new'])('%s: it may have arrived', (kind) => {
  expect(of(null, null, kind)).toBe('uncertain');
});

test('SIS that says that it did not begin is believed', () => {
  expect([of(429, 'RATE_LIMITED'), of(429), of(503, 'NOT_PROCESSED')]).toEqual(['not_executed', 'not_executed', 'not_executed']);
});

test.each([500, 502, 504, 503, 301, 302, 418, 200])('a bare %i proves nothing', (status) => {
  expect(of(status)).toBe('uncertain');
});

test.each([
  [401, 'KEY_MISSING', 'UPSTREAM_AUTH'],
  [403, 'SHOP_NOT_ALLOWED', 'UPSTREAM_AUTH'],
  [404, null, 'UPSTREAM_NOT_IMPLEMENTED'],
  [409, 'FORCE_REQUIRED', 'ACTION_CONFLICT'],
  [409, 'ROLLBACK_IMPOSSIBLE', 'ACTION_CONFLICT'],
  [409, 'JOB_RUNNING', 'ACTION_CONFLICT'],
  [409, 'COUPON_EXISTS', 'ACTION_CONFLICT'],
  [409, 'APPLY_EXPIRED', 'ACTION_CONFLICT'],
  [409, 'PREVIEW_STALE', 'PREVIEW_STALE'],
  [409, 'IDEMPOTENCY_MISMATCH', 'IDEMPOTENCY_MISMATCH'],
  [422, 'UNKNOWN_IDS', 'VALIDATION_ERROR'],
])('%i %s is the refusal %s with its reason', (httpStatus, reason, code) => {
  expect(certaintyOf({ httpStatus, reason, errorKind: null, message: 'why' })).toEqual({ outcome: 'refused', refusal: { code, reason, httpStatus, message: 'why' } });
});

test('an operation in progress is polled, not refused', () => {
  expect(of(409, 'OPERATION_IN_PROGRESS')).toBe('in_progress');
});

test('the wait that SIS asks for is handed on', () => {
  expect(certaintyOf({ httpStatus: 429, reason: null, errorKind: null, retryAfterMs: 7_000 })).toMatchObject({ retryAfterMs: 7_000 });
});
