import { leakCheck } from '@ownerbot/testing';
import { sql } from '@ownerbot/storage';
import type { Fault } from '../fixtures/fake-sis';
import { openActionWorld, type ActionWorld } from '../fixtures/action-world';
import type { ActionDefinition } from '../model/action-definition';

let world: ActionWorld;
beforeAll(async () => {
  world = await openActionWorld();
});
afterEach(() => world.empty());
afterAll(() => world.close());

const ALL = { idempotent_applies: true, enquiry: true, preview_binding: true };

function promises(flags: Partial<typeof ALL>): void {
  world.sis.flags = { ...ALL, ...flags };
}

test('A2: a confirm is one apply with the decision key and the stored bytes', async () => {
  const { proposalId, decisionKey, applyBody } = await world.confirmed();
  const after = await world.commitToEnd(proposalId);
  expect(world.sis.sends).toEqual([{ key: decisionKey, body: String(applyBody), path: '/ownerbot/v1/actions/prices/bump/apply', method: 'POST' }]);
  expect(after).toMatchObject({ state: 'committed', settledBy: 'commit', leaseOwner: null, nextLookAt: null, result: { operation_id: 'op-1', affected_count: 1, warnings: [] } });
  expect(world.told.map((view) => view.proposal.state)).toEqual(['committed']);
  expect(await world.attempts(proposalId)).toEqual([{ outcome: 'ok', errorKind: null }]);
});

test('A3: a replayed commit of a proposal that has its outcome does nothing', async () => {
  const { proposalId } = await world.confirmed();
  await world.commitToEnd(proposalId);
  const before = await world.read(proposalId);
  for (const reason of ['commit', 'look', 'check'] as const) expect(await world.commit(proposalId, { reason })).toEqual({ type: 'done' });
  expect(await world.read(proposalId)).toEqual(before);
  expect(world.sis.sends).toHaveLength(1);
});

test('an action adds fields of its own to the result, from what was carried out and what came of it', async () => {
  const { proposalId } = await world.confirmed();
  const registry = world.parts().registry;
  const telling = { named: (tool: string) => withResult(registry.named(tool)), find: registry.find };
  expect((await world.commitToEnd(proposalId, { registry: telling })).result).toMatchObject({ operation_id: 'op-1', affected_count: 1, told: 1 });
});

test('a defect in those fields does not cost the outcome', async () => {
  const { proposalId } = await world.confirmed();
  const registry = world.parts().registry;
  const broken = { named: (tool: string) => withResult(registry.named(tool), new Error('defect')), find: registry.find };
  expect(await world.commitToEnd(proposalId, { registry: broken })).toMatchObject({ state: 'committed', result: { operation_id: 'op-1' } });
  expect(world.sis.sends).toHaveLength(1);
});

function withResult(definition: ActionDefinition | null, defect?: Error): ActionDefinition | null {
  return definition && {
    ...definition,
    result: ({ result }) => {
      if (defect !== undefined) throw defect;
      return { told: result.affected_count };
    },
  };
}

test('a count that differs from the preview is committed, and said', async () => {
  const { proposalId } = await world.confirmed();
  world.sis.affectedCount = 3;
  expect((await world.commitToEnd(proposalId)).result).toMatchObject({ affected_count: 3, warnings: [{ code: 'COMMIT_COUNT_DIFFERS', previewed: 1, affected: 3 }] });
});

test.each([
  ['apply_body', sql`apply_body = convert_to('{"force":true}', 'UTF8')`],
  ['apply_path', sql`apply_path = '/elsewhere'`],
  ['forced', sql`forced = true`],
  ['not_after', sql`not_after = not_after + interval '1 day'`],
  ['payload_commit', sql`payload_commit = '{}'`],
  ['apply_hmac', sql`apply_hmac = null`],
])('A7: with %s altered after the confirm nothing is sent', async (_field, change) => {
  const { proposalId } = await world.confirmed();
  await world.db.query(sql`update action_proposals set ${change}`);
  expect(await world.commitToEnd(proposalId)).toMatchObject({ state: 'failed', errorCode: 'PAYLOAD_TAMPERED' });
  expect(world.sis.sends).toEqual([]);
  expect(await world.events('confirm_payload_corrupted')).toMatchObject([{ where: 'commit' }]);
});

