import { leakCheck } from '@ownerbot/testing';
import { readProposal, sql, writeSettings, type StoredMode } from '@ownerbot/storage';
import { openActs, type ActWorld } from '../fixtures/act-domain';
import { openWorld, type Sent, type World } from '../fixtures/world';

let world: World;
let acts: ActWorld;
beforeAll(async () => {
  world = await openWorld('postgres');
});
beforeEach(async () => {
  acts = await openActs(world);
});
afterEach(async () => {
  await world.db.query(sql`truncate commit_attempts, action_proposals, settings`);
  await world.emptyAll();
});
afterAll(() => world.close());

const said = (sent: readonly Sent[]) => sent.map(({ message }) => (message.type === 'text' ? message.text : message.type === 'callback' ? `(${message.text ?? ''}${message.alert === true ? '!' : ''})` : message.type));

async function pressed(id: number, data: string): Promise<string[]> {
  await world.press(id, data, acts.parts);
  return said(await world.settle(acts.parts));
}

async function stateOf(proposalId: string): Promise<string | undefined> {
  return (await readProposal(world.db, proposalId))?.state;
}

test('a wish becomes a preview with two buttons; the confirm is answered, carried out, and told in the same message', async () => {
  const { proposalId, html, buttons } = await acts.wish(1, 'set 5');
  expect(html).toBe('<b>Set to 5</b>\nfrom 1\n\nWill change: <b>1</b>\nExamples:\n• The &lt;number&gt;: 1 → 5\nThis can be rolled back later.\n\n<i>Valid until 13:05.</i>');
  expect(buttons).toEqual([`confirm:${proposalId}`, `cancel:${proposalId}`]);
  expect(await pressed(2, `confirm:${proposalId}`)).toEqual(['(Accepted, working on it)', '<b>Set to 5</b>\n\n⏳ Working on it…']);
  expect(await acts.commit(proposalId)).toEqual({ type: 'done' });
  const sent = await world.settle(acts.parts);
  expect(said(sent)).toEqual(['<b>Set to 5</b>\n\n✅ Done.\nChanged: <b>1</b>.\nit is 5 now\n\n<i>request 1</i>']);
  expect(sent[0]?.message).toMatchObject({ editOf: `tg-${world.bot()}-2-2` });
  expect(await acts.value()).toBe(5);
});

test('a preview that would change nothing has no proposal and no button', async () => {
  const { proposalId, html, buttons } = await acts.wish(1, 'set 1');
  expect([proposalId, html, buttons]).toEqual(['', 'it is so already', []]);
  expect(await world.db.query(sql`select fields ->> 'noop_reason' as reason from audit_events where event_type = 'action_noop'`)).toEqual([{ reason: 'NO_CHANGES' }]);
});

test('a preview that is only to be looked at has no button and no proposal', async () => {
  const { proposalId, html, buttons } = await acts.wish(1, 'look at 5');
  expect([proposalId, buttons]).toEqual(['', []]);
  expect(html).toMatch(/^<b>Set to 5<\/b>[^]*<i>This is only a look: nothing will change.<\/i>$/);
  expect(await world.db.query(sql`select fields ->> 'affected_count' as count from audit_events where event_type = 'action_previewed'`)).toEqual([{ count: '1' }]);
});

test('a change that needs force has the force button alone', async () => {
  const { proposalId, buttons } = await acts.wish(1, 'set 666');
  expect(buttons).toEqual([`confirm:${proposalId}:force`, `cancel:${proposalId}`]);
});

test('a preview run twice makes one proposal', async () => {
  await acts.wish(1, 'set 5');
  const [run] = await world.db.query<{ payload: never }>(sql`select payload from effects where kind = 'tool.run'`);
  await world.runTool(run?.payload as never, acts.parts);
  expect(await world.db.query(sql`select count(*)::int as n from action_proposals`)).toEqual([{ n: 1 }]);
});

test('the second press hears that it runs, and after the end that it is done', async () => {
  const { proposalId } = await acts.wish(1, 'set 5');
  await pressed(2, `confirm:${proposalId}`);
  expect(await pressed(3, `confirm:${proposalId}`)).toEqual(['(Already running)']);
  await acts.commit(proposalId);
  expect((await pressed(4, `confirm:${proposalId}`)).at(-1)).toBe('(Already done, 13:00)');
  expect((await pressed(5, `cancel:${proposalId}`)).at(-1)).toBe('(Already done, 13:00)');
  expect(await acts.value()).toBe(5);
});

test('A3: of twenty confirms at once one is carried out', async () => {
  const { proposalId } = await acts.wish(1, 'set 5');
  await Promise.allSettled(Array.from({ length: 20 }, (_, n) => world.press(10 + n, `confirm:${proposalId}`, acts.parts)));
  expect(await stateOf(proposalId)).toBe('confirmed');
  expect(await world.db.query(sql`select count(*)::int as n from effects where kind = 'action.commit'`)).toEqual([{ n: 1 }]);
});

