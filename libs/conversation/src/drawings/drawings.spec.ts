import { DrawingCutError, RenderFailedError } from '@ownerbot/reports';
import type { ReportRender } from '@ownerbot/queues';
import { silentLogger } from '@ownerbot/runtime';
import { dropOldFiles, readArtifact, sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { artifactOfRun } from '../answers/answer-file';
import { createOnDead } from '../dead/on-dead';
import { deadJob } from '../fixtures/dead-job';
import { dyingAt, openWorld, type Sent, type World } from '../fixtures/world';
import { createRelay } from '../relay/relay';
import type { CrashPoint } from '../turn/crash-points';

const DONE = { type: 'done' };
let world: World;
beforeAll(async () => {
  world = await openWorld('postgres');
});
afterEach(() => world.emptyAll());
afterAll(() => world.close());

/** A chart was asked for, and its text is written: its drawing waits. */
async function asked(id = 1): Promise<ReportRender> {
  await world.text(id, 'chart moon');
  const [run] = await world.db.query<{ payload: never }>(sql`select payload from effects where id = ${`tg-${world.bot()}-${id}-1`}`);
  if (run === undefined) throw new Error('no run');
  await world.runTool(run.payload);
  return drawingOf(`art-${artifactOfRun(`tg-${world.bot()}-${id}-1`)}`);
}
async function drawingOf(effectId: string): Promise<ReportRender> {
  const [row] = await world.db.query<{ payload: ReportRender }>(sql`select payload from effects where id = ${effectId}`);
  if (row === undefined) throw new Error('no drawing');
  return row.payload;
}
const artifacts = () => world.db.query(sql`select state, error_code as code, blob_sha256 is not null as drawn, model from artifacts`);
const shown = (sent: readonly Sent[]) => sent.filter(({ message }) => message.type !== 'action').map(({ effectId, message }) => [effectId, message.type]);
const relay = async () => {
  world.clock.advance(10_000);
  await createRelay(world.parts())({ log: silentLogger });
};
const broken = () => Promise.reject(new RenderFailedError('raster', 'a test'));

test('a chart is sent as its text at once, and as a picture below it that is drawn from what the text says', async () => {
  await world.text(1, 'chart moon');
  const sent = (await world.settle()).filter(({ message }) => message.type !== 'action');
  expect(shown(sent)).toEqual([['1-1-3', 'text'], ['1-1-4', 'photo']]);
  const run = `tg-${world.bot()}-1-1`;
  expect(sent[1]?.message).toMatchObject({ caption: 'as a chart', after: `${run}-3`, buttons: [[{ data: `file:${run}` }]] });
  expect(await artifacts()).toEqual([{ state: 'ready', code: null, drawn: true, model: { word: 'moon' } }]);
  expect((await readArtifact(world.db, { artifactId: artifactOfRun(run), chatId: '7' }))?.bytes.toString()).toBe('{"word":"moon"}');
});

test('a drawing that is repeated draws nothing and sends nothing more', async () => {
  const drawing = await asked();
  expect(await world.runDrawing(drawing)).toEqual(DONE);
  expect(await world.runDrawing(drawing, { draw: () => Promise.reject(new Error('drawn again')) })).toEqual(DONE);
  expect(shown(await world.settle())).toEqual([['1-1-3', 'text'], ['1-1-4', 'photo']]);
});

test.each<CrashPoint>(['drawing.begun', 'drawing.drawn', 'drawing.written', 'drawing.added'])('killed at %s, there is one text and one file', async (point) => {
  const drawing = await asked();
  const dying = dyingAt(point);
  void world.runDrawing(drawing, dying);
  await dying.reached;
  expect(await world.runDrawing(drawing)).toEqual(DONE);
  await relay();
  expect(shown(await world.settle())).toEqual([['1-1-3', 'text'], ['1-1-4', 'photo']]);
  expect(await world.db.query(sql`select count(*)::int as n from artifact_blobs`)).toEqual([{ n: 1 }]);
});

test('a drawing whose job the queue has lost is added again by the relay', async () => {
  const drawing = await asked();
  await world.db.query(sql`update effects set dispatched_at = dispatched_at - interval '1 day' where id = ${drawing.effectId}`);
  await relay();
  expect(await world.db.query(sql`select dispatched_at > now() - interval '100 years' and state = 'dispatched' as "isAgain" from effects where id = ${drawing.effectId}`)).toEqual([{ isAgain: true }]);
  expect(shown(await world.settle())).toEqual([['1-1-3', 'text'], ['1-1-4', 'photo']]);
});

test('what befell a thread is tried again, a defect is not, and a stop uses no attempt', async () => {
  const drawing = await asked();
  expect(await world.runDrawing(drawing, { draw: () => Promise.reject(new DrawingCutError('it hung')) })).toMatchObject({ type: 'retry' });
  expect(await world.runDrawing(drawing, { draw: broken })).toMatchObject({ type: 'dead', error: { code: 'RENDER_FAILED' } });
  const stop = new AbortController();
  const stopped = world.runDrawing(drawing, { signal: stop.signal, draw: () => (stop.abort(), Promise.reject(new Error('stopped'))) });
  expect(await stopped).toMatchObject({ type: 'interrupted' });
});

test('a file that Telegram would not take is dead before it is stored', async () => {
  const drawing = await asked();
  expect(await world.runDrawing(drawing, { draw: () => Promise.resolve(Buffer.alloc(50 * 1024 * 1024 + 1)) })).toMatchObject({ type: 'dead', error: { code: 'ARTIFACT_TOO_LARGE' } });
  expect(await artifacts()).toMatchObject([{ state: 'pending', drawn: false }]);
  await world.settle();
});

test('a drawing that is dead leaves its text, which says so once and offers the file anew', async () => {
  const drawing = await asked();
  await world.runDrawing(drawing, { draw: broken });
  const job = deadJob('render', { kind: 'report.render', id: drawing.effectId, correlationId: `tg-${world.bot()}-1`, payload: drawing }, new RenderFailedError('raster', 'a test'));
  await createOnDead(world.parts())(...job);
  await createOnDead(world.parts())(...job);
  const sent = await world.settle();
  expect(shown(sent)).toEqual([['1-1-3', 'text'], [`${drawing.effectId}-otherwise`, 'text']]);
  const run = `tg-${world.bot()}-1-1`;
  expect(sent[1]?.message).toMatchObject({ editOf: `${run}-3`, editOnly: true });
  expect(sent[1]?.message).toMatchObject({ text: expect.stringMatching(/^echo moon as chart_png\n\n⚠️/) as string, buttons: [[{ data: 'say:moon' }], [{ data: `retry:${run}` }]] });
  expect(await artifacts()).toMatchObject([{ state: 'failed', code: 'RENDER_FAILED', drawn: false }]);
  expect(await world.db.query(sql`select kind, code from dead_letters`)).toEqual([{ kind: 'report.render', code: 'RENDER_FAILED' }]);
  await world.press(2, `retry:${run}`);
  expect(shown(await world.settle())).toContainEqual(['2-2-4', 'photo']);
});

test('a model that is no longer kept cannot be drawn', async () => {
  const drawing = await asked();
  world.clock.advance(8 * 86_400_000);
  await dropOldFiles(world.db, world.clock.now());
  expect(await world.runDrawing(drawing)).toMatchObject({ type: 'dead', error: { code: 'ARTIFACT_EXPIRED' } });
  await world.settle();
});

test('the picture is sent once more as a file on a press, and what is offered in its stead belongs to the same run', async () => {
  await world.text(1, 'chart moon');
  await world.settle();
  const run = `tg-${world.bot()}-1-1`;
  await world.press(2, `file:${run}`);
  const [document] = (await world.settle()).filter(({ message }) => message.type === 'document');
  expect(document?.message).toMatchObject({ artifactId: artifactOfRun(run), otherwise: { buttons: [[{ data: `retry:${run}` }]] } });
  await world.press(3, 'file:');
  expect((await world.settle()).map(({ message }) => message.type)).toEqual(['callback']);
});

leakCheck();
