import { deathOf, type DeadJob, type Outcome, type OutgoingMessage } from '@ownerbot/queues';
import { dropOldFiles, sql, storeArtifact, type Database } from '@ownerbot/storage';
import { apiFail, leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { BOT, CHAT, OutboxWorld, text } from '../test-support/outbox-world';
import { buryDeadMessage } from './bury';

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
    artifactId: FILE, ownerUserId: CHAT, chatId: CHAT, tool: 'kpi_snapshot', toolVersion: '1.1', correlationId: 'c', type: 'json', filename: 'kpi.json', mime: 'application/json',
    bytes: Buffer.from('{"a":1}'), at: world.clock.now(), ttlDays: 7,
  });
});
afterEach(() => world.close());
afterAll(() => database.drop());

const FILE = '00000000-0000-8000-8000-000000000001';
const LARGE = '00000000-0000-8000-8000-000000000002';
const isDone = { type: 'done' };
const file = (more: object = {}): OutgoingMessage => ({ type: 'document', artifactId: FILE, caption: '<b>KPI</b>', delivery: 'at-least-once', ...more }) as OutgoingMessage;

const picture = (more: object = {}): OutgoingMessage => file({ type: 'photo', ...more });

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

const OTHERWISE = { text: 'figures, and no file', buttons: [[{ text: 'again', data: 'retry:tg-99-1-1' }]] };

test('a picture is shown as a photo, with its buttons', async () => {
  const { outcome } = await world.say(picture({ buttons: [[{ text: 'as a file', data: 'file:tg-99-1-1' }]] }));
  expect(outcome).toEqual(isDone);
  const [call] = world.botApi.callsOf('sendPhoto');
  expect(call?.params).toMatchObject({ chat_id: CHAT, caption: '<b>KPI</b>', reply_markup: expect.stringContaining('file:tg-99-1-1') as string });
  expect(call?.files).toMatchObject([{ field: 'photo', filename: 'kpi.json' }]);
});

test('a picture that Telegram does not take for a photo is sent as a file, once', async () => {
  world.botApi.next('sendPhoto', apiFail(400, 'Bad Request: PHOTO_INVALID_DIMENSIONS'));
  const { outcome } = await world.say(picture());
  expect(outcome).toEqual(isDone);
  expect(world.botApi.callsOf('sendDocument')).toHaveLength(1);
});

test('a picture of more than 10 MB is not tried as a photo', async () => {
  await storeArtifact(db, {
    artifactId: LARGE, ownerUserId: CHAT, chatId: CHAT, tool: 'kpi_snapshot', toolVersion: '1.1', correlationId: 'c', type: 'png', filename: 'large.png', mime: 'image/png',
    bytes: Buffer.alloc(10 * 1024 * 1024 + 1), at: world.clock.now(), ttlDays: 7,
  });
  const [fileId = ''] = await world.request([picture({ artifactId: LARGE })]);
  const sent: string[] = [];
  const note = (method: string) => () => Promise.resolve({ messageId: String(sent.push(method)) });
  // Ten megabytes need not travel to be counted.
  const telegram = { ...world.parts().telegram, sendPhoto: note('photo'), sendDocument: note('document') };
  expect(await world.run(world.job(fileId, picture({ artifactId: LARGE })), { telegram })).toEqual(isDone);
  expect(sent).toEqual(['document']);
});

test('a file that Telegram refuses leaves its text, which is edited to say so; the text is not sent again', async () => {
  const refused = picture({ after: `tg-${BOT}-1-1`, otherwise: OTHERWISE });
  const [textId = '', fileId = ''] = await world.request([text('figures'), refused]);
  await world.run(world.job(textId, text('figures')));
  world.botApi.next('sendPhoto', apiFail(400, 'Bad Request: nonsense'));
  world.botApi.next('sendDocument', apiFail(400, 'Bad Request: nonsense'));
  await bury(fileId, refused, await world.run(world.job(fileId, refused)));
  const added = world.added.find(({ id }) => id === `${fileId}-otherwise-msg`);
  if (added?.kind !== 'message.send') throw new Error('nothing is said');
  expect(await world.run(world.job(`${fileId}-otherwise`, added.payload.message))).toEqual(isDone);
  expect(world.botApi.callsOf('editMessageText')[0]?.params).toMatchObject({ message_id: '101', text: OTHERWISE.text });
  expect(world.botApi.callsOf('sendMessage')).toHaveLength(1);
});

test('what would edit a message that is gone is not sent in its stead', async () => {
  world.botApi.next('editMessageText', apiFail(400, 'Bad Request: message to edit not found'));
  const [textId = '', noteId = ''] = await world.request([text('figures'), text('note', { editOnly: true })]);
  await world.run(world.job(textId, text('figures')));
  const note = text('note', { editOf: textId, editOnly: true });
  expect(await world.run(world.job(noteId, note))).toEqual(isDone);
  expect(world.botApi.callsOf('sendMessage')).toHaveLength(1);
  expect((await world.rows(noteId))[0]?.code).toBe('EDIT_IMPOSSIBLE');
});

test('a file that was pressed for and is no longer kept is answered with what can be done', async () => {
  world.clock.advance(8 * 86_400_000);
  await dropOldFiles(db, world.clock.now());
  const pressed = file({ otherwise: OTHERWISE });
  const [fileId = ''] = await world.request([pressed]);
  await bury(fileId, pressed, await world.run(world.job(fileId, pressed)));
  expect(world.added).toMatchObject([{ id: `${fileId}-otherwise-msg`, payload: { message: { type: 'text', text: OTHERWISE.text } } }]);
});

/** What the queue does with a message that is dead. */
async function bury(effectId: string, message: OutgoingMessage, outcome: Outcome): Promise<void> {
  if (outcome.type !== 'dead') throw new Error(`it is ${outcome.type}`);
  const { payload } = world.job(effectId, message);
  const job: DeadJob = {
    queue: 'outbox-0', kind: 'message.send', id: `${effectId}-msg`, correlationId: 'c', payload, attempts: 1, addedAt: world.clock.now(), diedAt: world.clock.now(),
    history: [{ at: world.clock.now().toISOString(), code: 'X', message: 'x', stack: [] }],
  };
  await buryDeadMessage(world.parts(), world.log)(job, deathOf(job));
}

leakCheck();