test('cancel takes the preview back, and says so in its message', async () => {
  const { proposalId } = await acts.wish(1, 'set 5');
  expect(await pressed(2, `cancel:${proposalId}`)).toEqual(['()', '<b>Set to 5</b>\n\nCancelled, nothing was changed.']);
  expect(await pressed(3, `confirm:${proposalId}`)).toEqual(['(Already cancelled, nothing was changed)']);
});

test('a word of consent confirms nothing: it shows the newest preview again, and its button works in the new message', async () => {
  await acts.wish(1, 'set 5');
  world.clock.advance(1_000);
  const { proposalId } = await acts.wish(2, 'set 6');
  await world.text(3, 'yes', acts.parts);
  const sent = await world.settle(acts.parts);
  const [shown, bare] = sent.map(({ message }) => message);
  expect(shown).toMatchObject({ type: 'text', buttons: [[{ data: `confirm:${proposalId}` }], [{ data: `cancel:${proposalId}` }]] });
  expect(said(sent)[0]).toMatch(/^Only the button below confirms[^]*<b>Set to 6<\/b>/);
  expect(bare).toMatchObject({ type: 'markup' });
  expect(await stateOf(proposalId)).toBe('proposed');
  expect(await pressed(4, `confirm:${proposalId}`)).toEqual(['(Accepted, working on it)', '<b>Set to 6</b>\n\n⏳ Working on it…']);
  await acts.commit(proposalId);
  await world.settle(acts.parts);
  expect(await acts.value()).toBe(6);
});

test('consent to a preview whose time is over, or to none, is a text like any other', async () => {
  const { proposalId } = await acts.wish(1, 'set 5');
  world.clock.advance(301_000);
  await world.text(2, 'yes', acts.parts);
  expect(said(await world.settle(acts.parts))).toEqual(['not understood']);
  expect(await stateOf(proposalId)).toBe('proposed');
});

test.each(['/cancel', 'stop it', 'Отмена', 'stop'])('%s takes the newest open proposal back, one at a time', async (text) => {
  const first = await acts.wish(1, 'set 5');
  world.clock.advance(1_000);
  const second = await acts.wish(2, 'set 6');
  await world.text(3, text, acts.parts);
  expect(said(await world.settle(acts.parts))).toEqual(expect.arrayContaining(['<b>Set to 6</b>\n\nCancelled, nothing was changed.', 'markup']));
  expect([await stateOf(first.proposalId), await stateOf(second.proposalId)]).toEqual(['proposed', 'cancelled']);
  await world.text(4, text, acts.parts);
  await world.text(5, text, acts.parts);
  expect(said(await world.settle(acts.parts)).at(-1)).toBe('Nothing to cancel: nothing has been started.');
  expect(await stateOf(first.proposalId)).toBe('cancelled');
});

test('A8: nothing that is said or typed confirms', async () => {
  const { proposalId } = await acts.wish(1, 'set 5');
  for (const [n, text] of ['yes', 'да', 'ok', `confirm:${proposalId}`, '/confirm', `/confirm ${proposalId}`].entries()) await world.text(10 + n, text, acts.parts);
  expect(await stateOf(proposalId)).toBe('proposed');
});

test('A6: a press of somebody who is no owner is refused and recorded, and the proposal stays', async () => {
  const { proposalId } = await acts.wish(1, 'set 5');
  await world.press(2, `confirm:${proposalId}`, { ...acts.parts, access: { ownerIds: [], denyAuditEnabled: true, denyAuditTtlSec: 60, denyNotifyOnce: false } });
  expect(await stateOf(proposalId)).toBe('proposed');
  expect(await world.db.query(sql`select fields ->> 'guard' as guard from audit_events where event_type = 'action_denied'`)).toEqual([{ guard: 'G2' }]);
});

test.each(['confirm:', 'confirm:x', 'settle:1:yes', 'cancel:'])('the malformed button %s is out of date', async (data) => {
  expect(await pressed(1, data)).toEqual(['(This button is out of date.!)']);
});

test('a proposal that is not there is answered by an alert', async () => {
  expect(await pressed(1, 'confirm:01234567-89ab-7def-8123-456789abcdef')).toEqual(['(This proposal is no longer there.!)']);
});

test('what changed since the preview is stale, and a fresh preview comes below', async () => {
  const { proposalId } = await acts.wish(1, 'set 5');
  await world.db.query(sql`update act_value set value = 3`);
  await pressed(2, `confirm:${proposalId}`);
  await acts.commit(proposalId);
  const texts = said(await world.settle(acts.parts));
  expect(texts[0]).toContain('Things have changed since the preview. Nothing was changed.\nA new preview comes below.');
  expect(texts[1]).toContain('from 3');
  expect(await acts.value()).toBe(3);
});

