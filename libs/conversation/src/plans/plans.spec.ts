import { leakCheck } from '@ownerbot/testing';
import { sql, type PlanState } from '@ownerbot/storage';
import { openActs, type ActWorld } from '../fixtures/act-domain';
import { dyingAt, failed, openWorld, type Sent, type World } from '../fixtures/world';

let world: World;
let acts: ActWorld;
beforeAll(async () => {
  world = await openWorld('postgres');
});
beforeEach(async () => {
  acts = await openActs(world);
});
afterEach(async () => {
  await world.db.query(sql`truncate commit_attempts, action_proposals, plans, settings`);
  await world.emptyAll();
});
afterAll(() => world.close());

const said = (sent: readonly Sent[]) => sent.map(({ message }) => (message.type === 'text' ? message.text : message.type === 'callback' ? `(${message.text ?? ''})` : message.type));

interface PlanSeen {
  readonly state: PlanState;
  readonly reason: string | null;
  readonly proposalId: string | null;
}

const plans = () => world.db.query<PlanSeen>(sql`select state, reason, proposal_id as "proposalId" from plans order by created_at, plan_id`);
const events = async () => (await world.db.query<{ type: string }>(sql`select event_type as type from audit_events where event_type like 'agent_plan%' order by id`)).map(({ type }) => type);
const proposals = () => world.db.query<{ state: string }>(sql`select state from action_proposals order by created_at, proposal_id`);

async function asked(id: number, text: string): Promise<string[]> {
  await world.text(id, text, acts.parts);
  return said(await world.settle(acts.parts));
}

async function pressed(id: number, data: string): Promise<Sent[]> {
  await world.press(id, data, acts.parts);
  return world.settle(acts.parts);
}

async function planned(id: number, text: string): Promise<string> {
  await asked(id, text);
  return (await plans()).at(-1)?.proposalId ?? '';
}

test('A26: the preview of a plan shows each step, its condition and what becomes of it, and the text that follows, word for word', async () => {
  const { html, buttons, proposalId } = await acts.wish(1, 'plan set 5');
  expect(html).toBe(
    '<b>Plan: 2 steps</b>\n1. Set to 5: waits for your button\n2. Tell the team, once the change is applied: I will do it\n\n<b>Set to 5</b>\nfrom 1\n\nWill change: <b>1</b>\nExamples:\n• The &lt;number&gt;: 1 → 5\nThis can be rolled back later.\n\n' +
      '<b>Step 2, once the change is applied</b>\nto two chats\n<blockquote>Ada: Done: Set to 5.\nChanged: {affected_count}. Time: {finished_at}. Operation: {operation_id}.</blockquote>\n' +
      '<i>Known when it is done: <code>{affected_count}</code> – how many changed, <code>{finished_at}</code> – when it was done, <code>{operation_id}</code> – number of the operation.</i>\n\n<i>Valid until 13:05.</i>',
  );
  expect(buttons).toEqual([`confirm:${proposalId}`, `cancel:${proposalId}`]);
  expect(await plans()).toEqual([{ state: 'previewed', reason: null, proposalId }]);
});

test('A26: one press, and the change is made and told; further presses do nothing', async () => {
  const proposalId = await planned(1, 'plan set 5 saying it is {affected_count} now');
  await pressed(2, `confirm:${proposalId}`);
  await world.press(3, `confirm:${proposalId}`, acts.parts);
  await acts.commit(proposalId);
  const sent = await world.settle(acts.parts);
  expect(sent.filter(({ chatId }) => chatId.startsWith('-')).map(({ chatId, message }) => [chatId, message.type === 'text' ? message.text : ''])).toEqual([['-1', 'Ada: it is 1 now'], ['-2', 'Ada: it is 1 now']]);
  expect(said(sent)).toContainEqual(expect.stringMatching(/^<b>Set to 5<\/b>[^]*✅ Done\.[^]*📨 Telling the team: 2 chats\.$/));
  await acts.commit(proposalId, 'team');
  expect(said(await world.settle(acts.parts))).toEqual([expect.stringMatching(/📨 <b>The team has been told<\/b>\nReceived by: <code>-1<\/code>, <code>-2<\/code>$/)]);
  expect([await acts.value(), (await plans())[0]?.state]).toEqual([5, 'done']);
  expect(await events()).toEqual(['agent_plan_built', 'agent_plan_previewed', 'agent_plan_confirmed', 'agent_plan_committed']);
  expect(await world.settle(acts.parts)).toEqual([]);
});

