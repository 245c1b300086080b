import { leakCheck } from '@ownerbot/testing';
import { markFailed, markSending, markSent } from '@ownerbot/storage';
import { ACTION_CRASH_POINTS, type ActionCrashPoint } from '../crash-points';
import { dyingAt, openActionWorld, type ActionWorld, type FakeTool } from '../fixtures/action-world';
import { keepLease } from './keep-lease';
import { silentLogger } from '@ownerbot/runtime';

let world: ActionWorld;
beforeAll(async () => {
  world = await openActionWorld();
});
const dead: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(dead.splice(0).map((bury) => bury()));
  await world.empty();
});
afterAll(() => world.close());

/** Runs a commit until it dies at a point. Its process is gone: nothing renews its lease, nothing of it goes on. */
async function killAt(proposalId: string, point: ActionCrashPoint): Promise<boolean> {
  const dying = dyingAt(point);
  const killed = new AbortController();
  const run = world.commit(proposalId, { parts: { atCrashPoint: dying.atCrashPoint }, signal: killed.signal });
  const died = await Promise.race([dying.reached.then(() => true), run.then(() => false)]);
  killed.abort();
  dead.push(() => {
    dying.bury();
    return run.catch(() => undefined);
  });
  return died;
}

const IN_ONE_SEND = ACTION_CRASH_POINTS.filter((point) => point !== 'C3.previewed' && point !== 'C7.closed');

test.each(IN_ONE_SEND)('A18: killed at %s, the sweep carries it on: one execution, one outcome message', async (point) => {
  const { proposalId } = await world.confirmed();
  expect(await killAt(proposalId, point)).toBe(true);
  // The queue runs a stalled job again while the lease of the dead worker is still live.
  await world.commit(proposalId, { attempt: 2 });
  const after = await world.sweepUntil(proposalId, (one) => one.state === 'committed');
  expect(after.leaseOwner).toBeNull();
  expect(world.sis.executions).toBe(1);
  expect((await world.effects()).filter((one) => one.id.startsWith(`commit-${proposalId}-`))).toHaveLength(1);
  expect((await world.audit(proposalId)).filter((type) => type === 'action_committed')).toHaveLength(1);
});

test('A18: killed in the second preview or after a closed attempt, it goes on as well', async () => {
  world.sis.flags = { idempotent_applies: true, enquiry: true, preview_binding: false };
  const one = await world.confirmed();
  expect(await killAt(one.proposalId, 'C3.previewed')).toBe(true);
  expect((await world.sweepUntil(one.proposalId, (proposal) => proposal.state === 'committed')).state).toBe('committed');
  const two = await world.propose('coupon');
  await world.press(`confirm:${two.proposalId}`);
  world.sis.faults = [{ type: 'down' }];
  expect(await killAt(two.proposalId, 'C7.closed')).toBe(true);
  expect((await world.sweepUntil(two.proposalId, (proposal) => proposal.state !== 'executing')).state).toBe('committed');
  expect(world.sis.executions).toBe(2);
});

test.each(['C4.begun', 'C5.before-send', 'C5.sent'] as const)('killed at %s where SIS knows no keys and cannot be asked: unknown, never sent again', async (point) => {
  world.sis.flags = { idempotent_applies: false, enquiry: false, preview_binding: true };
  const { proposalId } = await world.confirmed();
  await killAt(proposalId, point);
  await world.sweepUntil(proposalId, (one) => one.state === 'unknown');
  expect(world.sis.sends).toHaveLength(point === 'C5.sent' ? 1 : 0);
  expect(await world.attempts(proposalId)).toEqual([{ outcome: 'uncertain', errorKind: 'crashed' }]);
});

test('a job that was lost in the queue is found by the sweep', async () => {
  const { proposalId } = await world.confirmed();
  world.clock.advance(29_000);
  await world.sweep();
  expect((await world.read(proposalId)).state).toBe('confirmed');
  world.clock.advance(2_000);
  await world.sweep();
  expect((await world.read(proposalId)).state).toBe('committed');
});

