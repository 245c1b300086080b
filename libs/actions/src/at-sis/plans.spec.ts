import { markFailed, markSending, markSent, readPlan, sql, type PlanRow, type Proposal } from '@ownerbot/storage';
import { leakCheck, spawnApp } from '@ownerbot/testing';
import { BOT } from '../fixtures/action-world';
import { BUMP, openSisWorld, type SisWorld } from '../fixtures/sis-world';

let at: SisWorld;
beforeAll(async () => {
  at = await openSisWorld();
});
beforeEach(() => at.reset());
afterAll(() => at.close());

const MINUTE = 60_000;
const TELLS = 'Prices: {affected_count} changed at {finished_at}, {operation_id}. {braces} stay';

const planned = (): Promise<Proposal> => at.confirmed('prices/bump', BUMP, 'bump', TELLS);

async function planOf({ proposalId }: Proposal): Promise<PlanRow> {
  const { planId } = await at.world.read(proposalId);
  const plan = planId === null ? null : await readPlan(at.world.db, planId);
  if (plan === null) throw new TypeError('no plan');
  return plan;
}

/** What is on its way to the team, by chat. */
async function toTeam(): Promise<Record<string, string>> {
  const rows = (await at.world.effects()).filter(({ id }) => id.startsWith('team-'));
  return Object.fromEntries(rows.map(({ payload }) => [String(payload['chatId']), (payload['message'] as { text: string }).text]));
}

/** What the notifier does with a message to the team. */
async function deliver({ proposalId }: Proposal, chatId: string, end: 'sent' | 'blocked'): Promise<void> {
  const effectId = `team-${proposalId}-${chatId}`;
  const now = at.world.clock.now();
  await markSending(at.world.db, { effectId, part: 0, botId: BOT, chatId, kind: 'send', at: now });
  if (end === 'sent') await markSent(at.world.db, { effectId, part: 0, isLast: true, telegramMessageId: '1', at: now });
  else await markFailed(at.world.db, { effectId, part: 0, state: 'failed', code: 'CHAT_BLOCKED', description: 'blocked', at: now });
  await at.world.commit(proposalId, { reason: 'team', parts: at.over() });
}

const planEvents = async (): Promise<string[]> => (await at.world.db.query<{ type: string }>(sql`select event_type as type from audit_events where event_type like 'agent_plan%' order by id`)).map(({ type }) => type);

test('A26: a commit tells the team the text that was shown, once, with the figures in their places', async () => {
  const proposal = await planned();
  expect((await planOf(proposal)).state).toBe('confirmed');
  expect(await toTeam()).toEqual({});
  const { result } = await at.carryOn(proposal.proposalId);
  const { affected_count: count, operation_id: operation }: Record<string, unknown> = { ...result };
  const text = `Prices: ${String(count)} changed at ${at.world.clock.now().toISOString()}, ${String(operation)}. {braces} stay`;
  expect(await toTeam()).toEqual({ '-1': text, '-2': text, '-3': text });
  expect(at.world.told.at(-1)?.followUp).toEqual({ state: 'sending', recipients: 3 });
  for (const chatId of ['-1', '-2', '-3']) await deliver(proposal, chatId, 'sent');
  expect((await planOf(proposal)).state).toBe('done');
  expect(at.world.told.at(-1)?.followUp).toMatchObject({ state: 'ended', delivery: [{ state: 'sent' }, { state: 'sent' }, { state: 'sent' }] });
  expect(await planEvents()).toEqual(['agent_plan_built', 'agent_plan_previewed', 'agent_plan_confirmed', 'agent_plan_committed']);
  await at.world.commit(proposal.proposalId, { reason: 'replay', parts: at.over() });
  expect(Object.keys(await toTeam())).toHaveLength(3);
});

test('A26: of three managers one has blocked the bot: the plan is partial, and the owner is told who did not get it', async () => {
  const proposal = await planned();
  await at.carryOn(proposal.proposalId);
  await deliver(proposal, '-1', 'sent');
  await deliver(proposal, '-2', 'blocked');
  expect((await planOf(proposal)).state).toBe('confirmed');
  await deliver(proposal, '-3', 'sent');
  expect((await planOf(proposal)).state).toBe('partial');
  expect(at.world.told.at(-1)?.followUp?.delivery).toMatchObject([{ chatId: '-1', state: 'sent' }, { chatId: '-2', state: 'failed' }, { chatId: '-3', state: 'sent' }]);
  expect(await at.world.read(proposal.proposalId)).toMatchObject({ state: 'committed' });
});

