import { leakCheck } from '@ownerbot/testing';
import { openSisWorld, type SisWorld } from '../fixtures/sis-world';

let at: SisWorld;
beforeAll(async () => {
  at = await openSisWorld();
});
beforeEach(() => at.reset());
afterAll(() => at.close());

const DOWN = { id: 'down', fault: 'down' };

test('A2: a confirm is one apply at the simulator, with the decision key and the stored bytes', async () => {
  const { proposalId, decisionKey, requestHash, targetTotal } = await at.confirmed();
  expect(await at.carryOn(proposalId)).toMatchObject({ state: 'committed', result: { affected_count: targetTotal } });
  expect(await at.sis.control('GET', '/operations')).toMatchObject([{ idempotency_key: decisionKey, request_hash: requestHash, executions: 1 }]);
  expect(await at.applies()).toMatchObject([{ body_hash: requestHash, headers: { 'idempotency-key': decisionKey } }]);
});

test('A1: a preview, and a proposal that is cancelled, leave everything in the shop as it was', async () => {
  const before = await at.sis.stateHash();
  const { proposal } = await at.proposed();
  await at.world.press(`cancel:${proposal.proposalId}`);
  expect(await at.sis.stateHash()).toBe(before);
});

test('A10: SIS down for 30 s at the commit: one apply after it is back', async () => {
  const { proposalId } = await at.confirmed();
  await at.sis.faults(DOWN);
  await at.carryOn(proposalId, (one) => one.looks === 4);
  expect(await at.executions()).toBe(0);
  // The waits before were 2, 4 and 8 s; this is the last one that SIS is away for.
  await at.pass(16_000);
  await at.sis.faults();
  const committed = await at.carryOn(proposalId);
  expect(committed).toMatchObject({ state: 'committed', settledBy: 'commit' });
  expect(((committed.settledAt?.getTime() ?? 0) - (committed.confirmedAt?.getTime() ?? 0)) / 1_000).toBe(30);
  expect(await at.executions()).toBe(1);
  expect((await at.applies()).map((one) => one.status)).toEqual([200]);
});

test('A10: SIS down beyond the deadline: failed, and nothing was applied', async () => {
  const { proposalId, notAfter } = await at.confirmed();
  await at.sis.faults(DOWN);
  const ended = await at.carryOn(proposalId);
  expect(ended).toMatchObject({ state: 'failed', errorCode: 'UPSTREAM_UNAVAILABLE', reason: 'deadline' });
  expect(ended.settledAt?.getTime()).toBeGreaterThanOrEqual(notAfter?.getTime() ?? Infinity);
  await at.sis.faults();
  expect([await at.executions(), await at.applies()]).toEqual([0, []]);
});

test('A11: 429 and "not processed" are sent again with the same key, after what SIS asked for, and run once', async () => {
  const { proposalId, decisionKey, requestHash } = await at.confirmed();
  await at.sis.faults(
    { id: 'busy', fault: 'rate_limit', params: { retry_after_s: 45 }, match: { kind: 'apply' }, times: 1 },
    { id: 'not yet', fault: 'not_processed', match: { kind: 'apply' }, times: 1 },
  );
  const began = at.world.clock.now().getTime();
  expect((await at.carryOn(proposalId)).state).toBe('committed');
  expect((at.world.clock.now().getTime() - began) / 1_000).toBe(45 + 4);
  const sends = await at.applies();
  expect(sends.map((one) => one.status)).toEqual([429, 503, 200]);
  expect(new Set(sends.map((one) => `${one.headers['idempotency-key']} ${one.body_hash}`))).toEqual(new Set([`${decisionKey} ${requestHash}`]));
  expect(await at.executions()).toBe(1);
});

leakCheck();