test('A26: a change that is not needed has no button, says so with its figures, and tells nobody', async () => {
  const { html, buttons } = await acts.wish(1, 'plan set 1');
  expect(html).toBe('<b>Plan: 2 steps</b>\n1. Set to 1: not needed\n2. Tell the team, once the change is applied: left out\n\nit is so already');
  expect([buttons, await proposals(), await plans()]).toEqual([[], [], [{ state: 'done', reason: 'not_needed', proposalId: null }]]);
  expect(await events()).toEqual(['agent_plan_built', 'agent_plan_previewed', 'agent_plan_not_needed']);
});

test('where the change is not needed, what was wished for that case goes on: a read at once, a message with a press of its own', async () => {
  await world.text(1, 'plan set 1 else nothing new', acts.parts);
  const sent = await world.settle(acts.parts);
  const [shown] = sent.map(({ message }) => message).filter((message) => message.type === 'text' && message.text.includes('Plan'));
  expect(shown).toMatchObject({ text: expect.stringMatching(/2\. Tell the team, once the change is applied: left out\n3\. Tell the team, if the change is not needed: waits for your button\n4\. Say so it is, if the change is not needed: in work\n\nit is so already\n\n<b>Tell the team<\/b>[^]*Ada: nothing new/) as string });
  expect(said(sent)).toContain('echo so it is');
  const [{ proposalId } = { proposalId: null }] = await plans();
  await pressed(2, `confirm:${String(proposalId)}`);
  await acts.commit(String(proposalId));
  await world.settle(acts.parts);
  await acts.commit(String(proposalId), 'team');
  expect(await plans()).toMatchObject([{ state: 'done' }]);
});

test('a read before a change has an answer of its own; reads alone are answered in their order, and have no row', async () => {
  expect((await asked(1, 'plan look set 5')).sort()).toEqual([expect.stringContaining('1. Say before: answered separately'), 'echo before']);
  expect(await asked(2, 'plan read')).toEqual(['echo one', 'echo two']);
  expect(await plans()).toHaveLength(1);
});

test('a read that waits for the commit runs with it', async () => {
  const proposalId = await planned(1, 'plan set 5 then after');
  await pressed(2, `confirm:${proposalId}`);
  expect((await plans())[0]?.state).toBe('confirmed');
  await acts.commit(proposalId);
  expect(said(await world.settle(acts.parts))).toContain('echo after');
  expect((await plans())[0]?.state).toBe('done');
});

test('a condition outside the table is refused, and nothing begins', async () => {
  const [text] = await asked(1, 'plan set 5 if it_rains');
  expect(text).toMatch(/^I cannot check such a condition, so nothing was begun\.[^]*PLAN_BLOCKED/);
  expect([await plans(), await proposals()]).toEqual([[], []]);
  expect(await world.db.query(sql`select fields ->> 'reason' as reason from audit_events where event_type = 'request_refused'`)).toEqual([{ reason: 'PLAN_BLOCKED' }]);
});

test('a team that nobody has set blocks the plan before anything is offered', async () => {
  acts.team.isSet = false;
  const [text] = await asked(1, 'plan set 5');
  expect(text).toMatch(/MANAGER_CHAT_IDS[^]*PLAN_BLOCKED/);
  expect([await proposals(), await plans()]).toMatchObject([[], [{ state: 'cancelled', reason: 'blocked' }]]);
});

test('what the shop does not offer blocks the plan, with its cause', async () => {
  const parts = { ...acts.parts, runTool: () => Promise.resolve(failed('UPSTREAM_NOT_IMPLEMENTED')) };
  await world.text(1, 'plan set 5', parts);
  expect(said(await world.settle(parts))).toEqual([expect.stringMatching(/^The shop does not offer one of the steps, so nothing was begun\.[^]*PLAN_BLOCKED/)]);
  expect(await plans()).toMatchObject([{ state: 'cancelled', reason: 'blocked' }]);
});