test('a press that came too late ends the proposal, and offers the same wish anew', async () => {
  const { proposalId } = await acts.wish(1, 'set 5');
  world.clock.advance(301_000);
  await world.press(2, `confirm:${proposalId}`, acts.parts);
  const sent = await world.settle(acts.parts);
  expect(said(sent)).toEqual(['()', "<b>Set to 5</b>\n\nThe preview's time is over, nothing was changed."]);
  const again = sent[1]?.message;
  expect(again).toMatchObject({ buttons: [[{ data: `retry:tg-${world.bot()}-1-1` }]] });
  await world.press(3, `retry:tg-${world.bot()}-1-1`, acts.parts);
  expect(said(await world.settle(acts.parts)).some((text) => text.includes('Valid until'))).toBe(true);
});

test('nobody pressed: the sweep ends the proposal in its message', async () => {
  const { proposalId } = await acts.wish(1, 'set 5');
  world.clock.advance(361_000);
  await acts.sweep();
  const sent = await world.settle(acts.parts);
  expect(said(sent)).toEqual(["<b>Set to 5</b>\n\nThe preview's time is over, nothing was changed."]);
  expect(sent[0]?.message).toMatchObject({ editOf: `tg-${world.bot()}-1-1-3` });
  expect(await stateOf(proposalId)).toBe('expired');
});

async function switchTo(mode: StoredMode): Promise<void> {
  await writeSettings(world.db, { of: 'tenant', patch: { upstream_mode_override: mode }, at: world.clock.now(), correlationId: 'test', by: 'test' });
}

test('G6: a confirm after the data mode was switched changes nothing, and offers a fresh preview, which is of the new mode', async () => {
  const { proposalId } = await acts.wish(1, 'set 5');
  await switchTo('SIS_HTTP');
  await world.press(2, `confirm:${proposalId}`, acts.parts);
  const [, told] = await world.settle(acts.parts);
  expect(said(told === undefined ? [] : [told])).toEqual([expect.stringContaining('The data source was switched after the preview. Nothing was changed.')]);
  expect(told?.message).toMatchObject({ buttons: [[{ data: `retry:tg-${world.bot()}-1-1` }]] });
  expect(await readProposal(world.db, proposalId)).toMatchObject({ state: 'cancelled', reason: 'mode_changed', errorCode: 'PREVIEW_STALE' });
  world.clock.advance(1_000);
  await world.press(3, `retry:tg-${world.bot()}-1-1`, acts.parts);
  await world.settle(acts.parts);
  expect(await world.db.query(sql`select mode from action_proposals order by created_at`)).toEqual([{ mode: 'DEMO' }, { mode: 'SIS_HTTP' }]);
});

test('G6: a confirm after another shop was set changes nothing either', async () => {
  const { proposalId } = await acts.wish(1, 'set 5');
  await writeSettings(world.db, { of: 'tenant', patch: { shop_id: 7 }, at: world.clock.now(), correlationId: 'test', by: 'test' });
  expect((await pressed(2, `confirm:${proposalId}`)).at(-1)).toContain('The data source was switched after the preview. Nothing was changed.');
  expect(await stateOf(proposalId)).toBe('cancelled');
});

test('the fresh preview of a commit that came too late is of the mode that counts by then', async () => {
  const { proposalId } = await acts.wish(1, 'set 5');
  await world.press(2, `confirm:${proposalId}`, acts.parts);
  await world.db.query(sql`update act_value set value = 3`);
  await switchTo('SIS_HTTP');
  await acts.commit(proposalId);
  await world.settle(acts.parts);
  expect(await world.db.query(sql`select mode, state from action_proposals order by created_at, state`)).toEqual([{ mode: 'DEMO', state: 'failed' }, { mode: 'SIS_HTTP', state: 'proposed' }]);
});

test('a tampered proposal is refused in its message', async () => {
  const { proposalId } = await acts.wish(1, 'set 5');
  await world.db.query(sql`update action_proposals set payload_commit = '{"from": 1, "to": 1000}'`);
  expect((await pressed(2, `confirm:${proposalId}`)).at(-1)).toContain('The stored request failed its check and is refused. Nothing was changed.');
  expect(await acts.value()).toBe(1);
});

test('an unknown outcome is settled by the owner\'s word, in its message', async () => {
  const { proposalId } = await acts.wish(1, 'set 5');
  await pressed(2, `confirm:${proposalId}`);
  await world.db.query(sql`update action_proposals set state = 'executing', state_version = state_version + 1`);
  await world.db.query(sql`update action_proposals set state = 'unknown', state_version = state_version + 1, unknown_at = now()`);
  expect(await pressed(3, `confirm:${proposalId}`)).toEqual(['(The outcome is being found out; I repeat nothing)']);
  world.clock.advance(1_000);
  const other = await acts.wish(4, 'set 7');
  expect(await pressed(5, `confirm:${other.proposalId}`)).toEqual(['(The outcome of an earlier change of the same kind is not known yet. This proposal waits.!)']);
  expect((await pressed(6, `settle:${proposalId}:no`)).at(-1)).toContain('Recorded by your word: it was not applied.');
  expect(await stateOf(proposalId)).toBe('failed');
  expect(await pressed(7, `confirm:${other.proposalId}`)).toEqual(['(Accepted, working on it)', '<b>Set to 7</b>\n\n⏳ Working on it…']);
});

leakCheck();
