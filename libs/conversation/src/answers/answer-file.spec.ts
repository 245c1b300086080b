import type { ToolRun } from '@ownerbot/queues';
import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { failed, openWorld, type World } from '../fixtures/world';
import { artifactIdOf } from './answer-file';

const DONE = { type: 'done' };
let world: World;
beforeAll(async () => {
  world = await openWorld('postgres');
});
afterEach(() => world.emptyAll());
afterAll(() => world.close());

const runOf = async (id: number): Promise<ToolRun> => {
  const [row] = await world.db.query<{ payload: ToolRun }>(sql`select payload from effects where id = ${`tg-${world.bot()}-${id}-1`}`);
  if (row === undefined) throw new Error('no such run');
  return row.payload;
};
const sendingsOf = async (): Promise<string[]> => (await world.settle()).flatMap(({ message }) => (message.type === 'text' ? [message.text] : []));

test('an answer that makes a file sends it below its text, and a repetition stores it once', async () => {
  await world.text(1, 'file moon');
  const run = await runOf(1);
  expect(await world.runTool(run)).toEqual(DONE);
  expect(await world.runTool(run)).toEqual(DONE);
  const sent = (await world.settle()).filter(({ message }) => message.type !== 'action');
  expect(sent.map(({ effectId, message }) => [effectId, message.type])).toEqual([['1-1-3', 'text'], ['1-1-4', 'document']]);
  expect(sent[1]?.message).toMatchObject({ caption: 'as a file', after: `tg-${world.bot()}-1-1-3` });
  const [file] = await world.db.query<{ id: string; name: string }>(sql`select artifact_id as id, filename as name from artifacts where correlation_id = ${`tg-${world.bot()}-1`}`);
  expect(sent[1]?.message).toMatchObject({ artifactId: file?.id });
  expect(file?.name).toBe('echo.json');
});

test('an answer is found again as the last read of its chat, without the view in which it was exported', async () => {
  await world.text(1, 'draw moon');
  await world.settle();
  await world.text(2, 'file star');
  await world.settle();
  await world.text(3, 'again');
  expect(await sendingsOf()).toContain('echo star');
  await world.text(4, 'draw sun');
  await world.settle();
  await world.text(5, 'again');
  expect(await sendingsOf()).toEqual(['echo sun as picture']);
});

test('an answer that goes on with another one takes its place, and leaves it alone where it fails', async () => {
  await world.text(1, 'say moon');
  await world.settle();
  await world.press(2, 'more:star');
  const sent = (await world.settle()).flatMap(({ message }) => (message.type === 'text' ? [message] : []));
  expect(sent).toMatchObject([{ text: 'echo star, page 2', editMessageId: '55' }]);
  await world.press(3, 'more:sun');
  const [failure] = (await world.settle({ runTool: () => Promise.resolve(failed('NOT_FOUND')) })).flatMap(({ message }) => (message.type === 'text' ? [message] : []));
  expect(failure).not.toHaveProperty('editMessageId');
  await world.text(4, 'again');
  expect(await sendingsOf()).toEqual(['echo moon']);
});

test('the id of a file is a UUID that its message gives', () => {
  expect(artifactIdOf('tg-1-1-1-4')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(artifactIdOf('tg-1-1-1-4')).toBe(artifactIdOf('tg-1-1-1-4'));
  expect(artifactIdOf('tg-1-1-2-4')).not.toBe(artifactIdOf('tg-1-1-1-4'));
});

leakCheck();
