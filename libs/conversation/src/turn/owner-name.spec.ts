import { leakCheck } from '@ownerbot/testing';
import { editSettings, readSettings, sql } from '@ownerbot/storage';
import { openWorld, type World } from '../fixtures/world';
import { OWNER, rawText } from '../fixtures/updates';

let world: World;
beforeAll(async () => {
  world = await openWorld('postgres');
});
afterEach(async () => {
  await world.db.query(sql`truncate settings`);
  await world.emptyAll();
});
afterAll(() => world.close());

const named = (id: number, first_name: string, from: string = OWNER) => {
  const raw = rawText('hello', { id, from });
  return { ...raw, message: { ...('message' in raw ? Object(raw.message) : {}), from: { id: Number(from), is_bot: false, first_name } } };
};
const owner = async (id: string = OWNER) => (await readSettings(world.db, id)).owner;

test('the name that Telegram tells of an owner is kept and follows its changes; that is neither counted nor audited', async () => {
  await world.take(named(1, ' Ada \n L. '));
  expect(await owner()).toMatchObject({ displayName: 'Ada L.', settingsVersion: 0 });
  await world.take(named(2, 'Augusta'));
  expect(await owner()).toMatchObject({ displayName: 'Augusta', settingsVersion: 0 });
  expect(await world.db.query(sql`select 1 from audit_events where event_type = 'settings_changed'`)).toEqual([]);
});

test('what the owner set stays, and what was seen before the name came can still be edited', async () => {
  await world.take(named(1, 'Ada'));
  const edit = { of: 'owner' as const, userId: OWNER, patch: { locale: 'ru' as const }, at: world.clock.now(), correlationId: 'c', by: OWNER };
  expect(await editSettings(world.db, { ...edit, seenVersion: 0 })).toBe(1);
  await world.take(named(2, 'Augusta'));
  expect(await owner()).toMatchObject({ displayName: 'Augusta', locale: 'ru', settingsVersion: 1 });
});

test('the same name is not written again', async () => {
  await world.take(named(1, 'Ada'));
  await world.db.query(sql`update settings set updated_at = '2000-01-01'`);
  await world.take(named(2, 'Ada'));
  expect(await world.db.query(sql`select 1 from settings where updated_at = '2000-01-01'`)).toHaveLength(1);
});

test('of a stranger nothing is kept', async () => {
  await world.take(named(1, 'Eve', '666'), { chatId: '666' });
  expect(await world.db.query(sql`select 1 from settings`)).toEqual([]);
});

leakCheck();
