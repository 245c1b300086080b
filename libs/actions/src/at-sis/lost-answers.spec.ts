import { leakCheck } from '@ownerbot/testing';
import { openSisWorld, type SisWorld } from '../fixtures/sis-world';

let at: SisWorld;
beforeAll(async () => {
  at = await openSisWorld();
});
beforeEach(() => at.reset());
afterAll(() => at.close());

const MINUTE = 60_000;
const NO_KEYS = { id: 'keys', fault: 'no_idempotency' };
const MUTE = { id: 'mute', fault: 'no_enquiry' };
const once = (fault: string, params: object = {}) => ({ id: fault, fault, params, match: { kind: 'apply' }, times: 1 });
const isUnknown = ({ state }: { state: string }) => state === 'unknown';

test('A12: the answer is lost, all flags on: committed without a second execution', async () => {
  const { proposalId } = await at.confirmed();
  await at.sis.faults(once('drop_after_apply'));
  expect(await at.carryOn(proposalId)).toMatchObject({ state: 'committed', settledBy: 'resend' });
  expect(await at.executions()).toBe(1);
});

test('A13: without keys, asked afterwards: unknown, then committed by the enquiry, exactly one send', async () => {
  await at.sis.faults(NO_KEYS, once('drop_after_apply'));
  const { proposalId, targetTotal } = await at.confirmed();
  expect(await at.carryOn(proposalId, isUnknown)).toMatchObject({ ownerAsked: false });
  expect(await at.carryOn(proposalId)).toMatchObject({ state: 'committed', settledBy: 'enquiry', result: { affected_count: targetTotal } });
  expect([await at.executions(), (await at.applies()).length]).toEqual([1, 1]);
});

test.each([
  ['yes', 'committed'],
  ['no', 'failed'],
])('A14: without keys and nobody to ask: unknown, three buttons, exactly one send; the owner settles with %s', async (answer, state) => {
  await at.sis.faults(NO_KEYS, MUTE, once('drop_after_apply'));
  const { proposalId } = await at.confirmed();
  expect(await at.carryOn(proposalId, isUnknown)).toMatchObject({ ownerAsked: true });
  expect(at.world.told.at(-1)).toMatchObject({ asksOwner: true });
  await at.world.commit(proposalId, { reason: 'check', parts: at.over() });
  expect(at.world.told.at(-1)).toMatchObject({ about: 'evidence', evidence: { before: 0, operation: 'not_offered', previewed: true } });
  expect(await at.world.press(`settle:${proposalId}:${answer}`)).toEqual({ type: 'settled', to: state });
  expect(await at.world.read(proposalId)).toMatchObject({ state, settledBy: 'owner' });
  expect([await at.executions(), (await at.applies()).length]).toEqual([1, 1]);
});

test('A15: what never arrived is failed by the enquiry, not before a minute after the deadline', async () => {
  await at.sis.faults(NO_KEYS, once('drop_before'));
  const { proposalId, notAfter } = await at.confirmed();
  const ended = await at.carryOn(proposalId);
  expect(ended).toMatchObject({ state: 'failed', errorCode: 'NOT_EXECUTED', settledBy: 'enquiry' });
  expect(ended.settledAt?.getTime()).toBeGreaterThan((notAfter?.getTime() ?? Infinity) + MINUTE);
  expect([await at.executions(), (await at.applies()).length]).toEqual([0, 1]);
});

test('A16: a late apply beyond the deadline is not executed, and fails', async () => {
  await at.sis.faults(NO_KEYS, once('late_apply', { ms: 300 }));
  const { proposalId } = await at.confirmed();
  await at.carryOn(proposalId, isUnknown);
  await at.pass(6 * MINUTE);
  await received(proposalId);
  expect(await at.carryOn(proposalId)).toMatchObject({ state: 'failed', errorCode: 'ACTION_CONFLICT', reason: 'APPLY_EXPIRED' });
  expect(await at.executions()).toBe(0);
});