test('a lost job is found too late: failed, nothing sent', async () => {
  const { proposalId } = await world.confirmed();
  world.clock.advance(301_000);
  await world.sweep();
  expect(await world.read(proposalId)).toMatchObject({ state: 'failed', errorCode: 'UPSTREAM_UNAVAILABLE' });
  expect(world.sis.sends).toEqual([]);
});

test('a job that runs twice at once: the lease lets one work and stops the other', async () => {
  const { proposalId } = await world.confirmed();
  world.sis.faults = [{ type: 'hang' }];
  const stop = new AbortController();
  const first = world.commit(proposalId, { signal: stop.signal });
  while ((await world.attempts(proposalId)).length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(await world.commit(proposalId, { attempt: 2 })).toEqual({ type: 'done' });
  expect(await world.attempts(proposalId)).toHaveLength(1);
  stop.abort(new Error('stopped'));
  expect(await first).toMatchObject({ type: 'later' });
  expect((await world.commitToEnd(proposalId)).state).toBe('committed');
});

test('A18: a worker that lost its lease amid the send cannot write the outcome', async () => {
  const { proposalId } = await world.confirmed();
  const slow = dyingAt('C5.sent');
  let goOn: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => (goOn = resolve));
  const first = world.commit(proposalId, { parts: { atCrashPoint: async (point) => (point === 'C5.sent' ? (slow.atCrashPoint(point), waiting) : undefined) } });
  await slow.reached;
  world.clock.advance(61_000);
  await world.sweep();
  const settled = await world.read(proposalId);
  expect(settled.state).toBe('committed');
  goOn();
  expect(await first).toEqual({ type: 'done' });
  expect(await world.read(proposalId)).toEqual(settled);
  expect((await world.effects()).filter((one) => one.id.startsWith(`commit-${proposalId}-`))).toHaveLength(1);
  expect(world.sis.executions).toBe(1);
  expect((await world.attempts(proposalId))[0]).toEqual({ outcome: 'uncertain', errorKind: 'crashed' });
});

test('a lease that is somebody else\'s ends the work of whoever had it', async () => {
  const { proposalId } = await world.confirmed();
  const kept = keepLease(world.parts(), { proposalId, owner: 'nobody', until: new AbortController().signal, log: silentLogger, everyMs: 5 });
  await new Promise((resolve) => kept.signal.addEventListener('abort', resolve, { once: true }));
  expect(kept.signal.reason).toMatchObject({ code: 'LEASE_LOST' });
  await kept.stop();
});

test('while a run is told to stop its lease is renewed no more', async () => {
  const { proposalId } = await world.confirmed();
  const stop = new AbortController();
  const kept = keepLease(world.parts(), { proposalId, owner: 'nobody', until: stop.signal, log: silentLogger, everyMs: 5 });
  stop.abort();
  await kept.stop();
  expect(kept.signal.aborted).toBe(false);
});

