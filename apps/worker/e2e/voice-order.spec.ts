import { setTimeout as delay } from 'node:timers/promises';
import { sql } from '@ownerbot/storage';
import { leakCheck, speak, waitFor } from '@ownerbot/testing';
import { textOf } from './support/owner-chat';
import { startVoiceSystem, type VoiceSystem } from './support/voice-system';

/** How long the transcriber is away: a minute in the soak. */
const AWAY_MS = Number(process.env['AWAY_SECONDS'] ?? 3) * 1_000;
const NOTICE = /Распознавание речи сейчас недоступно/;

jest.setTimeout(180_000);

describe.each(['postgres', 'redis'] as const)('on %s', (backend) => {
  let voice: VoiceSystem;
  beforeAll(async () => {
    voice = await startVoiceSystem(backend);
  });
  afterAll(() => voice.stop());

  test('"да" typed behind a note waits for it while the worker is killed, is answered after it, and confirms nothing', async () => {
    const { asr, chat, system, say, since } = voice;
    const note = speak('какая выручка за вчера');
    asr.hears(note);
    asr.pause();
    const before = await voice.count();
    await say(note.ogg);
    await voice.untilItWaits();
    await chat.write('да');
    await waitFor(async () => (await system.db.query(sql`select 1 from updates where state = 'held'`)).length > 0, { what: 'the text to be held' });
    await system.apps.worker.kill();
    await system.apps.worker.start();
    asr.resume();
    const posts = await since(before, 2);
    expect(posts.map(textOf)).toEqual([expect.stringMatching(/^🎙 «какая выручка за вчера»[^]*€/), expect.stringMatching(/Подтверждать сейчас нечего/)]);
    expect(await system.db.query(sql`select 1 from action_proposals`)).toEqual([]);
  });

  test('/start goes past a note that is being heard while the worker is killed, and what it said is never heard of', async () => {
    const { asr, chat, system, say } = voice;
    const note = speak('покажи заказ тысяча три');
    asr.hears(note);
    asr.pause();
    await say(note.ogg);
    await voice.untilItWaits();
    await system.apps.worker.kill();
    await chat.write('/start');
    await system.apps.worker.start();
    await chat.shown(/Здравствуйте/);
    await chat.shown(/Голосовое сообщение снято/);
    asr.resume();
    const before = await voice.count();
    await chat.ask('/help');
    expect((await chat.posts()).slice(before).filter((post) => textOf(post).includes('🎙'))).toEqual([]);
  });

  test(`the transcriber is away for ${AWAY_MS / 1_000} s: one notice, typing works, and the note is heard after it, shown in place of the notice, and asked before it runs`, async () => {
    const { asr, chat, say, since, system } = voice;
    const note = speak(`продажи за прошлую неделю`);
    asr.answer(503, { detail: 'away' });
    const [calls, before] = [asr.calls(), await voice.count()];
    await say(note.ogg);
    const back = Date.now() + AWAY_MS;
    const [notice] = await since(before, 1);
    expect(textOf(notice ?? (await chat.shown(NOTICE)))).toMatch(NOTICE);
    expect(textOf(await chat.ask('заказ OB-1003'))).toContain('OB-1003');
    await delay(back - Date.now());
    const attempts = asr.calls() - calls;
    asr.hears(note);
    const asked = await waitFor(async () => (await chat.posts()).find((post) => textOf(post).includes(`«${note.text}»`)), { what: 'the note to be heard', timeoutMs: 60_000 });
    expect([asked.seq, asked.edits.filter(({ before: was }) => NOTICE.test(was.text ?? '')).length]).toEqual([notice?.seq, 1]);
    expect((await chat.posts()).slice(before)).toHaveLength(2);
    expect(attempts).toBeGreaterThanOrEqual(1);
    expect(attempts).toBeLessThanOrEqual(4 + AWAY_MS / 10_000);
    await chat.tap('voice:run:');
    await waitFor(async () => /€/.test(textOf((await chat.posts()).find((post) => post.seq === asked.seq) ?? asked)), { what: 'the figures in place of the question' });
    process.stdout.write(`voice on ${backend}: away ${AWAY_MS / 1_000} s, ${attempts} attempts meanwhile, heard ${Math.round((Date.now() - back) / 100) / 10} s after it was back\n`);
    expect(await system.db.query(sql`select 1 from dead_letters`)).toEqual([]);
  });
});

leakCheck();