test('A7: what is altered after an uncertain send is never sent again, and its outcome is unknown', async () => {
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'drop-before' }];
  expect(await world.commit(proposalId)).toMatchObject({ type: 'later' });
  await world.db.query(sql`update action_proposals set payload_commit = '{}'`);
  world.clock.advance(2_000);
  await world.commit(proposalId);
  expect((await world.read(proposalId)).state).toBe('unknown');
  expect(world.sis.sends).toHaveLength(1);
});

test('A8: a plain confirm of a proposal that needs force sends nothing, and a fresh preview begins', async () => {
  world.sis.forceRequired = true;
  const { proposalId } = await world.propose();
  expect(await world.press(`confirm:${proposalId}`)).toEqual({ type: 'confirmed', forced: false });
  expect(await world.commitToEnd(proposalId)).toMatchObject({ state: 'failed', errorCode: 'ACTION_CONFLICT', reason: 'FORCE_REQUIRED' });
  expect(world.sis.sends).toEqual([]);
  expect((await world.effects()).filter((one) => one.kind === 'tool.run').at(-1)).toMatchObject({ id: 'tg-700000001-2-900', payload: { effectId: 'tg-700000001-2-900', tool: 'bump', input: { tool: 'bump' } } });
  expect(world.told.at(-1)).toMatchObject({ freshPreview: true });
});

test('A8: with the force button it is sent with force', async () => {
  world.sis.forceRequired = true;
  const { proposalId } = await world.propose();
  await world.press(`confirm:${proposalId}:force`);
  expect((await world.commitToEnd(proposalId)).state).toBe('committed');
  expect(JSON.parse(world.sis.sends[0]?.body ?? '')).toMatchObject({ force: true });
});

test.each([true, false])('A9: a target that changed between preview and confirm: nothing written, fresh preview (binding %s)', async (preview_binding) => {
  promises({ preview_binding });
  const { proposalId } = await world.confirmed();
  world.sis.price = 120;
  expect(await world.commitToEnd(proposalId)).toMatchObject({ state: 'failed', errorCode: 'PREVIEW_STALE' });
  expect(world.sis).toMatchObject({ executions: 0, price: 120 });
  expect(world.sis.sends).toHaveLength(preview_binding ? 1 : 0);
  expect((await world.effects()).some((one) => one.id.endsWith('-900'))).toBe(true);
});

test('without binding the same preview is made again before the send', async () => {
  promises({ preview_binding: false });
  const { proposalId } = await world.confirmed();
  expect((await world.commitToEnd(proposalId)).state).toBe('committed');
  expect(world.sis.previews).toBe(1);
});

test('A10: SIS down for 30 s at the commit: one apply after it is back', async () => {
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'down' }, { type: 'down' }, { type: 'down' }, { type: 'down' }];
  const began = world.clock.now().getTime();
  expect((await world.commitToEnd(proposalId)).state).toBe('committed');
  expect(world.sis.executions).toBe(1);
  expect((world.clock.now().getTime() - began) / 1_000).toBe(2 + 4 + 8 + 16);
  expect(await world.attempts(proposalId)).toEqual([...Array.from({ length: 4 }, () => ({ outcome: 'not_sent', errorKind: 'refused' })), { outcome: 'ok', errorKind: null }]);
  expect(world.told).toHaveLength(1);
});

test.each(['the port', 'everything'])('A10: down beyond the deadline (%s): failed, nothing applied', async (what) => {
  const { proposalId } = await world.confirmed();
  if (what === 'everything') world.sis.isDown = true;
  else world.sis.faults = Array.from({ length: 40 }, () => ({ type: 'down' }));
  expect(await world.commitToEnd(proposalId)).toMatchObject({ state: 'failed', errorCode: 'UPSTREAM_UNAVAILABLE', reason: 'deadline' });
  expect(world.sis).toMatchObject({ executions: 0, sends: [] });
  expect(world.clock.now().getTime()).toBeGreaterThanOrEqual(Date.parse('2027-03-15T12:05:00Z'));
});

