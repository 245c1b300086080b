import { sql } from '@ownerbot/storage';
import { leakCheck, spawnApp, speak, SYSTEM_OWNER, waitFor, type RunningApp } from '@ownerbot/testing';
import { buttonsOf, dataOf, textOf } from './support/owner-chat';
import { aNote } from './support/voice-chat';
import { startVoiceSystem, type VoiceSystem } from './support/voice-system';

jest.setTimeout(60_000);

let voice: VoiceSystem;
beforeAll(async () => {
  voice = await startVoiceSystem('postgres', { ASR_TIMEOUT_SEC: '2' });
});
afterAll(() => voice.stop());

test.each([
  ['ru', 'какая выручка за вчера', /DEMO[^]*€/],
  ['en', 'show me the last orders', /OB-\d+/],
])('what is said (%s) is heard through download and conversion, and answered as if it were typed', async (_language, text, answer) => {
  const note = speak(text);
  voice.asr.hears(note);
  const first = textOf(await voice.answerTo(() => voice.say(note.ogg)));
  expect(first).toMatch(new RegExp(`^🎙 «${text}»\\n\\n`));
  expect(first).toMatch(answer);
});

test('the same sound is heard once', async () => {
  const note = speak('выручка за неделю');
  voice.asr.hears(note);
  await voice.answerTo(() => voice.say(note.ogg));
  const before = voice.asr.calls();
  expect(textOf(await voice.answerTo(() => voice.say(note.ogg)))).toContain('«выручка за неделю»');
  expect(voice.asr.calls()).toBe(before);
});

test('a change that was said is previewed with its words and digits; a "yes" that is said confirms nothing, its button does', async () => {
  const [note, yes] = [speak('подними все цены на пять процентов'), speak('да, подтверждаю')];
  voice.asr.hears(note);
  const preview = await voice.answerTo(() => voice.say(note.ogg));
  expect(textOf(preview)).toMatch(/^🎙 «подними все цены на пять процентов»[^]*По цифрам: 5/);
  expect(dataOf(preview, 'confirm:')).toBeDefined();
  voice.asr.hears(yes);
  const shown = await voice.answerTo(() => voice.say(yes.ogg));
  expect(textOf(shown)).toMatch(/^🎙 «да, подтверждаю»[^]*только кнопкой ниже/);
  expect(dataOf(shown, 'confirm:')).toBe(dataOf(preview, 'confirm:'));
  expect(await voice.system.db.query(sql`select state from action_proposals`)).toEqual([{ state: 'proposed' }]);
  await voice.chat.tap('confirm:');
  await waitFor(async () => (await voice.system.db.query(sql`select 1 from action_proposals where state = 'committed'`)).length === 1, { what: 'the change' });
});

test.each([
  ['below the threshold a read is asked', 0.4, 'продажи за вчера', 'ask'],
  ['without a confidence a read runs', null, 'продажи за сегодня', 'run'],
  ['what means nothing and is unsure is asked for again', 0.3, 'зелёные обезьяны летят над морем', 'repeat'],
] as const)('%s', async (_name, confidence, text, outcome) => {
  const note = speak(text);
  voice.asr.hears(note, confidence);
  const post = await voice.answerTo(() => voice.say(note.ogg));
  expect(textOf(post)).toContain(`🎙 «${text}»`);
  const buttons = buttonsOf(post).map((one) => one.callback_data?.replace(/:[^:]*$/, ''));
  if (outcome === 'ask') {
    expect(buttons).toEqual(['voice:run', 'voice:no']);
    const [{ text: audit } = { text: '' }] = await voice.system.db.query<{ text: string }>(sql`select coalesce(string_agg(fields::text, ' '), '') as text from audit_events where event_type in ('voice_asr', 'voice_route')`);
    expect(audit).toContain('text_hash');
    expect(audit).not.toContain('продажи');
    await voice.chat.tap('voice:run:');
    await waitFor(async () => /€/.test(textOf((await voice.chat.posts()).find((one) => one.seq === post.seq) ?? post)), { what: 'the figures in place of the question' });
  } else expect(buttons).not.toContain('voice:run');
  if (outcome === 'repeat') expect(textOf(post)).toContain('Не уверен');
});