describe('own data', () => {
  test.each(['C1.leased', 'C2.checked', 'C4.begun', 'C6.before', 'C6.written'] as const)('killed at %s: the change and its outcome are one', async (point) => {
    const { proposalId } = await world.confirmed('own');
    expect(await killAt(proposalId, point)).toBe(true);
    expect(await ownValue()).toBe(point === 'C6.written' ? 2 : 1);
    expect((await world.read(proposalId)).state).toBe(point === 'C6.written' ? 'committed' : 'executing');
    if (point === 'C6.before') await forgetOpenTransaction();
    expect((await world.sweepUntil(proposalId, (one) => one.state === 'committed')).settledBy).toBe('commit');
    expect(await ownValue()).toBe(2);
  });

  test('what changed since the preview is stale: nothing is written, a fresh preview begins', async () => {
    const { proposalId } = await world.confirmed('own');
    await world.db.query({ text: 'update own_value set value = 7', values: [], isSql: true });
    expect(await world.commitToEnd(proposalId)).toMatchObject({ state: 'failed', errorCode: 'PREVIEW_STALE' });
    expect(await ownValue()).toBe(7);
    expect((await world.effects()).some((one) => one.id.endsWith('-900'))).toBe(true);
    expect(await world.attempts(proposalId)).toEqual([{ outcome: 'refused', errorKind: 'PREVIEW_STALE' }]);
  });

  test('A24: two concurrent edits: one is done, the other is stale', async () => {
    const [one, two] = [await world.propose('own', { input: { n: 1 } }), await world.propose('own', { input: { n: 2 } })];
    await world.press(`confirm:${one.proposalId}`);
    await world.commitToEnd(one.proposalId);
    await world.press(`confirm:${two.proposalId}`);
    expect(await world.commitToEnd(two.proposalId)).toMatchObject({ state: 'failed', errorCode: 'PREVIEW_STALE' });
    expect(await ownValue()).toBe(2);
  });

  test('a defect is tried again; with the last attempt it fails for good, and an operator is told', async () => {
    const { proposalId } = await world.confirmed('own');
    world.own.fails = new TypeError('a bug');
    for (const attempt of [1, 2, 3, 4]) {
      await expect(world.commit(proposalId, { attempt })).rejects.toMatchObject({ code: 'ACTION_EXCEPTION', retry: 'backoff' });
      expect((await world.read(proposalId)).state).toBe('executing');
    }
    expect(await world.commit(proposalId, { attempt: 5 })).toMatchObject({ type: 'dead', error: { code: 'ACTION_EXCEPTION' } });
    expect(await world.read(proposalId)).toMatchObject({ state: 'failed', errorCode: 'ACTION_EXCEPTION' });
    expect(await world.events('action_exception')).toHaveLength(5);
    expect(await ownValue()).toBe(1);
  });

  test('a defect that is gone with the next attempt changes nothing but the time', async () => {
    const { proposalId } = await world.confirmed('own');
    world.own.fails = new TypeError('a bug');
    await expect(world.commit(proposalId)).rejects.toMatchObject({ code: 'ACTION_EXCEPTION' });
    world.own.fails = null;
    expect((await world.commitToEnd(proposalId)).state).toBe('committed');
  });

  async function ownValue(): Promise<number | undefined> {
    const [row] = await world.db.query<{ value: number }>({ text: 'select value from own_value', values: [], isSql: true });
    return row?.value;
  }

  /** The connection of a killed process is closed by its kernel; the one of this test's dead run must be by hand. */
  async function forgetOpenTransaction(): Promise<void> {
    await world.db.query({ text: `select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`, values: [], isSql: true });
  }
});

