import { leakCheck } from '@ownerbot/testing';
import { sql } from '@ownerbot/storage';
import { openActionWorld, OWNER, type ActionWorld } from '../fixtures/action-world';
import { readPressFacts } from './read-press-facts';
import { parsePress, pressData } from './press';

let world: ActionWorld;
beforeAll(async () => {
  world = await openActionWorld();
});
afterEach(() => world.empty());
afterAll(() => world.close());

const ID = '01234567-89ab-7def-8123-456789abcdef';

test('buttons are read as they were built, and fit into a callback', () => {
  expect(parsePress(pressData.confirm(ID))).toEqual({ type: 'confirm', proposalId: ID, force: false });
  expect(parsePress(pressData.force(ID))).toEqual({ type: 'confirm', proposalId: ID, force: true });
  expect(parsePress(pressData.cancel(ID))).toEqual({ type: 'cancel', proposalId: ID });
  expect(parsePress(pressData.settle(ID, 'check'))).toEqual({ type: 'settle', proposalId: ID, answer: 'check' });
  expect([pressData.confirm(ID), pressData.force(ID), pressData.settle(ID, 'check')].map((data) => data.length)).toEqual([44, 50, 49]);
});

test.each(['confirm:', `confirm:${ID}:`, `confirm:${ID}:forced`, `confirm:${ID.toUpperCase()}`, `cancel:${ID}:force`, `settle:${ID}`, `settle:${ID}:maybe`, `confirm: ${ID}`, `xconfirm:${ID}`])('%s is malformed', (data) => {
  expect(parsePress(data)).toBeNull();
});

test('a confirm freezes the request, its deadline and its place, and puts the commit beside it', async () => {
  const { proposalId } = await world.propose();
  expect(await world.press(`confirm:${proposalId}`)).toEqual({ type: 'confirmed', forced: false });
  const proposal = await world.read(proposalId);
  expect(proposal).toMatchObject({ state: 'confirmed', forced: false, applyMethod: 'POST', applyPath: '/ownerbot/v1/actions/prices/bump/apply', messageEffectId: 'tg-700000001-2-2', baseN: 3_000 });
  expect(JSON.parse(String(proposal.applyBody))).toEqual({
    shop_id: 1, actor_tg_id: 1001, scope_all: true, bump_percent: '5', force: false, not_after: '2027-03-15T12:05:00.000Z',
    expected: { target_set_hash: world.sis.setHash(), affected_count: 1, snapshot: {} },
  });
  expect((await world.effects()).find((one) => one.kind === 'action.commit')).toMatchObject({ id: `commit-${proposalId}`, payload: { proposalId, reason: 'commit' } });
});

test('A3: of twenty confirms at once, from two devices and with both buttons, one counts and the others hear that it runs', async () => {
  const { proposalId } = await world.propose();
  const buttons = [`confirm:${proposalId}`, `confirm:${proposalId}:force`];
  world.sis.forceRequired = true;
  const forced = await world.propose('coupon');
  const both = [`confirm:${forced.proposalId}`, `confirm:${forced.proposalId}:force`];
  const plain = await Promise.all(Array.from({ length: 20 }, (_, n) => world.press(buttons[0] ?? '', { updateId: 100 + n })));
  expect(plain.filter((one) => one.type === 'confirmed')).toHaveLength(1);
  expect(plain.filter((one) => one.type === 'state')).toHaveLength(19);
  const mixed = await Promise.all(Array.from({ length: 20 }, (_, n) => world.press(both[n % 2] ?? '', { updateId: 200 + n })));
  expect(mixed.filter((one) => one.type === 'confirmed')).toHaveLength(1);
  expect(mixed.filter((one) => one.type === 'state')).toHaveLength(19);
  expect((await world.effects()).filter((one) => one.kind === 'action.commit')).toHaveLength(2);
  expect(await world.events('action_confirmed')).toHaveLength(2);
});

test('A3: a redelivered update confirms nothing again', async () => {
  const { proposalId } = await world.propose();
  await world.press(`confirm:${proposalId}`, { updateId: 77 });
  const version = (await world.read(proposalId)).stateVersion;
  expect(await world.press(`confirm:${proposalId}`, { updateId: 77 })).toEqual({ type: 'state' });
  expect((await world.read(proposalId)).stateVersion).toBe(version);
});

test('A4: cancel then confirm, confirm then cancel: the first counts', async () => {
  const one = await world.propose();
  expect(await world.press(`cancel:${one.proposalId}`)).toEqual({ type: 'cancelled' });
  expect(await world.press(`confirm:${one.proposalId}`)).toEqual({ type: 'state' });
  expect((await world.read(one.proposalId)).state).toBe('cancelled');
  const two = await world.propose();
  expect(await world.press(`confirm:${two.proposalId}`)).toMatchObject({ type: 'confirmed' });
  expect(await world.press(`cancel:${two.proposalId}`)).toEqual({ type: 'state' });
  expect((await world.read(two.proposalId)).state).toBe('confirmed');
});