test.each(['tool.begun', 'tool.ran', 'tool.answer-written'] as const)('a worker that dies at %s of the preview leaves one plan, one proposal and one message', async (point) => {
  await world.text(1, 'plan set 5', acts.parts);
  const [run] = await world.db.query<{ payload: never }>(sql`select payload from effects where kind = 'tool.run'`);
  const dying = dyingAt(point);
  void world.runTool(run?.payload as never, { ...acts.parts, atCrashPoint: dying.atCrashPoint });
  await dying.reached;
  const sent = await world.settle(acts.parts);
  expect(said(sent).filter((text) => text.includes('Plan: 2 steps'))).toHaveLength(1);
  expect([await proposals(), await plans()]).toMatchObject([[{ state: 'proposed' }], [{ state: 'previewed' }]]);
  expect(await events()).toEqual(['agent_plan_built', 'agent_plan_previewed']);
});

test('a new plan cancels the one before it, whose buttons go', async () => {
  const first = await planned(1, 'plan set 5');
  world.clock.advance(1_000);
  const texts = await asked(2, 'plan set 6');
  expect(texts).toContain('markup');
  expect([await plans(), await proposals()]).toMatchObject([[{ state: 'cancelled', reason: 'superseded' }, { state: 'previewed' }], [{ state: 'cancelled' }, { state: 'proposed' }]]);
  expect(said(await pressed(3, `confirm:${first}`))).toEqual(['(Already cancelled, nothing was changed)']);
});

test('the cancel word takes a plan back with its preview; one whose preview is still being made, too', async () => {
  await planned(1, 'plan set 5');
  expect(await asked(2, 'stop it')).toContain('<b>Set to 5</b>\n\nCancelled, nothing was changed.');
  expect(await plans()).toMatchObject([{ state: 'cancelled', reason: 'cancel_word' }]);
  world.clock.advance(1_000);
  await world.text(3, 'plan set 6', acts.parts);
  await world.text(4, '/cancel', acts.parts);
  expect(said(await world.settle(acts.parts))).toEqual(['The plan is cancelled, nothing was changed.']);
  expect(await plans()).toMatchObject([{ state: 'cancelled' }, { state: 'cancelled', reason: 'cancel_word' }]);
  expect(await proposals()).toEqual([{ state: 'cancelled' }]);
});

test('a preview whose time is over is made once more within the plan; after the plan it is not found', async () => {
  const first = await planned(1, 'plan set 5');
  world.clock.advance(301_000);
  await pressed(2, `confirm:${first}`);
  expect(await plans()).toMatchObject([{ state: 'previewed', proposalId: first }]);
  const again = await pressed(3, `retry:tg-${world.bot()}-1-1`);
  expect(said(again)).toContainEqual(expect.stringContaining('Plan: 2 steps'));
  const [plan] = await plans();
  expect(plan?.state).toBe('previewed');
  expect(plan?.proposalId).not.toBe(first);
  world.clock.advance(700_000);
  expect(said(await pressed(4, `retry:tg-${world.bot()}-3-2`))).toContainEqual(expect.stringMatching(/^This plan is no longer there[^]*PLAN_NOT_FOUND/));
  await acts.sweep();
  expect(await plans()).toMatchObject([{ state: 'expired', reason: 'ttl' }]);
});

test('what changed since the preview fails the plan; the fresh preview is a plan with the same steps', async () => {
  const proposalId = await planned(1, 'plan set 5');
  await world.db.query(sql`update act_value set value = 3`);
  await pressed(2, `confirm:${proposalId}`);
  await acts.commit(proposalId);
  const texts = said(await world.settle(acts.parts));
  expect(texts[0]).toContain('A new preview comes below.');
  expect(texts[0]).toContain('📨 The team was told nothing.');
  expect(texts[1]).toMatch(/Plan: 2 steps[^]*from 3/);
  expect((await plans()).map(({ state }) => state).sort()).toEqual(['failed', 'previewed']);
});

test('a word of consent shows the whole plan again, with the text that follows, and confirms nothing', async () => {
  await planned(1, 'plan set 5 saying all is well');
  const [text] = await asked(2, 'yes');
  expect(text).toMatch(/<b>Plan: 2 steps<\/b>[^]*<b>Set to 5<\/b>[^]*Step 2[^]*Ada: all is well/);
  expect(await plans()).toMatchObject([{ state: 'previewed' }]);
});

test('somebody who is no owner confirms no plan', async () => {
  const proposalId = await planned(1, 'plan set 5');
  await world.press(2, `confirm:${proposalId}`, { ...acts.parts, access: { ownerIds: [], denyAuditEnabled: true, denyAuditTtlSec: 60, denyNotifyOnce: false } });
  expect(await plans()).toMatchObject([{ state: 'previewed' }]);
});

leakCheck();