test('A11: 429 and "not processed" are sent again with the same key, after what SIS asked for, and run once', async () => {
  const { proposalId, decisionKey } = await world.confirmed();
  world.sis.faults = [{ type: 'rate-limited', retryAfterMs: 45_000 }, { type: 'not-processed' }];
  const began = world.clock.now().getTime();
  expect((await world.commitToEnd(proposalId)).state).toBe('committed');
  expect(world.clock.now().getTime() - began).toBe(45_000 + 4_000);
  expect(world.sis.sends.map((send) => send.key)).toEqual([decisionKey, decisionKey, decisionKey]);
  expect(new Set(world.sis.sends.map((send) => send.body)).size).toBe(1);
  expect(world.sis.executions).toBe(1);
});

test('A12: the answer is lost, all flags on: committed without a second execution', async () => {
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'drop-after' }];
  expect(await world.commitToEnd(proposalId)).toMatchObject({ state: 'committed', settledBy: 'resend' });
  expect(world.sis.executions).toBe(1);
  expect(world.sis.sends).toHaveLength(2);
});

test.each([500, 502, 504, 503, 200])('A17: %i after the apply is never a failure by itself', async (status) => {
  promises({ idempotent_applies: false, enquiry: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'error-after', status }];
  expect((await world.commitToEnd(proposalId)).state).toBe('unknown');
  await world.empty();
  const again = await world.confirmed();
  world.sis.faults = [{ type: 'error-after', status }];
  expect((await world.commitToEnd(again.proposalId)).state).toBe('committed');
  expect(world.sis.executions).toBe(1);
});

test('uncertain ones are sent again three times at most', async () => {
  promises({ enquiry: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = Array.from({ length: 10 }, () => ({ type: 'drop-before' }) satisfies Fault);
  expect((await world.commitToEnd(proposalId)).state).toBe('unknown');
  expect(world.sis.sends).toHaveLength(4);
  expect(world.told.at(-1)).toMatchObject({ asksOwner: true });
});

test.each([
  [401, 'KEY_MISSING', 'UPSTREAM_AUTH'],
  [403, 'ACTOR_NOT_ALLOWED', 'UPSTREAM_AUTH'],
  [404, null, 'UPSTREAM_NOT_IMPLEMENTED'],
  [409, 'ROLLBACK_IMPOSSIBLE', 'ACTION_CONFLICT'],
  [409, 'JOB_RUNNING', 'ACTION_CONFLICT'],
  [409, 'COUPON_EXISTS', 'ACTION_CONFLICT'],
  [409, 'APPLY_EXPIRED', 'ACTION_CONFLICT'],
  [409, 'UNSPECIFIED', 'ACTION_CONFLICT'],
  [422, 'UNKNOWN_IDS', 'VALIDATION_ERROR'],
  [422, null, 'VALIDATION_ERROR'],
])('A20: %i %s is final: mapped, nothing sent again', async (status, reason, errorCode) => {
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'refuse', status, reason }];
  expect(await world.commitToEnd(proposalId)).toMatchObject({ state: 'failed', errorCode, reason });
  expect(world.sis.sends).toHaveLength(1);
  expect(await world.attempts(proposalId)).toEqual([{ outcome: 'refused', errorKind: reason ?? errorCode }]);
});

test.each([
  [409, 'JOB_RUNNING', 'failed'],
  [422, 'UNKNOWN_IDS', 'failed'],
  [401, 'KEY_MISSING', 'unknown'],
  [403, 'KEY_INVALID', 'unknown'],
  [404, null, 'unknown'],
])('a refusal %i %s after an uncertain send proves what it proves: %s', async (status, reason, state) => {
  promises({ enquiry: false });
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'drop-before' }, { type: 'refuse', status, reason }];
  expect((await world.commitToEnd(proposalId)).state).toBe(state);
  expect(world.sis.sends).toHaveLength(2);
});