test('A4: confirm and cancel at the same moment: one of them', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { proposalId } = await world.propose('team');
    const verdicts = await Promise.all([world.press(`confirm:${proposalId}`), world.press(`cancel:${proposalId}`)]);
    expect(verdicts.filter((one) => one.type === 'state')).toHaveLength(1);
  }
});

test('A5: the time of the press counts, not the time at which it is worked on', async () => {
  const { proposalId, expiresAt } = await world.propose();
  world.clock.set(new Date(expiresAt.getTime() + 20_000));
  expect(await world.press(`confirm:${proposalId}`, { receivedAt: new Date(expiresAt.getTime() - 1_000) })).toMatchObject({ type: 'confirmed' });
  await world.empty();
  const late = await world.propose();
  world.clock.set(new Date(late.expiresAt.getTime() + 20_000));
  expect(await world.press(`confirm:${late.proposalId}`, { receivedAt: new Date(late.expiresAt.getTime() + 1_000) })).toEqual({ type: 'expired' });
  expect((await world.read(late.proposalId)).state).toBe('expired');
  expect(await world.press(`confirm:${late.proposalId}`, { receivedAt: late.createdAt })).toEqual({ type: 'state' });
});

test('A5: the sweep leaves a proposal open for a minute beyond its time, then tells that it is over', async () => {
  const { proposalId, expiresAt } = await world.propose();
  world.clock.set(new Date(expiresAt.getTime() + 59_000));
  await world.sweep();
  expect((await world.read(proposalId)).state).toBe('proposed');
  world.clock.set(new Date(expiresAt.getTime() + 61_000));
  await world.sweep();
  expect(await world.read(proposalId)).toMatchObject({ state: 'expired', reason: 'ttl' });
  expect(world.told.at(-1)).toMatchObject({ about: 'state', proposal: { state: 'expired' } });
});

test.each([
  ['another user', { userId: '1002' }],
  ['another chat', { chatId: '-5' }],
  ['an owner who was removed', { isOwner: false }],
])('A6: %s is refused, the row stays as it is, and it is recorded', async (_who, more) => {
  const { proposalId } = await world.propose();
  const before = await world.read(proposalId);
  for (const data of [`confirm:${proposalId}`, `confirm:${proposalId}:force`, `cancel:${proposalId}`, `settle:${proposalId}:yes`]) {
    expect(await world.press(data, more)).toEqual({ type: 'denied', guard: 'G2' });
  }
  expect(await world.read(proposalId)).toEqual(before);
  expect(await world.events('action_denied')).toHaveLength(4);
  expect((await world.events('action_denied'))[0]).toMatchObject({ guard: 'G2', presser_user_id: 'userId' in more ? more.userId : OWNER });
});

test('a proposal that is not there is gone', async () => {
  expect(await world.press(`confirm:${ID}`)).toEqual({ type: 'gone' });
});

test.each([
  ['payload_commit', sql`payload_commit = '{"scope_all": true, "bump_percent": "50"}'`],
  ['snapshot', sql`snapshot = '{"rate_set_id": "x"}'`],
  ['target_set_hash', sql`target_set_hash = 'x'`],
  ['mode', sql`mode = 'DEMO'`],
  ['preview_fingerprint', sql`preview_fingerprint = 'x'`],
  ['force_required', sql`force_required = true`],
  ['expires_at', sql`expires_at = expires_at + interval '1 day'`],
  ['shop_id', sql`shop_id = 2`],
  ['tool_version', sql`tool_version = '9.9'`],
  ['decision_key', sql`decision_key = 'obk-1'`],
  ['payload_hmac', sql`payload_hmac = 'x'`],
  ['hmac_key_id', sql`hmac_key_id = 'x'`],
])('A7: with %s altered in the database a confirm is refused as tampered', async (_field, change) => {
  const { proposalId } = await world.propose();
  await world.db.query(sql`update action_proposals set ${change}`);
  expect(await world.press(`confirm:${proposalId}`)).toEqual({ type: 'tampered' });
  expect(await world.read(proposalId)).toMatchObject({ state: 'cancelled', reason: 'tampered', errorCode: 'PAYLOAD_TAMPERED' });
  expect(await world.events('confirm_payload_corrupted')).toMatchObject([{ where: 'confirm' }]);
});

test('a proposal that was signed with the previous key holds while the keys are being changed', async () => {
  const { proposalId } = await world.propose();
  const facts = (keys: { current: string; previous?: string }) =>
    world.db.transaction((tx) => readPressFacts({ ...world.parts(), keys }, tx, { type: 'confirm', proposalId, force: false }, { shopId: 1 } as never));
  expect((await facts({ current: 'n'.repeat(32), previous: 'k'.repeat(32) })).isSealed).toBe(true);
  expect((await facts({ current: 'n'.repeat(32) })).isSealed).toBe(false);
});