test('A16: a late apply within the deadline, all flags on, is one execution', async () => {
  await at.sis.faults(once('late_apply', { ms: 50 }));
  const { proposalId } = await at.confirmed();
  await at.world.commit(proposalId, { parts: at.over() });
  await received(proposalId);
  expect((await at.carryOn(proposalId)).state).toBe('committed');
  expect(await at.executions()).toBe(1);
});

/** Waits until the simulator has taken up the late apply. */
async function received(proposalId: string): Promise<void> {
  const { decisionKey } = await at.world.read(proposalId);
  while ((await at.sis.control<{ idempotency_key: string }[]>('GET', '/operations')).every((one) => one.idempotency_key !== decisionKey)) await new Promise((resolve) => setImmediate(resolve));
}

const UNREADABLE = [
  ['500', once('error_after_apply', { code: 500 })],
  ['502', once('error_after_apply', { code: 502 })],
  ['504', once('error_after_apply', { code: 504 })],
  ['a bare 503', once('error_after_apply', { code: 503 })],
  ['half a JSON', once('bad_json')],
  ['a page of HTML', once('html')],
  ['another schema', once('wrong_schema')],
  ['200 with ok:false', once('not_ok')],
  ['20 MB', once('big_body')],
  ['a body without end', once('endless_body')],
  ['a redirect', once('status', { code: 302 })],
] as const;

test.each(UNREADABLE)('A17: %s after the apply, all flags on: never failed by itself, committed after one execution', async (_what, fault) => {
  await at.sis.faults(fault);
  const { proposalId } = await at.confirmed();
  expect((await at.carryOn(proposalId)).state).toBe('committed');
  expect(await at.executions()).toBe(1);
});

test.each(UNREADABLE)('A17: %s after the apply, without keys and nobody to ask: unknown, never sent again', async (_what, fault) => {
  await at.sis.faults(NO_KEYS, MUTE, fault);
  const { proposalId } = await at.confirmed();
  await at.carryOn(proposalId, isUnknown);
  await at.pass(20 * MINUTE);
  await at.world.commit(proposalId, { parts: at.over() });
  expect((await at.world.read(proposalId)).state).toBe('unknown');
  expect(await at.applies()).toHaveLength(1);
});

test('A19: SIS restarts amid an apply and keeps its state: settled by the same key, one execution', async () => {
  await at.sis.faults(once('slow', { ms: 60_000 }));
  const { proposalId } = await at.confirmed();
  const first = at.world.commit(proposalId, { parts: at.over() });
  while ((await at.world.attempts(proposalId)).length === 0) await new Promise((resolve) => setImmediate(resolve));
  await at.sis.control('POST', '/restart', { down_ms: 10 });
  expect(await first).toMatchObject({ type: 'later' });
  expect((await at.carryOn(proposalId)).state).toBe('committed');
  expect(await at.executions()).toBe(1);
});

test('A19: SIS restarts after an apply whose answer failed, and keeps its state: one execution', async () => {
  await at.sis.faults(once('error_after_apply', { code: 502 }));
  const { proposalId } = await at.confirmed();
  await at.world.commit(proposalId, { parts: at.over() });
  await at.sis.control('POST', '/restart', { down_ms: 10 });
  expect((await at.carryOn(proposalId)).state).toBe('committed');
  expect(await at.executions()).toBe(1);
});

test('A19: SIS that lost its state and the deadline has passed: not executed as far as anybody can know, and recorded how', async () => {
  await at.sis.faults(NO_KEYS, once('drop_after_apply'));
  const { proposalId } = await at.confirmed();
  await at.carryOn(proposalId, isUnknown);
  await at.sis.control('POST', '/restart', { down_ms: 10, lose_state: true });
  await at.pass(7 * MINUTE);
  expect(await at.carryOn(proposalId)).toMatchObject({ state: 'failed', errorCode: 'NOT_EXECUTED', reason: 'never_received', settledBy: 'enquiry' });
  expect(await at.world.events('action_reconciled')).toMatchObject([{ method: 'enquiry', rule: 'R5', outcome: 'failed' }]);
});

leakCheck();
