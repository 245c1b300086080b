import { sql } from '@ownerbot/storage';
import { leakCheck, sendFile, startSystem, SYSTEM_OWNER, waitFor, type SandboxPost, type SentFile, type System } from '@ownerbot/testing';
import { buttonsOf, ownerChat, textOf, type OwnerChat } from './support/owner-chat';
import { aNote, scriptedAsr, type ScriptedAsr } from './support/voice-chat';

let asr: ScriptedAsr;
let system: System;
let chat: OwnerChat;
beforeAll(async () => {
  asr = await scriptedAsr();
  system = await startSystem({ backend: 'postgres', env: { ASR_PROVIDER: 'http', ASR_HTTP_BASE_URL: asr.url, ASR_MAX_RETRIES: '0' } });
  chat = ownerChat(system, SYSTEM_OWNER);
});
afterAll(async () => {
  await system.stop();
  await asr.stop();
});

const say = async (bytes: Uint8Array, more: SentFile = {}): Promise<void> => void (await sendFile(system, SYSTEM_OWNER, bytes, more));
const hears = (text: string, confidence: number | null = 0.95): void => asr.answer(200, { text, ...(confidence === null ? {} : { confidence }) });
/** What the bot has written since, once there is so much of it and none of it says that it listens. */
async function since(count: number, howMany: number): Promise<SandboxPost[]> {
  return waitFor(
    async () => {
      const posts = (await chat.posts()).slice(count);
      return posts.length >= howMany && posts.every((post) => !/^(Слушаю|Считаю|Ищу|Собираю|Работаю)/.test(textOf(post))) ? posts : undefined;
    },
    { what: `${howMany} answers`, timeoutMs: 25_000, everyMs: 50 },
  );
}
async function answerTo(send: () => Promise<void>): Promise<SandboxPost> {
  const before = (await chat.posts()).length;
  await send();
  const [post] = await since(before, 1);
  if (post === undefined) throw new Error('no answer');
  return post;
}

test('what is said is answered as if it were typed, with the words heard first, and the same sound is heard once', async () => {
  hears('выручка за вчера');
  const note = aNote();
  const first = await answerTo(() => say(note));
  expect(textOf(first)).toMatch(/^🎙 «выручка за вчера»\n\n[^]*DEMO[^]*€/);
  const before = asr.calls();
  const again = await answerTo(() => say(note));
  expect(textOf(again)).toMatch(/^🎙 «выручка за вчера»/);
  expect(asr.calls()).toBe(before);
});

test('a change that was said is previewed with its words and digits, and only a button confirms it', async () => {
  hears('заметка к заказу OB-1003 позвонить завтра');
  const preview = await answerTo(() => say(aNote()));
  expect(textOf(preview)).toMatch(/^🎙 «заметка к заказу OB-1003/);
});

test.each([
  ['below the threshold a read is asked', 0.4, 'kpi вчера', 'ask'],
  ['without a confidence a read runs', null, 'kpi вчера', 'run'],
  ['what means nothing and is unsure is asked for again', 0.3, 'абырвалг кукареку', 'repeat'],
] as const)('%s', async (_name, confidence, text, outcome) => {
  hears(text, confidence);
  const post = await answerTo(() => say(aNote()));
  expect(textOf(post)).toContain(`🎙 «${text}»`);
  const buttons = buttonsOf(post).map((one) => one.callback_data?.replace(/:[^:]*$/, ''));
  if (outcome === 'ask') {
    expect(buttons).toEqual(['voice:run', 'voice:no']);
    const [{ text: audit } = { text: '' }] = await system.db.query<{ text: string }>(sql`select coalesce(string_agg(fields::text, ' '), '') as text from audit_events where event_type in ('voice_asr', 'voice_route')`);
    expect(audit).toContain('text_hash');
    expect(audit).not.toContain('kpi');
    await chat.tap('voice:run:');
    await waitFor(async () => /€/.test(textOf((await chat.posts()).find((one) => one.seq === post.seq) ?? post)), { what: 'the figures in place of the question' });
  } else expect(buttons).not.toContain('voice:run');
  if (outcome === 'repeat') expect(textOf(post)).toContain('Не уверен');
});

