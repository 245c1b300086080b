import { PlannerError, type PlanProvider, type ProviderReply } from '@ownerbot/planner';
import { replayJobId } from '@ownerbot/operations';
import type { IntentPlan, Outcome } from '@ownerbot/queues';
import { silentLogger } from '@ownerbot/runtime';
import { readKept, sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { createOnDead } from '../../dead/on-dead';
import { deadJob } from '../../fixtures/dead-job';
import { composePlans } from '../../fixtures/plan-domain';
import { BACKENDS, dyingAt, openWorld, type World } from '../../fixtures/world';
import type { CrashPoint } from '../../turn/crash-points';
import { createRelay, RELAY_TIMING } from '../../relay/relay';
import { budgetKey, CIRCUIT_KEY } from './accounts';
import { createPlanRuns } from './run-plan';
import type { PlanRunParts } from './plan-run-parts';

const OWNER = '7';
const ALL = { kind: 'TOOL', call: { tool: 'echo', payload: { word: 'moon' } }, advice: null, question: null, confidence: 0.9, grounding: [] };
const TEXT = 'please tell me moon';

/** A model that counts, and answers or fails as it is told to. */
function scripted() {
  const made = { asked: 0, value: ALL as unknown, failure: null as PlannerError['failure'] | null, texts: [] as string[] };
  const provider: PlanProvider = {
    provider: 'mock',
    model: 'm',
    fingerprint: 'one',
    ask: ({ user }): Promise<ProviderReply> => {
      made.asked += 1;
      made.texts.push(user);
      if (made.failure !== null) return Promise.reject(new PlannerError(made.failure, 'as told'));
      return Promise.resolve({ content: { type: 'json', value: made.value }, usage: { inputTokens: 30, outputTokens: 10, totalTokens: 40 } });
    },
  };
  return { made, provider };
}

describe.each(BACKENDS)('on %s', (backend) => {
  let world: World;
  const composed = composePlans();
  const limits = { floodMaxPerMinute: 60, readRetryDeadlineSec: 900, plan: { isOn: true, allowedActions: ['set'] } };
  const own = { limits, composed };
  beforeAll(async () => {
    world = await openWorld(backend);
  });
  afterAll(() => world.close());
  afterEach(() => world.emptyAll());

  const partsOf = (provider: PlanProvider | null, more: Partial<PlanRunParts> = {}, dailyRequests = 3): PlanRunParts => ({
    ...world.parts(own),
    planning: provider === null ? null : { provider, budget: { dailyRequests, dailyTokens: 1_000 }, maxInputChars: 2_000, allowedActions: ['set'] },
    ...more,
  });

  async function jobOf(updateId: number) {
    const [row] = await world.db.query<{ id: string; payload: IntentPlan }>(sql`select id, payload from effects where kind = 'intent.plan' and payload ->> 'updateId' = ${String(updateId)} order by id desc`);
    if (row === undefined) throw new Error('nothing to plan');
    return { id: row.id, kind: 'intent.plan' as const, payload: row.payload, correlationId: `tg-${world.bot()}-${updateId}`, attempt: 1, attemptsAllowed: 1, addedAt: world.clock.now(), log: silentLogger, signal: new AbortController().signal };
  }
  const plan = async (updateId: number, parts: PlanRunParts): Promise<Outcome> => createPlanRuns(parts)(await jobOf(updateId));

  async function plannedOf(updateId: number): Promise<{ id: string; data: Record<string, unknown> }[]> {
    const rows = await world.db.query<{ id: string; data: Record<string, unknown> }>(sql`select id, payload -> 'data' as data from effects where kind = 'inbox.planned' and payload ->> 'updateId' = ${String(updateId)} order by id`);
    return rows.map(({ id, data }) => ({ id: id.replace(/^tg-\d+-/, ''), data }));
  }
  const take = async (updateId: number, at = 0): Promise<Outcome> => world.takeInternal('planned', updateId, (await plannedOf(updateId))[at]?.data, own);
  const shown = async (): Promise<string[]> => (await world.settle(own)).flatMap(({ message }) => (message.type === 'text' ? [message.text] : []));
  const spent = async () => (await readKept(world.db, [budgetKey(OWNER)], world.clock.now()))[budgetKey(OWNER)];

  const POINTS: readonly CrashPoint[] = ['plan.begun', 'plan.answered', 'plan.end-written', 'plan.end-added'];
  test.each(POINTS)('killed at %s, it has one end and one answer', async (point) => {
    const { made, provider } = scripted();
    await world.text(5, TEXT, own);
    const { atCrashPoint, reached } = dyingAt(point);
    await Promise.race([plan(5, partsOf(provider, { atCrashPoint })), reached]);
    const before = made.asked;
    expect(await plan(5, partsOf(provider))).toEqual({ type: 'done' });
    expect(made.asked - before).toBe(point.startsWith('plan.end') ? 0 : 1);
    expect(await plannedOf(5)).toMatchObject([{ id: '5-planned', data: { text: TEXT, asked: { provider: 'mock', model: 'm', tokens: 40, reused: false }, end: { type: 'answer', answer: { call: { tool: 'echo' } }, offered: ['echo', 'set'] } } }]);
    await world.text(6, 'hello', own);
    await take(5);
    await take(5);
    expect((await world.ledger()).every(({ state }) => state === 'done' || state === 'decided')).toBe(true);
    expect(await shown()).toEqual(['echo moon', 'hello']);
  });

  test.each<CrashPoint>(['plan.said-written', 'plan.said-added'])('that thinks for long says so, and killed at %s it says it once and becomes the answer', async (point) => {
    const { provider } = scripted();
    await world.text(5, TEXT, own);
    const { atCrashPoint, reached } = dyingAt(point);
    let giveUp = (): void => undefined;
    const never = new Promise<never>((_resolve, reject) => (giveUp = () => reject(new Error('over'))));
    const slow: PlanProvider = { ...provider, ask: () => never };
    plan(5, partsOf(slow, { atCrashPoint, timing: { typingAfterMs: 60_000, typingEveryMs: 60_000, progressAfterMs: 0 } })).catch(() => undefined);
    await reached;
    giveUp();
    expect(await plan(5, partsOf(provider))).toEqual({ type: 'done' });
    await take(5);
    const texts = (await world.settle(own)).flatMap(({ effectId, message }) => (message.type === 'text' ? [{ effectId, text: message.text, editOf: message.editOf ?? null }] : []));
    expect(texts).toMatchObject([{ editOf: null }, { text: 'echo moon', editOf: `tg-${world.bot()}-${texts[0]?.effectId}` }]);
  });

  test('the turn of its answer, killed at any point, gives one answer', async () => {
    const { provider } = scripted();
    for (const [n, point] of (['turn.claimed', 'turn.decided', 'turn.committed', 'turn.added'] as const).entries()) {
      const id = 10 + n;
      await world.text(id, TEXT, own);
      await plan(id, partsOf(provider));
      const { atCrashPoint, reached } = dyingAt(point);
      const data = (await plannedOf(id))[0]?.data;
      await Promise.race([world.takeInternal('planned', id, data, { ...own, atCrashPoint }), reached]);
      await take(id);
    }
    expect(await shown()).toEqual(['echo moon', 'echo moon', 'echo moon', 'echo moon']);
  });

  test('the same text is answered from before, by other tools than are offered it is asked anew', async () => {
    const { made, provider } = scripted();
    for (const id of [5, 6]) {
      await world.text(id, id === 5 ? TEXT : 'Please  tell me MOON', own);
      await plan(id, partsOf(provider));
      await take(id);
    }
    expect([made.asked, (await plannedOf(6))[0]?.data]).toMatchObject([1, { asked: { reused: true, tokens: 0 } }]);
    expect(await spent()).toMatchObject({ requests: 1, tokens: 40 });
    world.clock.set('2027-03-15T12:10:01Z');
    await world.text(7, TEXT, own);
    await plan(7, partsOf(provider));
    expect(made.asked).toBe(2);
  });

  test('several workers count one budget; when it is spent the model is not asked, and the owner hears it once a day', async () => {
    const { made, provider } = scripted();
    for (const id of [5, 6, 7, 8, 9]) await world.text(id, `${TEXT} ${id}`, { ...own, limits });
    // The first one holds the others: they are freed one after another.
    for (const id of [5, 6, 7, 8, 9]) {
      await plan(id, partsOf(provider));
      await take(id);
    }
    expect(made.asked).toBe(3);
    expect((await plannedOf(8))[0]?.data).toMatchObject({ end: { type: 'failure', code: 'BUDGET_SPENT', tells: true } });
    expect((await plannedOf(9))[0]?.data).toMatchObject({ end: { code: 'BUDGET_SPENT', tells: false } });
    const audit = await world.db.query<{ fields: Record<string, unknown> }>(sql`select fields from audit_events where event_type = 'llm_intent_failed' order by id`);
    expect(audit.map(({ fields }) => fields)).toMatchObject([{ code: 'BUDGET_SPENT', tokens: 0 }, { code: 'BUDGET_SPENT' }]);
    expect(JSON.stringify(audit)).not.toContain('moon');
  });

  test('requests side by side are each counted', async () => {
    const { made, provider } = scripted();
    const parts = partsOf(provider);
    for (const id of [5, 6, 7, 8]) {
      await world.text(id, `${TEXT} ${id}`, own);
      await world.takeInternal('waited', id, { awaited: 'planned' }, own);
    }
    await Promise.all([5, 6, 7, 8].map((id) => plan(id, parts)));
    expect([made.asked, await spent()]).toMatchObject([3, { requests: 3, tokens: 120 }]);
  });

  test('five failures pause the provider; a refused key breaks it until another one comes, and operators hear that once', async () => {
    const { made, provider } = scripted();
    const parts = partsOf(provider, {}, 100);
    made.failure = { code: 'UPSTREAM_UNAVAILABLE', reason: 'llm' };
    for (const id of [5, 6, 7, 8, 9, 10]) {
      await world.text(id, `${TEXT} ${id}`, own);
      await plan(id, parts);
      await take(id);
    }
    expect([made.asked, (await plannedOf(10))[0]?.data]).toMatchObject([5, { end: { code: 'CIRCUIT_OPEN' } }]);
    world.clock.set('2027-03-15T12:06:00Z');
    made.failure = { code: 'BAD_CONFIG', reason: 'llm' };
    for (const id of [11, 12]) {
      await world.text(id, `${TEXT} ${id}`, own);
      await plan(id, parts);
      await take(id);
    }
    expect([made.asked, (await plannedOf(12))[0]?.data]).toMatchObject([6, { end: { code: 'PROVIDER_BROKEN' } }]);
    expect(await readKept(world.db, [CIRCUIT_KEY], world.clock.now())).toMatchObject({ [CIRCUIT_KEY]: { brokenProvider: 'one' } });
    expect(await world.db.query(sql`select event_type as type from audit_events where severity = 'error'`)).toEqual([{ type: 'llm_provider_broken' }]);
    made.failure = null;
    await world.text(13, TEXT, own);
    await plan(13, partsOf({ ...provider, fingerprint: 'another' }, {}, 100));
    expect((await plannedOf(13))[0]?.data).toMatchObject({ end: { type: 'answer' } });
    expect((await shown()).slice(0, 8)).toEqual(Array(8).fill('not understood'));
  });

  test('a chat that has waited long enough goes on, a second time for words that were heard; what comes then is a button', async () => {
    const { provider } = scripted();
    const added: string[] = [];
    const remember = (jobs: readonly { id: string }[]): Promise<void> => Promise.resolve(void added.push(...jobs.map(({ id }) => id)));
    const relay = createRelay({ ...world.parts(own), producer: { add: (job) => remember([job]), addAll: remember } }, { ...RELAY_TIMING, holdMs: { heard: 60_000, planned: 20_000 } });
    const voiced = { ...own, limits: { ...limits, voice: { isOn: true, maxSeconds: 180, maxBytes: 1_000_000, confidenceThreshold: 0.75, deadlineSec: 900 } } };
    const note = { update_id: 5, message: { message_id: 1005, date: 1_770_000_000, chat: { id: 7, type: 'private' }, from: { id: 7, is_bot: false, first_name: 'Ada' }, voice: { file_id: 'f', file_unique_id: 'u', duration: 2 } } };
    await world.take(note, voiced);
    const heard = { effectId: `tg-${world.bot()}-5-asr`, messageId: '1005', caption: null, isForwarded: false, said: null, isLate: false, isReplay: false, end: { type: 'words', text: TEXT, confidence: 0.9 } };
    await world.takeInternal('heard', 5, heard, voiced);
    await world.text(6, 'hello', own);
    world.clock.set('2027-03-15T12:00:25Z');
    await relay({ log: silentLogger });
    expect(added).toEqual([`tg-${world.bot()}-5-waited-planned`]);
    await world.takeInternal('waited', 5, { awaited: 'planned' }, own);
    const before = await shown();
    await plan(5, partsOf(provider));
    await take(5);
    expect([before, await shown()]).toEqual([[expect.stringContaining('Думаю дольше'), 'hello'], [expect.stringMatching(/^🎙 «please tell me moon»\n\nПонял позже/)]]);
    expect((await world.ledger()).map(({ updateId, event }) => `${updateId} ${event}`)).toEqual(['5 update', '5 heard', '6 update', '5 waited-planned', '5 planned']);
  });

  test('dropped while it thinks, it says nothing more', async () => {
    const { provider } = scripted();
    await world.text(5, TEXT, own);
    await world.text(6, '/cancel', own);
    expect(await plan(5, partsOf(provider))).toEqual({ type: 'done' });
    expect(await plannedOf(5)).toEqual([]);
    await world.text(7, 'hello', own);
    expect(await shown()).toEqual(['Хорошо, больше об этом не думаю. Ничего не сделано.', 'hello']);
  });

  test('a dead plan ends with the help and becomes a letter, and its replay is offered', async () => {
    const { provider } = scripted();
    await world.text(5, TEXT, own);
    const { payload, correlationId } = await jobOf(5);
    const [job, error] = deadJob('plan', { kind: 'intent.plan', id: payload.effectId, payload, correlationId }, new PlannerError({ code: 'PLAN_FAILED', reason: 'failed' }, 'as told'));
    for (let n = 0; n < 2; n += 1) await createOnDead(world.parts(own))(job, error);
    await take(5);
    expect(await world.db.query(sql`select kind, state from dead_letters`)).toEqual([{ kind: 'intent.plan', state: 'open' }]);
    const replayed = replayJobId(payload.effectId, 1);
    await world.db.query(sql`
      insert into effects (id, kind, bot_id, chat_id, cause_seq, request_seq, n, correlation_id, lane_key, payload, delay_ms, gated, state, created_at, dispatched_at)
      select ${replayed}::text, kind, bot_id, chat_id, cause_seq, request_seq, n, correlation_id, lane_key, payload || jsonb_build_object('effectId', ${replayed}::text, 'isLate', true), 0, false, 'dispatched', created_at, created_at from effects where id = ${payload.effectId}`);
    await createPlanRuns(partsOf(provider))({ ...(await jobOf(5)), id: replayed });
    expect((await plannedOf(5)).map(({ id }) => id)).toEqual(['5-planned', '5-planned-r1']);
    await take(5, 1);
    expect(await shown()).toEqual(['not understood', 'Понял позже, чем ответил на остальное. Выполнить это сейчас?']);
  });
});

leakCheck();