test('A8: a forged force is refused and recorded, the proposal stays open', async () => {
  const { proposalId } = await world.propose();
  expect(await world.press(`confirm:${proposalId}:force`)).toEqual({ type: 'denied', guard: 'G8' });
  expect((await world.read(proposalId)).state).toBe('proposed');
  expect(await world.events('action_denied')).toMatchObject([{ guard: 'G8' }]);
});

test('G6: a mode that was changed since the preview cancels the proposal', async () => {
  const { proposalId } = await world.propose();
  expect(await world.press(`confirm:${proposalId}`, { mode: 'DEMO' })).toEqual({ type: 'mode-changed' });
  expect(await world.read(proposalId)).toMatchObject({ state: 'cancelled', reason: 'mode_changed', errorCode: 'PREVIEW_STALE' });
});

test('A21: while a price change runs or is unsettled, another one waits, a coupon does not, and FX takes both', async () => {
  const running = await world.confirmed('bump');
  const other = await world.propose('bump', { input: { other: 1 } });
  const coupon = await world.propose('coupon');
  const fx = await world.propose('fx');
  expect(await world.press(`confirm:${other.proposalId}`)).toMatchObject({ type: 'blocked', reason: 'BUSY', by: { proposalId: running.proposalId } });
  expect(await world.press(`confirm:${fx.proposalId}`)).toMatchObject({ type: 'blocked', reason: 'BUSY' });
  world.sis.flags = { idempotent_applies: false, enquiry: false, preview_binding: true };
  world.sis.faults = [{ type: 'drop-after' }];
  expect((await world.commitToEnd(running.proposalId)).state).toBe('unknown');
  expect(await world.press(`confirm:${other.proposalId}`)).toMatchObject({ type: 'blocked', reason: 'UNSETTLED_ACTION' });
  expect(await world.press(`confirm:${fx.proposalId}`)).toMatchObject({ type: 'blocked', reason: 'UNSETTLED_ACTION' });
  expect(await world.press(`confirm:${coupon.proposalId}`)).toMatchObject({ type: 'confirmed' });
  expect((await world.read(other.proposalId)).state).toBe('proposed');
});

test('two proposals of one group confirmed at the same moment: one waits', async () => {
  for (let round = 0; round < 4; round += 1) {
    const [one, two] = [await world.propose('bump', { input: { round, n: 1 } }), await world.propose('fx', { input: { round, n: 2 } })];
    const verdicts = await Promise.all([world.press(`confirm:${one.proposalId}`), world.press(`confirm:${two.proposalId}`)]);
    expect(verdicts.map((verdict) => verdict.type).sort()).toEqual(['blocked', 'confirmed']);
    await world.db.query(sql`truncate commit_attempts, action_proposals`);
  }
});

test('a second preview of the same wish supersedes the open one and takes its buttons; a confirmed one it leaves alone', async () => {
  const first = await world.propose();
  const second = await world.propose();
  expect(await world.read(first.proposalId)).toMatchObject({ state: 'cancelled', reason: 'superseded', supersededBy: second.proposalId });
  expect((await world.effects()).find((one) => one.id === `commit-${first.proposalId}-999`)).toMatchObject({ payload: { message: { type: 'markup', of: first.messageEffectId } } });
  const other = await world.propose('bump', { input: { another: 'wish' } });
  expect((await world.read(second.proposalId)).state).toBe('proposed');
  await world.press(`confirm:${second.proposalId}`);
  await world.propose();
  expect((await world.read(second.proposalId)).state).toBe('confirmed');
  expect((await world.read(other.proposalId)).state).toBe('proposed');
});

test('the database refuses every transition that is not in the table', async () => {
  const states = ['proposed', 'confirmed', 'executing', 'committed', 'failed', 'unknown', 'cancelled', 'expired'];
  const allowed: string[] = [];
  const { proposalId } = await world.confirmed();
  for (const from of states) {
    for (const to of states.filter((one) => one !== from)) {
      await world.db.query(sql`alter table action_proposals disable trigger action_proposals_transition`);
      await world.db.query(sql`update action_proposals set state = ${from} where proposal_id = ${proposalId}::uuid`);
      await world.db.query(sql`alter table action_proposals enable trigger action_proposals_transition`);
      const written = await world.db.query(sql`update action_proposals set state = ${to}, state_version = state_version + 1`).then(
        () => true,
        () => false,
      );
      if (written) allowed.push(`${from} ${to}`);
    }
  }
  expect(allowed).toEqual([
    'proposed confirmed', 'proposed cancelled', 'proposed expired', 'confirmed executing', 'executing committed', 'executing failed', 'executing unknown', 'unknown committed', 'unknown failed',
  ]);
});

leakCheck();
