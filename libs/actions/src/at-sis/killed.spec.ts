import { leakCheck, spawnApp } from '@ownerbot/testing';
import { ACTION_CRASH_POINTS, type ActionCrashPoint } from '../crash-points';
import { BUMP, openSisWorld, type SisWorld } from '../fixtures/sis-world';

let at: SisWorld;
beforeAll(async () => {
  at = await openSisWorld();
});
beforeEach(() => at.reset());
afterAll(() => at.close());

/** What must be wrong for a commit to come past a point at all. */
const ON_THE_WAY: Partial<Record<ActionCrashPoint, object>> = {
  'C3.previewed': { id: 'binding', fault: 'no_binding' },
  'C7.closed': { id: 'busy', fault: 'not_processed', match: { kind: 'apply' }, times: 1 },
};

/** Runs the commit in a process of its own, which is killed there. */
async function killAt(point: ActionCrashPoint, proposalId: string): Promise<void> {
  const env = { DATABASE_URL: at.databaseUrl, PROPOSAL_ID: proposalId, CRASH_POINT: point, NOW: at.world.clock.now().toISOString(), ...at.shopEnv };
  const worker = await spawnApp({ program: 'libs/actions/src/fixtures/dying-worker', env });
  expect([await worker.ended, worker.lines()]).toEqual(['SIGKILL', []]);
}

test.each(ACTION_CRASH_POINTS)('A18: a process killed at %s: exactly one execution, committed, one outcome message', async (point) => {
  const fault = ON_THE_WAY[point];
  if (fault !== undefined) await at.sis.faults(fault);
  const { proposalId } = await at.confirmed('prices/bump', BUMP);
  await killAt(point, proposalId);
  // The queue runs the job again while the lease of the dead process is still live: it must not be touched.
  const left = await at.world.read(proposalId);
  if (left.leaseOwner !== null) {
    expect(await at.world.commit(proposalId, { attempt: 2, parts: at.over() })).toEqual({ type: 'done' });
    expect(await at.world.read(proposalId)).toEqual(left);
  }
  await at.pass(61_000);
  expect(await at.carryOn(proposalId)).toMatchObject({ state: 'committed', leaseOwner: null });
  expect(await at.executions()).toBe(1);
  expect((await at.world.effects()).filter((one) => one.id.startsWith(`commit-${proposalId}-`))).toHaveLength(1);
  expect((await at.world.audit(proposalId)).filter((type) => type === 'action_committed')).toHaveLength(1);
});

test.each(['C4.begun', 'C5.before-send', 'C5.sent'] as const)('A18: a process killed at %s where SIS knows no keys: one send at most, and its outcome is asked for, never guessed', async (point) => {
  await at.sis.faults({ id: 'keys', fault: 'no_idempotency' });
  const { proposalId } = await at.confirmed('prices/bump', BUMP);
  await killAt(point, proposalId);
  await at.pass(61_000);
  const wasExecuted = point === 'C5.sent';
  expect(await at.carryOn(proposalId)).toMatchObject(wasExecuted ? { state: 'committed', settledBy: 'enquiry' } : { state: 'failed', errorCode: 'NOT_EXECUTED', settledBy: 'enquiry' });
  expect(await at.executions()).toBe(wasExecuted ? 1 : 0);
});

leakCheck();
