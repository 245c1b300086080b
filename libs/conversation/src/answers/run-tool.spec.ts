import { silentLogger } from '@ownerbot/runtime';
import type { ToolRun } from '@ownerbot/queues';
import { sql } from '@ownerbot/storage';
import { leakCheck, waitFor } from '@ownerbot/testing';
import type { ToolResponse } from '@ownerbot/tools';
import { createOnDead } from '../dead/on-dead';
import { deadJob } from '../fixtures/dead-job';
import { composeEcho, echoDomain } from '../fixtures/echo-domain';
import { BACKENDS, dyingAt, echoed, failed, openWorld, type Sent, type World } from '../fixtures/world';
import { createRelay } from '../relay/relay';
import type { CrashPoint } from '../turn/crash-points';
import { RequestExpiredError } from '../errors';

const DONE = { type: 'done' };
const AT_ONCE = { typingAfterMs: 60_000, typingEveryMs: 60_000, progressAfterMs: 0 };

/** A tool that answers when it is told to. */
function slowTool() {
  let finish: (response: ToolResponse) => void = () => undefined;
  const response = new Promise<ToolResponse>((resolve) => (finish = resolve));
  return { runTool: () => response, finish };
}

describe.each(BACKENDS)('a tool run on %s', (backend) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(backend);
  });
  afterEach(() => world.emptyAll());
  afterAll(() => world.close());

  const asked = async (id = 1, word = 'moon'): Promise<ToolRun> => {
    await world.text(id, `say ${word}`);
    return runOf(id);
  };
  const runOf = async (id: number): Promise<ToolRun> => {
    const [row] = await world.db.query<{ payload: ToolRun }>(sql`select payload from effects where id = ${`tg-${world.bot()}-${id}-1`}`);
    if (row === undefined) throw new Error('no such run');
    return row.payload;
  };
  /** Takes messages alone: tool runs in the queue are over by then, or find their answer. */
  const sendings = async (): Promise<Sent[]> => (await world.settle({ runTool: () => Promise.reject(new Error('runs again')) })).filter((one) => one.message.type !== 'action');
  const sendingsOf = async (): Promise<string[]> => (await world.settle()).flatMap(({ message }) => (message.type === 'text' ? [message.text] : []));
  const summary = (sent: readonly Sent[]) =>
    sent.map(({ effectId, message }) => (message.type === 'text' ? [effectId, message.text.split('\n')[0], message.editOf?.replace(/^tg-\d+-/, '') ?? null] : [effectId, message.type]));
  const relay = async (ms = 10_000) => {
    world.clock.advance(ms);
    await createRelay(world.parts())({ log: silentLogger });
  };

  test('of words that were understood by half begins with what they were taken for', async () => {
    await asked(1, 'half');
    expect(await sendingsOf()).toEqual(['<i>Понял так: a &lt;half&gt; of it</i>\n\necho half']);
  });

  test('that takes its time says what it does once, and its answer takes that message\'s place', async () => {
    const run = await asked();
    const tool = slowTool();
    const running = world.runTool(run, { runTool: tool.runTool, timing: AT_ONCE });
    await waitFor(async () => (await world.db.query(sql`select id from effects where id like '%-1-1-1' and state = 'dispatched'`)).length === 1, { what: 'the progress message' });
    tool.finish(echoed('moon'));
    expect(await running).toEqual(DONE);
    expect(summary(await sendings())).toEqual([
      ['1-1-1', 'working on moon', null],
      ['1-1-3', 'echo moon', '1-1-1'],
    ]);
  });

  test('knows how it was asked to be shown, and so does its repetition', async () => {
    await world.text(1, 'draw moon');
    expect(await sendingsOf()).toEqual(['echo moon as picture']);
    await world.press(2, `retry:tg-${world.bot()}-1-1`);
    expect(await sendingsOf()).toContain('echo moon as picture');
  });

  test('shows typing only when it is not quick, and again and again', async () => {
    await world.runTool(await asked());
    const tool = slowTool();
    const other = await asked(2);
    const added: string[] = [];
    const producer = { ...world.parts().producer, add: (job: { id: string }) => Promise.resolve(void added.push(job.id)) };
    const running = world.runTool(other, { runTool: tool.runTool, producer, timing: { typingAfterMs: 0, typingEveryMs: 1, progressAfterMs: 60_000 } });
    await waitFor(() => added.length >= 2, { what: 'two typing actions' });
    tool.finish(echoed('moon'));
    await running;
    expect(added.every((id) => id.startsWith(`typing-${world.bot()}-`))).toBe(true);
    expect((await world.settle()).filter((one) => one.message.type === 'action')).toEqual([]);
  });

  test('a progress message that cannot be sent never fails the run', async () => {
    const run = await asked();
    const tool = slowTool();
    let failures = 0;
    const composed = composeEcho({
      presenters: {
        echo: {
          answer: () => ({ html: 'the answer' }),
          progress: () => {
            failures += 1;
            throw new Error('no words');
          },
        },
      },
    });
    const running = world.runTool(run, { runTool: tool.runTool, composed, timing: AT_ONCE });
    await waitFor(() => failures === 1, { what: 'the progress to fail' });
    tool.finish(echoed('moon'));
    expect(await running).toEqual(DONE);
    expect(summary(await sendings())).toEqual([['1-1-3', 'the answer', null]]);
  });

  test('an answer names its request when others of the chat are in work', async () => {
    await asked(1);
    const second = await asked(2);
    await world.runTool(second);
    await world.runTool(await runOf(1));
    const sent = await sendings();
    expect(sent.map(({ effectId, message }) => [effectId, message.type === 'text' ? message.replyToMessageId : null])).toEqual([
      ['1-1-3', '1001'],
      ['2-1-3', '1002'],
    ]);
  });

  describe.each<CrashPoint>(['tool.begun', 'tool.ran', 'tool.answer-written', 'tool.answer-added', 'ready.added'])('killed at %s', (point) => {
    test('and run again, it ends in one answer', async () => {
      const run = await asked();
      const dying = dyingAt(point);
      void world.runTool(run, dying);
      const died = await Promise.race([dying.reached.then(() => true), waitFor(async () => (await world.db.query(sql`select 1 from effects where id like '%-1-1-3' and state = 'dispatched'`)).length > 0, { what: 'the answer' }).then(() => false)]);
      expect(died || point === 'ready.added').toBe(true);
      expect(await world.runTool(run)).toEqual(DONE);
      expect(summary(await sendings())).toEqual([['1-1-3', 'echo moon', null]]);
    });
  });

  test.each<CrashPoint>(['tool.answer-written', 'tool.answer-added'])('killed at %s and never run again, it is answered by the relay', async (point) => {
    const run = await asked();
    const dying = dyingAt(point);
    void world.runTool(run, dying);
    await dying.reached;
    await relay();
    expect(summary(await sendings())).toEqual([['1-1-3', 'echo moon', null]]);
  });

  test.each<CrashPoint>(['tool.progress-written', 'tool.progress-added'])('killed at %s, the next run finds its progress message', async (point) => {
    const run = await asked();
    const dying = dyingAt(point);
    const tool = slowTool();
    void world.runTool(run, { ...dying, runTool: tool.runTool, timing: AT_ONCE });
    await dying.reached;
    tool.finish(echoed('moon'));
    await world.runTool(run);
    await relay();
    const sent = summary(await sendings());
    expect(sent).toEqual([
      ['1-1-1', 'working on moon', null],
      ['1-1-3', 'echo moon', '1-1-1'],
    ]);
  });

  test('with an error becomes the text of its code, with a short id', async () => {
    await world.runTool(await asked(), { runTool: () => Promise.resolve(failed('NOT_FOUND')) });
    const [sent] = await sendings();
    expect(sent?.message).toMatchObject({ type: 'text', text: expect.stringContaining('NOT_FOUND') });
    expect(sent?.message).toMatchObject({ text: expect.stringMatching(/ 1<\/i>$/) });
    expect(sent?.message).not.toHaveProperty('buttons');
  });

  test('with an error that the domain has words for is told in them', async () => {
    const composed = composeEcho({ presentError: (error) => (error.code === 'NOT_FOUND' ? { html: 'no such word' } : null) });
    await world.runTool(await asked(), { composed, runTool: () => Promise.resolve(failed('NOT_FOUND')) });
    expect(summary(await sendings())).toEqual([['1-1-3', 'no such word', null]]);
  });

  test('whose answer cannot be shown says so instead, with Retry', async () => {
    const composed = composeEcho({ presenters: { echo: { ...echoDomain.presenters['echo'], progress: () => '', answer: () => { throw new Error('defect'); } } } });
    await world.runTool(await asked(), { composed });
    const [sent] = await sendings();
    expect(sent?.message).toMatchObject({ text: expect.stringContaining('INTERNAL'), buttons: [[{ data: `retry:tg-${world.bot()}-1-1` }]] });
  });

  describe('while its source is down', () => {
    const down = { runTool: () => Promise.resolve(failed('UPSTREAM_UNAVAILABLE')) };

    test('is kept: one notice, pauses of 5, 10, 20 and 40 seconds, then the answer in the notice\'s place', async () => {
      const run = await asked();
      const pauses: number[] = [];
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        const outcome = await world.runTool(run, down);
        if (outcome.type !== 'later') throw new Error(outcome.type);
        pauses.push(outcome.ms);
        world.clock.advance(outcome.ms);
      }
      expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 60_000]);
      await world.runTool(run);
      const sent = await sendings();
      expect(sent[0]?.message).toMatchObject({ buttons: [[{ data: `retry:tg-${world.bot()}-1-1` }, { data: `drop:tg-${world.bot()}-1-1` }]] });
      expect(sent.map((one) => one.effectId)).toEqual(['1-1-2', '1-1-3']);
      expect(sent[1]?.message).toMatchObject({ text: 'echo moon', editOf: `tg-${world.bot()}-1-1-2` });
      expect(await world.db.query(sql`select event_type as type from audit_events order by id`)).toEqual([{ type: 'upstream_unavailable' }, { type: 'retrospective' }]);
    });

    test('after its deadline is answered with the reason and Retry, and is dead', async () => {
      const run = await asked();
      await world.runTool(run, down);
      world.clock.advance(900_000);
      expect(await world.runTool(run, down)).toMatchObject({ type: 'dead', error: { code: 'UPSTREAM_UNAVAILABLE' } });
      await createOnDead(world.parts())(
        ...deadJob('tools', { kind: 'tool.run', id: run.effectId, payload: run, correlationId: `tg-${world.bot()}-1` }, new RequestExpiredError(run.effectId, 'UPSTREAM_UNAVAILABLE')),
      );
      const sent = await sendings();
      expect(sent.map((one) => one.effectId)).toEqual(['1-1-2', '1-1-3']);
      expect(sent[1]?.message).toMatchObject({ text: expect.stringContaining('UPSTREAM_UNAVAILABLE'), buttons: [[{ data: `retry:tg-${world.bot()}-1-1` }]] });
    });

    test('dropped, it says nothing more', async () => {
      const run = await asked();
      await world.runTool(run, down);
      await sendings();
      await world.press(2, `drop:${run.effectId}`);
      expect(await world.runTool(run)).toEqual(DONE);
      expect(summary(await sendings()).map(([id]) => id)).toEqual(['2-1', '2-2']);
    });

    test('dropped in the middle of an attempt, it says nothing more', async () => {
      const run = await asked();
      await world.runTool(run, down);
      const tool = slowTool();
      const running = world.runTool(run, tool);
      await world.press(2, `drop:${run.effectId}`);
      tool.finish(echoed('moon'));
      await running;
      expect(summary(await sendings()).map(([id]) => id).sort()).toEqual(['1-1-2', '2-1', '2-2']);
    });

    test('tried now, a fresh run answers, and the old one says nothing more', async () => {
      const run = await asked();
      await world.runTool(run, down);
      await sendings();
      await world.press(2, `retry:${run.effectId}`);
      await world.press(3, `retry:${run.effectId}`);
      expect(await world.runTool(run)).toEqual(DONE);
      const sent = await world.settle();
      expect(sent.flatMap(({ effectId, message }) => (message.type === 'text' ? [[effectId, message.text]] : []))).toEqual([['2-2-3', 'echo moon']]);
    });

    test.each<CrashPoint>(['tool.notice-written', 'tool.notice-added'])('killed at %s, it has one notice', async (point) => {
      const run = await asked();
      const dying = dyingAt(point);
      void world.runTool(run, { ...down, ...dying });
      await dying.reached;
      expect(await world.runTool(run, down)).toMatchObject({ type: 'later' });
      await relay();
      expect((await sendings()).map((one) => one.effectId)).toEqual(['1-1-2']);
    });

    test('lets later requests of the chat be answered once its notice is out', async () => {
      const run = await asked();
      await world.text(2, 'hello');
      expect(await sendings()).toEqual([]);
      await world.runTool(run, down);
      expect((await sendings()).map((one) => one.effectId)).toEqual(['1-1-2', '2-1']);
    });
  });

  test('that is told to stop goes back and is answered by its next run', async () => {
    const run = await asked();
    const stopping = { runTool: () => Promise.reject(new Error('aborted')) };
    const stopped = AbortSignal.abort();
    const outcome = await world.runTool(run, { ...stopping, signal: stopped });
    expect(outcome).toMatchObject({ type: 'interrupted' });
    await world.runTool(run);
    expect(summary(await sendings())).toEqual([['1-1-3', 'echo moon', null]]);
  });

  test('that is dead has its failure for an answer, once', async () => {
    const run = await asked();
    const bury = () =>
      createOnDead(world.parts())(
        ...deadJob('tools', { kind: 'tool.run', id: run.effectId, payload: run, correlationId: `tg-${world.bot()}-1` }, new RequestExpiredError(run.effectId, 'x')),
      );
    await bury();
    await bury();
    const sent = await sendings();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.message).toMatchObject({ text: expect.stringContaining('INTERNAL') });
    expect(await world.db.query(sql`select fields ->> 'kind' as kind from audit_events where event_type = 'job_dead'`)).toEqual([{ kind: 'tool.run' }]);
  });

  test('whose job is lost has its failure for an answer some time after its deadline', async () => {
    await asked();
    await relay(900_000 + 299_000);
    expect(await world.db.query(sql`select 1 from effects where id like '%-1-1-3'`)).toEqual([]);
    await relay(2_000);
    const sent = await sendings();
    expect(sent.map((one) => one.effectId)).toEqual(['1-1-3']);
  });
});

leakCheck();