describe('what cannot be heard is told, and nothing is asked of the transcriber', () => {
  const before = (): number => asr.calls();
  const cases: readonly (readonly [string, () => Promise<void>, RegExp])[] = [
    ['181 s as its message says', () => say(aNote(), { duration: 181 }), /слишком длинное.*180/],
    ['181 s that nobody told', () => say(aNote(181), { kind: 'document' }), /слишком длинное/],
    ['25 MB', () => injectLarge(), /слишком большой.*20/],
    ['one byte', () => say(Buffer.alloc(1)), /не получилось прочесть как звук/],
    ['no sound at all', () => say(Buffer.from('this is a letter, not a sound '.repeat(40))), /не получилось прочесть как звук/],
  ];
  test.each(cases)('%s', async (_name, send, told) => {
    const calls = before();
    expect(textOf(await answerTo(send))).toMatch(told);
    expect(asr.calls()).toBe(calls);
  });

  async function injectLarge(): Promise<void> {
    const person = { id: Number(SYSTEM_OWNER), first_name: 'Анна' };
    const voice = { file_id: 'large', file_unique_id: 'large', duration: 100, mime_type: 'audio/ogg', file_size: 25_000_000 };
    await system.sandbox.inject([{ update_id: 990_000_001, message: { message_id: 990_001, date: Math.floor(Date.now() / 1_000), chat: { ...person, type: 'private' }, from: { ...person, is_bot: false }, voice } }]);
  }
});

test('a note that is cut in the middle is heard as far as it goes', async () => {
  hears('kpi вчера');
  const note = aNote(3);
  expect(textOf(await answerTo(() => say(note.subarray(0, Math.floor(note.length / 2)))))).toMatch(/^🎙 «kpi вчера»/);
});

test('the transcriber is away: one notice, typing works, and the words that come later are asked before they run', async () => {
  asr.answer(503, { detail: 'no model' });
  const before = (await chat.posts()).length;
  await say(aNote());
  const [notice] = await since(before, 1);
  expect(textOf(notice ?? (await chat.shown(/Распознавание/)))).toMatch(/Распознавание речи сейчас недоступно/);
  expect(textOf(await chat.ask('заказ OB-1003'))).toContain('OB-1003');
  hears('kpi вчера');
  const asked = await chat.shown(/«kpi вчера»[^]*позже/);
  expect(asked.seq).toBe(notice?.seq);
  await chat.tap('voice:no:');
  await chat.shown(/ничего не сделано/);
});

test('typed words wait for the note before them, and "да" confirms nothing', async () => {
  hears('kpi вчера');
  asr.pause();
  const before = (await chat.posts()).length;
  await say(aNote());
  await waitFor(async () => (await system.db.query(sql`select 1 from sessions where jsonb_typeof(state -> 'awaits') = 'object'`)).length > 0, { what: 'the chat to wait' });
  await chat.write('да');
  await waitFor(async () => (await system.db.query(sql`select 1 from updates where state = 'held'`)).length > 0, { what: 'the text to be held' });
  await system.apps.worker.kill();
  await system.apps.worker.start();
  asr.resume();
  const posts = await since(before, 2);
  expect(posts.map(textOf)[0]).toMatch(/^🎙 «kpi вчера»/);
  expect(posts).toHaveLength(2);
});

test('/start goes past a note that is being heard and drops it', async () => {
  hears('заказ OB-1003');
  asr.pause();
  await say(aNote());
  await waitFor(async () => (await system.db.query(sql`select 1 from sessions where jsonb_typeof(state -> 'awaits') = 'object'`)).length > 0, { what: 'the chat to wait' });
  await chat.write('/start');
  await chat.shown(/Здравствуйте/);
  await chat.shown(/Голосовое сообщение снято/);
  const before = (await chat.posts()).length;
  asr.resume();
  await chat.ask('/help');
  expect((await chat.posts()).slice(before).filter((post) => textOf(post).includes('🎙'))).toEqual([]);
});

leakCheck();
