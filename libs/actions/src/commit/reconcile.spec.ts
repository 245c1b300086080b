import { leakCheck } from '@ownerbot/testing';
import { openActionWorld, type ActionWorld } from '../fixtures/action-world';

let world: ActionWorld;
beforeAll(async () => {
  world = await openActionWorld();
});
afterEach(() => world.empty());
afterAll(() => world.close());

const MINUTE = 60_000;
const ALL = { idempotent_applies: true, enquiry: true, preview_binding: true };

function promises(flags: Partial<typeof ALL>): void {
  world.sis.flags = { ...ALL, ...flags };
}

test('A13: the answer is lost, SIS knows no keys but can be asked: unknown, then committed by the enquiry, one send', async () => {
  promises({ idempotent_applies: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'drop-after' }];
  const unknown = await world.commitToEnd(proposalId);
  expect(unknown).toMatchObject({ state: 'unknown', ownerAsked: false, looks: 0, nextLookAt: new Date('2027-03-15T12:00:10Z') });
  expect(world.told.at(-1)).toMatchObject({ about: 'state', asksOwner: false, proposal: { state: 'unknown' } });
  world.clock.advance(10_000);
  await world.commit(proposalId);
  expect(await world.read(proposalId)).toMatchObject({ state: 'committed', settledBy: 'enquiry', result: { operation_id: 'op-1' } });
  expect(world.sis.sends).toHaveLength(1);
  expect(await world.audit(proposalId)).toEqual(['action_previewed', 'action_confirmed', 'action_executing', 'action_attempt', 'action_unknown', 'action_reconciled', 'action_committed']);
});

test.each([
  ['yes', 'committed', null],
  ['no', 'failed', 'NOT_EXECUTED'],
])('A14: nobody to ask: three buttons, one send, and the owner settles with %s', async (answer, state, errorCode) => {
  promises({ idempotent_applies: false, enquiry: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'drop-after' }];
  await world.commitToEnd(proposalId);
  expect(world.told.at(-1)).toMatchObject({ asksOwner: true });
  for (let round = 0; round < 5; round += 1) {
    world.clock.advance(5 * MINUTE);
    await world.sweep();
  }
  expect(world.told).toHaveLength(1);
  expect(await world.press(`settle:${proposalId}:${answer}`)).toEqual({ type: 'settled', to: state });
  expect(await world.read(proposalId)).toMatchObject({ state, errorCode, settledBy: 'owner' });
  expect(await world.press(`settle:${proposalId}:yes`)).toEqual({ type: 'state' });
  expect(world.sis.sends).toHaveLength(1);
});

test('A15: what never arrived is failed by the enquiry, not before a minute after the deadline', async () => {
  promises({ idempotent_applies: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'drop-before' }];
  await world.commitToEnd(proposalId);
  world.clock.set('2027-03-15T12:05:59Z');
  await world.sweep();
  expect((await world.read(proposalId)).state).toBe('unknown');
  const ended = await world.sweepUntil(proposalId, (one) => one.state !== 'unknown');
  expect(ended).toMatchObject({ state: 'failed', errorCode: 'NOT_EXECUTED', settledBy: 'enquiry' });
  expect(ended.settledAt?.getTime()).toBeGreaterThan(Date.parse('2027-03-15T12:06:00Z'));
  expect(world.sis.executions).toBe(0);
  expect(await world.events('action_reconciled')).toMatchObject([{ method: 'enquiry', rule: 'R5', outcome: 'failed' }]);
});

test('A16: a late apply beyond the deadline is not executed', async () => {
  promises({ idempotent_applies: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'late' }];
  await world.commitToEnd(proposalId);
  world.clock.set('2027-03-15T12:05:10Z');
  world.sis.runLate();
  await world.sweep();
  expect(await world.read(proposalId)).toMatchObject({ state: 'failed', errorCode: 'ACTION_CONFLICT', reason: 'APPLY_EXPIRED' });
  expect(world.sis.executions).toBe(0);
});

test('A16: a late apply within the deadline, all flags on, is one execution', async () => {
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'late' }];
  expect(await world.commit(proposalId)).toMatchObject({ type: 'later' });
  world.sis.runLate();
  expect((await world.commitToEnd(proposalId)).state).toBe('committed');
  expect(world.sis.executions).toBe(1);
});

test('what was unknown is sent again where SIS knows keys, and settles by it', async () => {
  promises({ enquiry: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'drop-before' }];
  await world.commit(proposalId);
  world.clock.advance(2_000);
  world.sis.isDown = true;
  await world.commit(proposalId);
  expect((await world.read(proposalId)).state).toBe('unknown');
  world.sis.isDown = false;
  expect(await world.sweepUntil(proposalId, (one) => one.state !== 'unknown')).toMatchObject({ state: 'committed', settledBy: 'resend' });
  expect(await world.events('action_reconciled')).toMatchObject([{ method: 'resend', outcome: 'committed' }]);
  expect(world.sis.executions).toBe(1);
});

