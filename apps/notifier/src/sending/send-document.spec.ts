import type { OutgoingMessage } from '@ownerbot/queues';
import { dropOldFiles, sql, storeArtifact, type Database } from '@ownerbot/storage';
import { apiFail, leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { CHAT, OutboxWorld, text } from '../test-support/outbox-world';

let database: TestDatabase;
let db: Database;
let world: OutboxWorld;
beforeAll(async () => {
  database = await testDatabase();
  db = database.open();
});
beforeEach(async () => {
  world = await OutboxWorld.open(db);
  await db.query(sql`truncate artifacts, artifact_blobs`);
  await storeArtifact(db, {
    ttlDays: 7,
    artifactId: FILE, ownerUserId: CHAT, chatId: CHAT, tool: 'kpi_snapshot', toolVersion: '1.1', correlationId: 'c', type: 'json', filename: 'kpi.json', mime: 'application/json',
    bytes: Buffer.from('{"a":1}'), at: world.clock.now(),
  });
});
afterEach(() => world.close());
afterAll(() => database.drop());

const FILE = '00000000-0000-8000-8000-000000000001';
const isDone = { type: 'done' };
const file = (more: object = {}): OutgoingMessage => ({ type: 'document', artifactId: FILE, caption: '<b>KPI</b>', delivery: 'at-least-once', ...more }) as OutgoingMessage;

/** A text and the file below it; the text is sent before the file's turn comes. */
async function textAndFile(): Promise<{ textId: string; fileId: string }> {
  const [textId = '', fileId = ''] = await world.request([text('figures'), file()]);
  return { textId, fileId };
}

test('a file goes below its text, with its name, its bytes and its caption', async () => {
  const { textId, fileId } = await textAndFile();
  await world.run(world.job(textId, text('figures')));
  expect(await world.run(world.job(fileId, file({ after: textId })))).toEqual(isDone);
  const [call] = world.botApi.callsOf('sendDocument');
  expect(call?.params).toMatchObject({ chat_id: CHAT, caption: '<b>KPI</b>', reply_parameters: '{"message_id":101,"allow_sending_without_reply":true}' });
  expect(call?.files).toEqual([{ field: 'document', filename: 'kpi.json', mime: 'application/json', text: '{"a":1}' }]);
  expect(await world.rows(fileId)).toEqual([{ part: 0, kind: 'document', state: 'sent', id: '102', code: null }]);
  expect(await world.effectState(fileId)).toBe('finished');
});

test('a file that was sent before is not sent again', async () => {
  const { effectId } = await world.say(file());
  expect(await world.run(world.job(effectId, file()))).toEqual(isDone);
  expect(world.botApi.callsOf('sendDocument')).toHaveLength(1);
});

test('a file whose text never arrived is dropped', async () => {
  const { textId, fileId } = await textAndFile();
  world.botApi.next('sendMessage', apiFail(400, 'Bad Request: nonsense'));
  expect(await world.run(world.job(textId, text('figures')))).toMatchObject({ type: 'dead' });
  expect(await world.run(world.job(fileId, file({ after: textId })))).toEqual(isDone);
  expect(world.botApi.callsOf('sendDocument')).toHaveLength(0);
  expect((await world.rows(fileId))[0]?.code).toBe('TEXT_NOT_SENT');
});

test('a file whose bytes are no longer kept ends, and the chat goes on', async () => {
  world.clock.advance(8 * 86_400_000);
  await dropOldFiles(db, world.clock.now());
  const [fileId = '', next = ''] = await world.request([file(), text('next')]);
  expect(await world.run(world.job(fileId, file()))).toMatchObject({ type: 'dead', error: { code: 'ARTIFACT_EXPIRED' } });
  expect(world.added.map(({ id }) => id)).toEqual([`${next}-msg`]);
});

test('a file of another chat is sent to nobody', async () => {
  const { outcome } = await world.say(file(), { chatId: '43' });
  expect(outcome).toMatchObject({ type: 'dead' });
  expect(world.botApi.callsOf('sendDocument')).toHaveLength(0);
});

test('a file waits where Telegram asks to wait, and is sent again where it may have been lost', async () => {
  world.botApi.next('sendDocument', apiFail(429, 'Too Many Requests', { retry_after: 3 }), apiFail(502, 'Bad Gateway'));
  const { effectId, outcome } = await world.say(file());
  expect(outcome).toMatchObject({ type: 'later', ms: 3_000 });
  world.clock.advance(3_001);
  expect(await world.run(world.job(effectId, file()))).toMatchObject({ type: 'later' });
  expect(await world.run(world.job(effectId, file()))).toEqual(isDone);
  expect(world.botApi.callsOf('sendDocument')).toHaveLength(3);
});

test('a caption that is too long does not cost the file', async () => {
  const { outcome } = await world.say(file({ caption: 'long '.repeat(300) }));
  expect(outcome).toEqual(isDone);
  expect(world.botApi.callsOf('sendDocument')[0]?.params).not.toHaveProperty('caption');
});

leakCheck();