test('messages that nobody tried in ten minutes end as not delivered, by the sweep', async () => {
  const proposal = await planned();
  await at.carryOn(proposal.proposalId);
  await at.pass(9 * MINUTE);
  await at.world.sweep();
  expect((await planOf(proposal)).state).toBe('confirmed');
  await at.pass(2 * MINUTE);
  await at.world.sweep();
  expect((await planOf(proposal)).state).toBe('partial');
});

const once = (fault: string, params: object = {}) => ({ id: fault, fault, params, match: { kind: 'apply' }, times: 1 });
const NO_KEYS = { id: 'keys', fault: 'no_idempotency' };
const MUTE = { id: 'mute', fault: 'no_enquiry' };
const isUnknown = ({ state }: Proposal): boolean => state === 'unknown';

test('A26: while the outcome is unknown nobody is told; the enquiry that commits it tells them', async () => {
  await at.sis.faults(NO_KEYS, once('drop_after_apply'));
  const proposal = await planned();
  await at.carryOn(proposal.proposalId, isUnknown);
  expect([await toTeam(), (await planOf(proposal)).state, at.world.told.at(-1)?.followUp]).toEqual([{}, 'confirmed', { state: 'waits', recipients: 3 }]);
  await at.pass(11_000);
  expect(await at.carryOn(proposal.proposalId)).toMatchObject({ state: 'committed', settledBy: 'enquiry' });
  expect(Object.keys(await toTeam())).toEqual(['-1', '-2', '-3']);
});

test.each([['yes', 3, 'confirmed'], ['no', 0, 'failed']] as const)('A26: an unknown outcome that the owner settles with %s is told to %d chats', async (answer, count, state) => {
  await at.sis.faults(NO_KEYS, MUTE, once('drop_after_apply'));
  const proposal = await planned();
  await at.carryOn(proposal.proposalId, isUnknown);
  await at.world.press(`settle:${proposal.proposalId}:${answer}`);
  expect([Object.keys(await toTeam()).length, (await planOf(proposal)).state]).toEqual([count, state]);
});

test('A26: a change that fails is told to nobody', async () => {
  const proposal = await planned();
  await at.sis.control('POST', '/mutate', { table: 'products', id: 1, set: { base_price: '77.00' } });
  expect(await at.carryOn(proposal.proposalId)).toMatchObject({ state: 'failed', errorCode: 'PREVIEW_STALE' });
  expect([await toTeam(), (await planOf(proposal)).state, at.world.told.at(-1)?.followUp]).toEqual([{}, 'failed', { state: 'dropped', recipients: 3 }]);
  expect(await planEvents()).toEqual(['agent_plan_built', 'agent_plan_previewed', 'agent_plan_confirmed', 'agent_plan_failed']);
});

test.each(['C5.sent', 'C6.before', 'C6.written'] as const)('A26: killed at %s, the team is told once', async (point) => {
  const { proposalId } = await planned();
  const env = { DATABASE_URL: at.databaseUrl, PROPOSAL_ID: proposalId, CRASH_POINT: point, NOW: at.world.clock.now().toISOString(), ...at.shopEnv };
  const worker = await spawnApp({ program: 'libs/actions/src/fixtures/dying-worker', env });
  expect(await worker.ended).toBe('SIGKILL');
  expect(Object.keys(await toTeam())).toHaveLength(point === 'C6.written' ? 3 : 0);
  await at.pass(61_000);
  expect((await at.carryOn(proposalId)).state).toBe('committed');
  expect(Object.keys(await toTeam())).toEqual(['-1', '-2', '-3']);
  expect(await at.executions()).toBe(1);
});

