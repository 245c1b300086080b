import { leakCheck } from '@ownerbot/testing';
import { sql } from '@ownerbot/storage';
import { openActionWorld, type ActionWorld } from '../fixtures/action-world';

let world: ActionWorld;
beforeAll(async () => {
  world = await openActionWorld();
});
afterEach(() => world.empty());
afterAll(() => world.close());

test('confirmed first, a new preview of the same wish is made, and its confirm waits', async () => {
  const first = await world.confirmed();
  const second = await world.propose();
  expect((await world.read(first.proposalId)).state).toBe('confirmed');
  expect(await world.press(`confirm:${second.proposalId}`)).toMatchObject({ type: 'blocked', reason: 'BUSY', by: { proposalId: first.proposalId } });
  expect((await world.read(second.proposalId)).state).toBe('proposed');
});

test('a confirm and a superseding preview at the same moment: one of them comes first, and never do both run', async () => {
  for (let round = 0; round < 8; round += 1) {
    const first = await world.propose();
    const wait = round % 2 === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, round));
    const [verdict, second] = await Promise.all([wait.then(() => world.press(`confirm:${first.proposalId}`)), world.propose()]);
    const old = await world.read(first.proposalId);
    const later = await world.press(`confirm:${second.proposalId}`);
    if (verdict.type === 'confirmed') expect([old.state, later.type]).toEqual(['confirmed', 'blocked']);
    else expect([verdict.type, old.state, old.reason, later.type]).toEqual(['state', 'cancelled', 'superseded', 'confirmed']);
    expect((await world.effects()).filter((one) => one.kind === 'action.commit')).toHaveLength(1);
    await world.db.query(sql`truncate updates, effects, commit_attempts, action_proposals restart identity`);
  }
});

test('an update that is taken again, as the replay of a dead letter does, is answered from the state', async () => {
  const { proposalId } = await world.confirmed();
  await world.commitToEnd(proposalId);
  const before = await world.read(proposalId);
  for (const data of [`confirm:${proposalId}`, `confirm:${proposalId}:force`, `cancel:${proposalId}`]) expect(await world.press(data)).toEqual({ type: 'state' });
  expect(await world.read(proposalId)).toEqual(before);
  expect(world.sis.sends).toHaveLength(1);
});

leakCheck();