describe('A25: a team message', () => {
  test('goes to each recipient by a row of its own, and is committed when all have their end, one of them a failure', async () => {
    const { proposalId } = await world.confirmed('team');
    await world.commit(proposalId);
    const rows = (await world.effects()).filter((one) => one.id.startsWith('team-'));
    expect(rows.map((one) => one.id)).toEqual(['-1', '-2', '-3'].map((chat) => `team-${proposalId}-${chat}`));
    expect(rows[0]?.payload).toEqual({ effectId: `team-${proposalId}--1`, botId: '700000001', chatId: '-1', message: { type: 'text', text: 'Hello', delivery: 'at-most-once' } });
    await delivered(proposalId, '-1', 'sent');
    await world.commit(proposalId, { reason: 'team' });
    expect(world.told.at(-1)).toMatchObject({ about: 'team-progress' });
    await delivered(proposalId, '-2', 'blocked');
    await delivered(proposalId, '-3', 'sent');
    await world.commit(proposalId, { reason: 'team' });
    expect(await world.read(proposalId)).toMatchObject({
      state: 'committed',
      result: { affected_count: 2, sent: ['-1', '-3'], failed: [{ chat_id: '-2', error: 'CHAT_BLOCKED' }], unconfirmed: [], warnings: [{ code: 'PARTIAL_DELIVERY' }] },
    });
    expect(await world.events('team_message_delivery')).toHaveLength(3);
  });

  test.each(['C1.leased', 'C2.checked', 'C6.before', 'C6.written'] as const)('killed at %s: each recipient has one row', async (point) => {
    const { proposalId } = await world.confirmed('team');
    await killAt(proposalId, point);
    if (point === 'C6.before') await world.commit(proposalId);
    world.clock.advance(61_000);
    await world.sweep();
    expect((await world.effects()).filter((one) => one.id.startsWith('team-'))).toHaveLength(3);
    for (const chat of ['-1', '-2', '-3']) await delivered(proposalId, chat, 'sent');
    expect((await world.sweepUntil(proposalId, (one) => one.state === 'committed')).state).toBe('committed');
  });

  test('all refused: failed; all unclear: unknown, and only the owner settles it', async () => {
    const failed = await world.confirmed('team');
    await world.commit(failed.proposalId);
    for (const chat of ['-1', '-2', '-3']) await delivered(failed.proposalId, chat, 'blocked');
    expect(await world.sweepUntil(failed.proposalId, (one) => one.state !== 'executing')).toMatchObject({ state: 'failed', errorCode: 'DELIVERY_FAILED' });
    const unclear = await world.propose('team', { input: { n: 2 } });
    await world.press(`confirm:${unclear.proposalId}`);
    await world.commit(unclear.proposalId);
    for (const chat of ['-1', '-2']) await delivered(unclear.proposalId, chat, 'blocked');
    await delivered(unclear.proposalId, '-3', 'unclear');
    expect(await world.sweepUntil(unclear.proposalId, (one) => one.state !== 'executing')).toMatchObject({ state: 'unknown', nextLookAt: null, ownerAsked: true });
    expect(await world.press(`settle:${unclear.proposalId}:yes`)).toEqual({ type: 'settled', to: 'committed' });
  });

  test('after 10 minutes what was not tried fails and will not be sent; what is being sent is unclear', async () => {
    const { proposalId } = await world.confirmed('team');
    await world.commit(proposalId);
    await delivered(proposalId, '-1', 'sent');
    await markSending(world.db, { effectId: `team-${proposalId}--2`, part: 0, botId: '700000001', chatId: '-2', kind: 'send', at: world.clock.now() });
    expect(await world.sweepUntil(proposalId, (one) => one.state !== 'executing')).toMatchObject({ result: { sent: ['-1'], failed: [{ chat_id: '-3', error: 'DELIVERY_TIMEOUT' }], unconfirmed: ['-2'] } });
    expect(await markSending(world.db, { effectId: `team-${proposalId}--3`, part: 0, botId: '700000001', chatId: '-3', kind: 'send', at: world.clock.now() })).toMatchObject({ effectState: 'finished', before: 'failed' });
  });

  async function delivered(proposalId: string, chatId: string, how: 'sent' | 'blocked' | 'unclear'): Promise<void> {
    const effectId = `team-${proposalId}-${chatId}`;
    const at = world.clock.now();
    await markSending(world.db, { effectId, part: 0, botId: '700000001', chatId, kind: 'send', at });
    if (how === 'sent') return markSent(world.db, { effectId, part: 0, isLast: true, telegramMessageId: '5', at });
    
    await markFailed(world.db, { effectId, part: 0, state: 'skipped', code: how === 'blocked' ? 'CHAT_BLOCKED' : 'SEND_UNCERTAIN', description: '', at });
  }
});

test.each<FakeTool>(['bump', 'own', 'team'])('A28: the timeline of a proposal of %s can be rebuilt from audit alone', async (tool) => {
  const { proposalId } = await world.confirmed(tool);
  await world.commit(proposalId);
  const expected = ['action_previewed', 'action_confirmed', 'action_executing'];
  expect((await world.audit(proposalId)).slice(0, 3)).toEqual(expected);
  const events = await world.events('action_executing');
  expect(events[0]).toMatchObject({ proposal_id: proposalId, tool, version: '1.0', mode: 'SIS_HTTP', worker: 'test', job_attempt: 1, recovered: false });
  expect(JSON.stringify(await world.events('action_confirmed'))).not.toContain('obk-');
});

leakCheck();