describe('what cannot be heard is told, and nothing is asked of the transcriber', () => {
  const cases: readonly (readonly [string, () => Promise<void>, RegExp])[] = [
    ['181 s as its message says', () => voice.say(aNote(), { duration: 181 }), /слишком длинное.*180/],
    ['181 s that nobody told', () => voice.say(aNote(181), { kind: 'document' }), /слишком длинное/],
    ['25 MB', () => injectLarge(), /слишком большой.*20/],
    ['zero bytes', () => voice.say(Buffer.alloc(0)), /не получилось прочесть как звук/],
    ['one byte', () => voice.say(Buffer.alloc(1)), /не получилось прочесть как звук/],
    ['no sound at all', () => voice.say(Buffer.from('this is a letter, not a sound '.repeat(40))), /не получилось прочесть как звук/],
  ];
  test.each(cases)('%s', async (_name, send, told) => {
    const calls = voice.asr.calls();
    expect(textOf(await voice.answerTo(send))).toMatch(told);
    expect(voice.asr.calls()).toBe(calls);
  });

  async function injectLarge(): Promise<void> {
    const person = { id: Number(SYSTEM_OWNER), first_name: 'Анна' };
    const sound = { file_id: 'large', file_unique_id: 'large', duration: 100, mime_type: 'audio/ogg', file_size: 25_000_000 };
    await voice.system.sandbox.inject([{ update_id: 990_000_001, message: { message_id: 990_001, date: Math.floor(Date.now() / 1_000), chat: { ...person, type: 'private' }, from: { ...person, is_bot: false }, voice: sound } }]);
  }
});

test('a note that is cut in the middle is heard as far as it goes', async () => {
  voice.asr.answer(200, { text: 'kpi вчера', confidence: 0.95 });
  const { ogg } = speak('покажи мне пожалуйста выручку за вчерашний день целиком');
  expect(textOf(await voice.answerTo(() => voice.say(ogg.subarray(0, Math.floor(ogg.length / 2)))))).toMatch(/^🎙 «kpi вчера»/);
});

describe('what becomes of a failure of the transcriber', () => {
  test.each([
    ['401', 401, { detail: 'no' }, /по технической причине не работает/, 'BAD_CONFIG'],
    ['422', 422, { detail: 'unreadable' }, /не получилось прочесть как звук/, 'ASR_FAILED'],
    ['nothing heard', 200, { text: ' ' }, /ничего не расслышал/, 'ASR_FAILED'],
    ['garbage, twice', 200, '<html>', /Распознать сообщение не получилось/, 'ASR_FAILED'],
  ] as const)('%s is told at once', async (_name, status, body, told, code) => {
    voice.asr.answer(status, body);
    expect(textOf(await voice.answerTo(() => voice.say(aNote())))).toMatch(told);
    expect(await codes()).toContain(code);
  });

  test.each([
    ['429 with Retry-After', () => voice.asr.answer(429, {}, { 'retry-after': '600' })],
    ['500', () => voice.asr.answer(500, { detail: 'broken' })],
    ['silence past ASR_TIMEOUT_SEC', () => voice.asr.pause()],
  ])('%s is waited out: the note is kept, and dropped by its button', async (_name, fail) => {
    fail();
    const notice = await voice.answerTo(() => voice.say(aNote()));
    expect(textOf(notice)).toMatch(/недоступно[^]*сохранено, пробую до \d\d:\d\d/);
    expect(buttonsOf(notice).map(({ callback_data: data }) => data?.split(':')[0])).toEqual(['retry', 'drop']);
    expect(await codes()).toContain('UPSTREAM_UNAVAILABLE');
    await voice.chat.tap('drop:');
    await waitFor(async () => buttonsOf((await voice.chat.posts()).find(({ seq }) => seq === notice.seq) ?? notice).length === 0, { what: 'the notice to lose its buttons' });
    voice.asr.resume();
  });

  test('our own transcriber without a model is away, and Retry hears the note once it has one', async () => {
    const own: RunningApp = await spawnApp({ program: 'apps/asr/src/main', env: { ASR_PORT: '0' }, ready: /"event":"ready"/ });
    try {
      voice.asr.forward((JSON.parse(await own.waitForLine(/"event":"listening"/)) as { url: string }).url);
      const note = speak('сколько заказов сегодня');
      const notice = await voice.answerTo(() => voice.say(note.ogg));
      expect(textOf(notice)).toMatch(/недоступно/);
      voice.asr.hears(note);
      await voice.chat.tap('retry:');
      await voice.chat.shown(/«сколько заказов сегодня»[^]*Выполнить это сейчас/);
    } finally {
      await own.stop();
    }
  });

  async function codes(): Promise<string[]> {
    const rows = await voice.system.db.query<{ code: string }>(sql`select fields ->> 'code' as code from audit_events where event_type = 'voice_asr' and fields ->> 'code' is not null order by id desc limit 3`);
    return rows.map(({ code }) => code);
  }
});

leakCheck();
