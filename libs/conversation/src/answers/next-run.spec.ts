import { silentLogger } from '@ownerbot/runtime';
import type { ToolRun } from '@ownerbot/queues';
import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { createOnDead } from '../dead/on-dead';
import { RequestExpiredError } from '../errors';
import { deadJob } from '../fixtures/dead-job';
import { dyingAt, echoed, failed, openWorld, type World } from '../fixtures/world';
import { createRelay } from '../relay/relay';
import type { CrashPoint } from '../turn/crash-points';
import type { ToolAttempt } from './tool-run-parts';

/** Several reads of one wish: one after the other, each with its own answer. */
let world: World;
beforeAll(async () => {
  world = await openWorld('postgres');
});
afterEach(() => world.emptyAll());
afterAll(() => world.close());

const runNamed = async (id: string): Promise<ToolRun> => {
  const [row] = await world.db.query<{ payload: ToolRun }>(sql`select payload from effects where id = ${`tg-${world.bot()}-${id}`}`);
  if (row === undefined) throw new Error(`no run ${id}`);
  return row.payload;
};
const said = async (more?: Parameters<World['settle']>[0]) =>
  (await world.settle(more)).flatMap(({ effectId, message }) => (message.type === 'text' ? [`${effectId}: ${message.text.split('\n')[0] ?? ''}`] : []));
const relay = async () => {
  world.clock.advance(10_000);
  await createRelay(world.parts())({ log: silentLogger });
};
/** Every read but that of `word` answers. */
const without = (word: string, response = failed('NOT_FOUND')) => ({ runTool: ({ run }: ToolAttempt) => Promise.resolve('word' in run.input && run.input.word === word ? response : echoed('word' in run.input ? String(run.input.word) : '')) });

test('they are answered in the order in which they were asked for', async () => {
  await world.text(1, 'each one two three four');
  expect(await said()).toEqual(['1-1-3: echo one', '1-101-3: echo two', '1-201-3: echo three', '1-301-3: echo four']);
});

test('one that fails does not keep the others back', async () => {
  await world.text(1, 'each one two three');
  const answers = await said(without('two'));
  expect(answers.map((one) => one.slice(0, 9))).toEqual(['1-1-3: ec', '1-101-3: ', '1-201-3: ']);
  expect(answers[2]).toBe('1-201-3: echo three');
});

test.each<CrashPoint>(['tool.begun', 'tool.ran', 'tool.answer-written', 'tool.answer-added'])('killed at %s of the first, each is answered once', async (point) => {
  await world.text(1, 'each one two');
  const first = await runNamed('1-1');
  const dying = dyingAt(point);
  void world.runTool(first, dying);
  await dying.reached;
  await world.runTool(first);
  await relay();
  expect(await said()).toEqual(['1-1-3: echo one', '1-101-3: echo two']);
});

test('a run that is dead lets the next one go on', async () => {
  await world.text(1, 'each one two');
  const run = await runNamed('1-1');
  await createOnDead(world.parts())(...deadJob('tools', { kind: 'tool.run', id: run.effectId, payload: run, correlationId: `tg-${world.bot()}-1` }, new RequestExpiredError(run.effectId, 'x')));
  expect((await said()).at(-1)).toBe('1-101-3: echo two');
});

describe('while the source of the first is down', () => {
  const kept = async () => {
    await world.text(1, 'each one two');
    const run = await runNamed('1-1');
    await world.runTool(run, without('one', failed('UPSTREAM_UNAVAILABLE')));
    return run;
  };

  test('tried now, all of them come anew', async () => {
    const run = await kept();
    await world.press(2, `retry:${run.effectId}`);
    expect((await said()).filter((one) => one.includes('echo'))).toEqual(['2-2-3: echo one', '2-102-3: echo two']);
  });

  test('dropped, none of them comes', async () => {
    const run = await kept();
    await world.press(2, `drop:${run.effectId}`);
    expect((await said()).filter((one) => one.includes('echo'))).toEqual([]);
  });
});

test('one that failed is tried again without those that went on', async () => {
  await world.text(1, 'each one two');
  await said(without('one', failed('TOOL_EXECUTION_FAILED')));
  await world.press(2, `retry:tg-${world.bot()}-1-1`);
  expect((await said()).filter((one) => one.includes('echo'))).toEqual(['2-2-3: echo one']);
});

test('what the audit must hold of an answer is written with it, of a turn and of a run', async () => {
  await world.text(1, 'told');
  await world.text(2, 'say audited');
  await said();
  expect(await world.db.query(sql`select event_type as type, owner_user_id::text as owner from audit_events where event_type <> 'retrospective' order by id`)).toEqual([{ type: 'told', owner: '7' }, { type: 'echoed', owner: '7' }]);
});

test('a press that changes nothing is told why, and nothing is sent', async () => {
  await world.press(1, 'wait:x');
  expect((await world.settle()).map(({ message }) => message)).toMatchObject([{ type: 'callback', text: 'not before <noon>' }]);
});

leakCheck();