test('A19: SIS that lost its state has executed nothing as far as anybody can know: failed, and recorded how', async () => {
  promises({ idempotent_applies: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'drop-after' }];
  await world.commitToEnd(proposalId);
  world.sis.operations.clear();
  expect(await world.sweepUntil(proposalId, (one) => one.state !== 'unknown')).toMatchObject({ state: 'failed', errorCode: 'NOT_EXECUTED', reason: 'never_received' });
});

test('an operation that never ends is unknown at the deadline', async () => {
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'executing' }];
  expect((await world.commitToEnd(proposalId)).state).toBe('unknown');
  world.sis.finishExecuting();
  expect((await world.sweepUntil(proposalId, (one) => one.state !== 'unknown')).state).toBe('committed');
});

test('the owner is asked after 15 minutes although SIS might still be asked, once', async () => {
  promises({ idempotent_applies: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'drop-before' }];
  await world.commitToEnd(proposalId);
  world.sis.isDown = true;
  await world.sweepUntil(proposalId, (one) => one.ownerAsked);
  expect(world.clock.now().getTime() - Date.parse('2027-03-15T12:00:00Z')).toBeGreaterThanOrEqual(15 * MINUTE);
  expect(world.told.map((view) => view.asksOwner)).toEqual([false, true]);
});

test('the looks at an unknown outcome keep their places over restarts, and end after a week', async () => {
  promises({ idempotent_applies: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'drop-before' }];
  await world.commitToEnd(proposalId);
  world.sis.isDown = true;
  const at: number[] = [];
  for (let look = 0; look < 12; look += 1) {
    const { nextLookAt, unknownAt } = await world.read(proposalId);
    at.push(((nextLookAt?.getTime() ?? 0) - (unknownAt?.getTime() ?? 0)) / 1_000);
    world.clock.set(nextLookAt ?? '');
    await world.sweep();
  }
  expect(at).toEqual([10, 30, 60, 120, 300, 900, 1_800, 3_600, 5_400, 7_200, 9_000, 10_800]);
  world.clock.advance(8 * 24 * 60 * MINUTE);
  await world.sweep();
  expect(await world.read(proposalId)).toMatchObject({ state: 'unknown', nextLookAt: null });
});

test('"look again" shows where the targets stand and settles nothing by itself', async () => {
  promises({ idempotent_applies: false, enquiry: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'drop-after' }];
  await world.commitToEnd(proposalId);
  expect(await world.press(`settle:${proposalId}:check`)).toEqual({ type: 'check' });
  await world.commit(proposalId, { reason: 'check' });
  expect(world.told.at(-1)).toMatchObject({ about: 'evidence', asksOwner: true, evidence: { before: 0, after: 1, elsewhere: 0, operation: 'not_offered', previewed: true } });
  expect((await world.read(proposalId)).state).toBe('unknown');
  world.sis.price = 100;
  await world.commit(proposalId, { reason: 'check' });
  expect(world.told.at(-1)).toMatchObject({ evidence: { before: 1, after: 0, elsewhere: 0 } });
  world.sis.price = 77;
  await world.commit(proposalId, { reason: 'check' });
  expect(world.told.at(-1)).toMatchObject({ evidence: { before: 0, after: 0, elsewhere: 1 } });
});

test('"look again" settles what SIS can tell', async () => {
  promises({ idempotent_applies: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'drop-after' }];
  await world.commitToEnd(proposalId);
  await world.commit(proposalId, { reason: 'check' });
  expect((await world.read(proposalId)).state).toBe('committed');
});

test.each([
  ['no', true, 'failed'],
  ['yes', false, 'committed'],
])('SIS that contradicts the owner\'s %s is told to the owner and the operators, and rewrites nothing', async (answer, executes, state) => {
  promises({ idempotent_applies: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: executes ? 'drop-after' : 'drop-before' }];
  await world.commitToEnd(proposalId);
  await world.press(`settle:${proposalId}:${answer}`);
  expect((await world.read(proposalId)).state).toBe(state);
  await world.sweepUntil(proposalId, (one) => one.nextLookAt === null);
  expect(await world.read(proposalId)).toMatchObject({ state, settledBy: 'owner' });
  expect(await world.events('action_contradiction')).toMatchObject([{ answer, enquiry_state: executes ? 'committed' : 'never_received' }]);
  expect(world.told.at(-1)).toMatchObject({ about: 'contradiction' });
});

test('SIS that agrees with the owner says nothing more', async () => {
  promises({ idempotent_applies: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'drop-after' }];
  await world.commitToEnd(proposalId);
  await world.press(`settle:${proposalId}:yes`);
  const told = world.told.length;
  await world.sweepUntil(proposalId, (one) => one.nextLookAt === null);
  expect(await world.events('action_contradiction')).toEqual([]);
  expect(world.told).toHaveLength(told);
});

leakCheck();