test('A26: ten confirms at once are one plan, one apply and one message to each', async () => {
  const { proposal } = await at.proposed('prices/bump', BUMP, 'bump', TELLS);
  const verdicts = await Promise.all(Array.from({ length: 10 }, () => at.world.press(`confirm:${proposal.proposalId}`)));
  expect(verdicts.filter(({ type }) => type === 'confirmed')).toHaveLength(1);
  await at.carryOn(proposal.proposalId);
  expect([await at.executions(), Object.keys(await toTeam()).length]).toEqual([1, 3]);
});

test('a text that was altered in the database is not confirmed, and after the confirm not sent', async () => {
  const alter = () => at.world.db.query(sql`update plans set follow_ups = jsonb_set(follow_ups, '{0,commit,text}', '"Free for all"')`);
  const { proposal } = await at.proposed('prices/bump', BUMP, 'bump', TELLS);
  await alter();
  expect((await at.world.press(`confirm:${proposal.proposalId}`)).type).toBe('tampered');
  expect(await planOf(proposal)).toMatchObject({ state: 'cancelled', reason: 'tampered' });
  await at.reset();
  const second = await planned();
  await alter();
  expect((await at.carryOn(second.proposalId)).state).toBe('committed');
  expect([await toTeam(), await planOf(second)]).toMatchObject([{}, { state: 'partial', reason: 'tampered' }]);
  expect(await at.world.events('confirm_payload_corrupted')).toMatchObject([{ where: 'follow_up' }]);
});

test('every transition of a plan has its audit event in its own transaction', async () => {
  const together = async (planId: string | null) => {
    const rows = await at.world.db.query<{ type: string }>(sql`select a.event_type as type from audit_events a, plans p where p.plan_id = ${planId}::uuid and a.xmin = p.xmin and a.event_type like 'agent_plan%' order by a.id`);
    return rows.map(({ type }) => type);
  };
  const { proposal } = await at.proposed('prices/bump', BUMP, 'bump', TELLS);
  const { planId } = proposal;
  expect(await together(planId)).toEqual(['agent_plan_previewed']);
  await at.world.press(`confirm:${proposal.proposalId}`);
  expect(await together(planId)).toEqual(['agent_plan_confirmed']);
  await at.carryOn(proposal.proposalId);
  for (const chatId of ['-1', '-2', '-3']) await deliver(proposal, chatId, 'sent');
  expect(await together(planId)).toEqual(['agent_plan_committed']);
});

test('a cancelled preview takes its plan with it; one whose time is over leaves it for a fresh preview, until the plan expires too', async () => {
  const first = await at.proposed('prices/bump', BUMP, 'bump', TELLS);
  await at.world.press(`cancel:${first.proposal.proposalId}`);
  expect(await planOf(first.proposal)).toMatchObject({ state: 'cancelled', reason: 'cancelled' });
  const second = await at.proposed('prices/bump', BUMP, 'bump', TELLS);
  await at.pass(7 * MINUTE);
  await at.world.sweep();
  expect([(await at.world.read(second.proposal.proposalId)).state, (await planOf(second.proposal)).state]).toEqual(['expired', 'previewed']);
  await at.pass(10 * MINUTE);
  await at.world.sweep();
  expect((await planOf(second.proposal)).state).toBe('expired');
  expect(await planEvents()).toEqual(['agent_plan_built', 'agent_plan_previewed', 'agent_plan_cancelled', 'agent_plan_built', 'agent_plan_previewed', 'agent_plan_expired']);
});

test('a new plan of the chat cancels the one before it, with the preview that waited', async () => {
  const first = await at.proposed('prices/bump', BUMP, 'bump', TELLS);
  await at.proposed('coupons/disable', { code: 'VIP25' }, 'coupon', TELLS);
  expect(await planOf(first.proposal)).toMatchObject({ state: 'cancelled', reason: 'superseded' });
  expect(await at.world.read(first.proposal.proposalId)).toMatchObject({ state: 'cancelled', reason: 'plan_cancelled' });
  expect((await at.world.press(`confirm:${first.proposal.proposalId}`)).type).toBe('state');
});

test('somebody else can confirm no plan', async () => {
  const { proposal } = await at.proposed('prices/bump', BUMP, 'bump', TELLS);
  expect(await at.world.press(`confirm:${proposal.proposalId}`, { userId: '1002' })).toMatchObject({ type: 'denied' });
  expect((await planOf(proposal)).state).toBe('previewed');
});

leakCheck();