test('an operation in progress is polled, every 3 s, until it is done', async () => {
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'executing' }];
  for (let round = 0; round < 4; round += 1) {
    expect(await world.commit(proposalId)).toMatchObject({ type: 'later', ms: 3_000 });
    world.clock.advance(3_000);
  }
  world.sis.finishExecuting();
  expect((await world.commitToEnd(proposalId)).state).toBe('committed');
  expect(world.sis.sends).toHaveLength(1);
  expect(world.sis.executions).toBe(1);
});

test('a key that SIS saw with other bytes: its state counts only for our bytes; otherwise unknown, with one alert', async () => {
  const { proposalId, decisionKey } = await world.confirmed();
  world.sis.operations.set(decisionKey, { hash: 'other', path: '/x', state: 'committed', result: null, error: null, httpStatus: 200 });
  expect((await world.commitToEnd(proposalId)).state).toBe('unknown');
  await world.sweepUntil(proposalId, (one) => one.looks > 4);
  expect(await world.events('action_exception')).toMatchObject([{ error_code: 'IDEMPOTENCY_MISMATCH' }]);
  expect(world.sis.sends).toHaveLength(1);
  await world.empty();
  const ours = await world.confirmed();
  world.sis.faults = [{ type: 'refuse', status: 409, reason: 'IDEMPOTENCY_MISMATCH' }];
  world.sis.operations.set(ours.decisionKey, { hash: ours.requestHash ?? '', path: ours.applyPath ?? '', state: 'committed', result: null, error: null, httpStatus: 200 });
  expect(await world.commitToEnd(ours.proposalId)).toMatchObject({ state: 'committed', settledBy: 'enquiry' });
});

test('a capability that SIS withdrew since the preview ends the commit before anything is sent', async () => {
  const { proposalId } = await world.confirmed();
  world.sis.endpoints = { prices_bump: false };
  expect(await world.commitToEnd(proposalId)).toMatchObject({ state: 'failed', errorCode: 'UPSTREAM_NOT_IMPLEMENTED' });
  expect(world.sis.sends).toEqual([]);
});

describe('a replayed commit', () => {
  test('of a proposal that failed for good sends nothing, and is previewed again, once', async () => {
    const { proposalId } = await world.confirmed();
    world.clock.advance(3_600_000);
    expect((await world.commitToEnd(proposalId)).state).toBe('failed');
    const before = world.sis.sends.length;
    expect(await world.commit(proposalId, { reason: 'replay' })).toEqual({ type: 'done' });
    await world.commit(proposalId, { reason: 'replay' });
    expect(world.sis.sends).toHaveLength(before);
    expect((await world.effects()).filter((one) => one.kind === 'tool.run' && one.id.endsWith('-900'))).toHaveLength(1);
    expect((await world.read(proposalId)).state).toBe('failed');
  });

  test('of a proposal that was committed does nothing', async () => {
    const { proposalId } = await world.confirmed();
    expect((await world.commitToEnd(proposalId)).state).toBe('committed');
    const before = [world.sis.sends.length, (await world.effects()).length];
    expect(await world.commit(proposalId, { reason: 'replay' })).toEqual({ type: 'done' });
    expect([world.sis.sends.length, (await world.effects()).length]).toEqual(before);
  });

  test('past its time settles what was sent, sends nothing, and ends in a fresh preview', async () => {
    const { proposalId } = await world.confirmed();
    world.clock.advance(3_600_000);
    await world.commit(proposalId, { reason: 'replay' });
    expect(world.sis.sends).toEqual([]);
    expect((await world.read(proposalId)).state).toBe('failed');
    expect((await world.effects()).filter((one) => one.id.endsWith('-900'))).toHaveLength(1);
  });
});

leakCheck();
