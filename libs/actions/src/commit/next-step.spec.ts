import { nextStep, type Enquiry, type ShopFlags, type StepFacts } from './next-step';

const notAfter = new Date('2026-03-02T12:05:00.000Z');
const before = new Date('2026-03-02T12:01:00.000Z');
const justAfter = new Date('2026-03-02T12:05:30.000Z');
const longAfter = new Date('2026-03-02T12:06:00.001Z');
const all: ShopFlags = { idempotentApplies: true, enquiry: true };
const onlyEnquiry: ShopFlags = { idempotentApplies: false, enquiry: true };
const onlyKeys: ShopFlags = { idempotentApplies: true, enquiry: false };
const none: ShopFlags = { idempotentApplies: false, enquiry: false };

const uncertain = (errorKind = 'read_timeout') => ({ outcome: 'uncertain' as const, errorKind });
const notSent = { outcome: 'not_sent' as const, errorKind: 'refused' };

function step(more: Partial<StepFacts>): unknown {
  return nextStep({ state: 'executing', now: before, notAfter, attempts: [], flags: all, enquiry: null, ...more });
}

test('what was never sent is sent, until its time is over', () => {
  expect(step({})).toEqual({ type: 'send' });
  expect(step({ attempts: [notSent, notSent] })).toEqual({ type: 'send' });
  expect(step({ attempts: [notSent], now: notAfter })).toEqual({ type: 'fail', code: 'UPSTREAM_UNAVAILABLE', rule: null });
  expect(step({ attempts: Array.from({ length: 30 }, () => notSent) })).toMatchObject({ type: 'fail' });
});

test('an uncertain send is sent again at most three times, and only where SIS knows keys', () => {
  expect(step({ attempts: [uncertain()] })).toEqual({ type: 'send' });
  expect(step({ attempts: [uncertain(), uncertain(), notSent, uncertain()] })).toEqual({ type: 'send' });
  expect(step({ attempts: [uncertain(), uncertain(), uncertain(), uncertain()] })).toEqual({ type: 'unknown' });
  expect(step({ attempts: [uncertain()], flags: onlyEnquiry })).toEqual({ type: 'unknown' });
  expect(step({ attempts: [uncertain()], flags: none })).toEqual({ type: 'unknown' });
  expect(step({ attempts: [uncertain()], flags: onlyKeys })).toEqual({ type: 'send' });
  expect(step({ attempts: [uncertain()], now: notAfter })).toEqual({ type: 'unknown' });
});

test('after a crash SIS is asked before anything is sent again', () => {
  expect(step({ attempts: [uncertain('crashed')] })).toEqual({ type: 'enquire' });
  expect(step({ attempts: [uncertain('crashed')], flags: onlyEnquiry })).toEqual({ type: 'enquire' });
  expect(step({ attempts: [uncertain('crashed')], flags: onlyKeys })).toEqual({ type: 'send' });
  expect(step({ attempts: [uncertain('crashed')], flags: none })).toEqual({ type: 'unknown' });
});

test.each<[Enquiry, ShopFlags, Date, object]>([
  ['committed', onlyEnquiry, before, { type: 'commit', rule: 'R3' }],
  ['rejected', onlyEnquiry, before, { type: 'reject', rule: 'R3' }],
  ['never_received', all, before, { type: 'send' }],
  ['never_received', onlyEnquiry, before, { type: 'unknown' }],
  ['never_received', all, justAfter, { type: 'unknown' }],
  ['never_received', all, longAfter, { type: 'fail', code: 'NOT_EXECUTED', rule: 'R5' }],
  ['never_received', onlyEnquiry, longAfter, { type: 'fail', code: 'NOT_EXECUTED', rule: 'R5' }],
  ['mismatch', all, before, { type: 'unknown' }],
  ['unreachable', all, before, { type: 'unknown' }],
  ['not_offered', onlyKeys, before, { type: 'send' }],
  ['not_offered', none, longAfter, { type: 'unknown' }],
])('an unknown outcome of which the enquiry says %s', (enquiry, flags, now, expected) => {
  expect(step({ state: 'unknown', attempts: [uncertain()], enquiry, flags, now })).toEqual(expected);
});

test('an operation in progress is polled to the deadline, then it is unknown', () => {
  const attempts = [uncertain('OPERATION_IN_PROGRESS')];
  expect(step({ attempts })).toEqual({ type: 'enquire' });
  expect(step({ attempts, enquiry: 'executing' })).toEqual({ type: 'poll', afterMs: 3_000 });
  expect(step({ attempts, enquiry: 'executing', now: notAfter })).toEqual({ type: 'unknown' });
});

test('a key that SIS saw with other bytes is never sent again', () => {
  const attempts = [uncertain('IDEMPOTENCY_MISMATCH')];
  expect(step({ attempts })).toEqual({ type: 'enquire' });
  expect(step({ attempts, enquiry: 'never_received' })).toEqual({ type: 'unknown' });
  expect(step({ attempts, flags: onlyKeys })).toEqual({ type: 'unknown' });
});

test('a refusal that proves nothing about the earlier send ends the sending', () => {
  const attempts = [uncertain(), { outcome: 'refused' as const, errorKind: 'KEY_INVALID' }];
  expect(step({ attempts })).toEqual({ type: 'unknown' });
  expect(step({ attempts, flags: onlyKeys })).toEqual({ type: 'unknown' });
  expect(step({ attempts, state: 'unknown' })).toEqual({ type: 'enquire' });
});

test('without SIS to ask, an uncertain outcome is unknown', () => {
  expect(step({ attempts: [uncertain()], flags: null })).toEqual({ type: 'unknown' });
});
