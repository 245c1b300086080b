import * as fc from 'fast-check';
import { createDecide } from '../decide/decide';
import { aStatus, aTenant } from '../fixtures/echo-domain';
import { composeActs } from '../fixtures/act-domain';
import { BOT, eventOf, OWNER, pressed, wrote } from '../fixtures/updates';
import type { Decision, EffectIntent } from '../model/decision';
import type { HeardEvent, WaitedEvent } from '../model/event';
import type { TurnFacts } from '../model/facts';
import { emptySession, type Session } from '../model/session';
import type { HeardData } from './heard-data';
import { judgeWords } from './judge-words';
import { echoOf } from './echo';
import { voicePauseMs } from './voice-pause';

const noon = new Date('2027-03-15T12:00:00Z');
const composed = composeActs();
const texts = composed.texts.en;
const voice = { isOn: true, maxSeconds: 180, maxBytes: 20_000_000, confidenceThreshold: 0.75, deadlineSec: 900 };
const access = { ownerIds: [OWNER], denyAuditEnabled: true, denyAuditTtlSec: 60, denyNotifyOnce: false };
const decide = createDecide({ composed, access, floodMaxPerMinute: 60, voice });
const facts: TurnFacts = { tenant: aTenant, owner: { locale: null, timezone: null }, status: aStatus, updatesInMinute: 0, wasHeld: false, kept: {}, namedRun: null };

function rawVoice(id: number, more: object = {}, caption?: string): object {
  const person = { id: Number(OWNER), first_name: 'Ada' };
  const sound = { file_id: `f${id}`, file_unique_id: `u${id}`, duration: 3, mime_type: 'audio/ogg', file_size: 9_000, ...more };
  return { update_id: id, message: { message_id: id + 1000, date: 1_770_000_000, chat: { ...person, type: 'private' }, from: { ...person, is_bot: false }, voice: sound, ...(caption === undefined ? {} : { caption }) } };
}
const spoke = (id: number, more: object = {}, caption?: string) => eventOf(rawVoice(id, more, caption), { id });

function heard(id: number, more: Partial<HeardData> & { text?: string; confidence?: number | null } = {}): HeardEvent {
  const { text = 'say moon', confidence = 0.9, ...rest } = more;
  const data: HeardData = {
    effectId: `tg-${BOT}-${id}-asr`, messageId: String(id + 1000), caption: null, isForwarded: false, said: null, isLate: false, isReplay: false, end: { type: 'words', text, confidence }, ...rest,
  };
  return { name: 'heard', botId: BOT, updateId: String(id), chatId: OWNER, jobId: `tg-${BOT}-${id}-heard`, correlationId: `tg-${BOT}-${id}`, receivedAt: noon, data: { ...data } };
}
const waited = (id: number, effectId: string | null = null): WaitedEvent => ({
  name: 'waited', botId: BOT, updateId: String(id), chatId: OWNER, jobId: `tg-${BOT}-${id}-waited`, correlationId: `tg-${BOT}-${id}`, awaited: 'heard', effectId,
});

const waitsFor = (id: number): Session => ({ ...emptySession, awaits: { event: 'heard', updateId: String(id), since: noon.toISOString(), effectId: `tg-${BOT}-${id}-asr` } });
const toolsOf = ({ effects }: Decision) => effects.filter((effect): effect is Extract<EffectIntent, { type: 'tool' }> => effect.type === 'tool');
const shownBy = ({ effects }: Decision): string[] => effects.flatMap((effect) => (effect.type === 'answer' && effect.message.type === 'text' ? [effect.message.text] : []));
const buttonsOf = ({ effects }: Decision): string[] =>
  effects.flatMap((effect) => (effect.type === 'answer' && effect.message.type === 'text' ? (effect.message.buttons ?? []).flat().map((one) => one.data.replace(/:[^:]*$/, '')) : []));

describe('a voice message', () => {
  test('is made text, and its chat waits for it', () => {
    const decision = decide(emptySession, spoke(5), facts, noon);
    expect(decision.session).toEqual(waitsFor(5));
    expect(decision.effects).toMatchObject([{ type: 'transcribe', sound: { fileId: 'f5', fileUniqueId: 'u5' }, messageId: '1005', caption: null, isLate: false }]);
  });

  test.each([
    ['is too long', { duration: 181 }, {}, texts.html('conversation.voice.too_long', { seconds: '180' })],
    ['is too large', { file_size: 20_000_001 }, {}, texts.html('conversation.voice.too_large', { megabytes: '20' })],
    ['is the sixth in work', {}, { voicesInWork: 5 }, texts.html('conversation.voice.busy')],
  ])('that %s is told its limit, and nothing is fetched', (_what, sound, more, told) => {
    const decision = decide(emptySession, spoke(5, sound), { ...facts, ...more }, noon);
    expect([decision.result, decision.session, shownBy(decision)]).toEqual(['refused', emptySession, [told]]);
  });

  test('is told that voice is off where nobody can hear, and its caption is answered all the same', () => {
    const deaf = createDecide({ composed, access, floodMaxPerMinute: 60, voice: { ...voice, isOn: false } });
    const decision = deaf(emptySession, spoke(5, {}, '/say hi'), facts, noon);
    expect(shownBy(decision)).toEqual([texts.html('conversation.voice.off')]);
    expect(toolsOf(decision)).toMatchObject([{ tool: 'echo', payload: { word: 'hi' }, source: 'command' }]);
  });
});

describe('words that were heard', () => {
  test.each(['look at 7', 'set 7', 'nothing of the kind', 'stop it'])('%s means what it means typed', (text) => {
    const typed = decide(emptySession, wrote(text, { id: 5 }), facts, noon);
    const spoken = decide(waitsFor(5), heard(5, { text }), facts, noon);
    expect(toolsOf(spoken).map(({ tool, payload }) => ({ tool, payload }))).toEqual(toolsOf(typed).map(({ tool, payload }) => ({ tool, payload })));
    expect(toolsOf(spoken).every(({ source, heard: words }) => source === 'voice' && words === text)).toBe(true);
    expect(shownBy(spoken)).toEqual(shownBy(typed).map((html) => `${texts.html('conversation.voice.echo', { text })}\n\n${html}`));
    expect(spoken.session.awaits).toBeNull();
  });

  test('take the place of the message that told of hearing', () => {
    expect(toolsOf(decide(waitsFor(5), heard(5, { text: 'set 7', said: 'tg-100-5-asr-1' }), facts, noon))).toMatchObject([{ continues: 'tg-100-5-asr-1' }]);
    expect(decide(waitsFor(5), heard(5, { text: 'x y z', said: 'tg-100-5-asr-1' }), facts, noon).effects).toMatchObject([{ message: { editOf: 'tg-100-5-asr-1' } }]);
  });

  test('below the threshold or of unknown confidence never prepare a change before a yes', () => {
    fc.assert(
      fc.property(fc.option(fc.double({ min: 0, max: 0.7499, noNaN: true })), fc.integer({ min: 0, max: 999 }), (confidence, n) => {
        const asked = decide(waitsFor(5), heard(5, { text: `set ${n}`, confidence }), facts, noon);
        expect(toolsOf(asked)).toEqual([]);
        expect(buttonsOf(asked)).toEqual(['voice:run', 'voice:no']);
        const words = asked.session.words;
        const confirmed = decide(asked.session, pressed(`voice:run:${words?.id ?? ''}`, { id: 6 }), facts, noon);
        expect(toolsOf(confirmed)).toMatchObject([{ tool: 'set', payload: { to: n }, continues: 'tg-100-5-heard-1', heard: `set ${n}` }]);
        expect(confirmed.session.words).toBeNull();
        expect(confirmed.effects[0]).toMatchObject({ message: { type: 'callback' } });
        const refused = decide(asked.session, pressed(`voice:no:${words?.id ?? ''}`, { id: 6 }), facts, noon);
        expect([toolsOf(refused), refused.session.words]).toEqual([[], null]);
      }),
      { numRuns: 30 },
    );
  });

  test('that wait for a yes give way to what is typed, are taken back by a cancel, and end after 15 minutes', () => {
    const { session } = decide(waitsFor(5), heard(5, { text: 'set 7', confidence: 0.2 }), facts, noon);
    const run = `voice:run:${session.words?.id ?? ''}`;
    const typed = decide(session, wrote('set 8', { id: 6 }), facts, noon);
    expect([typed.session.words, toolsOf(typed).map((one) => one.payload)]).toEqual([null, [{ to: 8 }]]);
    expect(typed.effects).toContainEqual({ type: 'aside', message: { type: 'markup', of: 'tg-100-5-heard-1' } });
    expect(decide(typed.session, pressed(run, { id: 7 }), facts, noon).result).toBe('refused');
    expect(shownBy(decide(session, wrote('/cancel', { id: 6 }), facts, noon))).toEqual([texts.html('conversation.voice.not_run')]);
    expect(decide(session, pressed(run, { id: 7 }), facts, new Date(noon.getTime() + 15 * 60_000)).result).toBe('refused');
  });

  test('that mean nothing and are unsure are asked for again', () => {
    const decision = decide(waitsFor(5), heard(5, { text: 'blah <b>', confidence: null }), facts, noon);
    expect(shownBy(decision)).toEqual([`${texts.html('conversation.voice.echo', { text: 'blah <b>' })}\n\n${texts.html('conversation.voice.repeat')}`]);
    expect(shownBy(decision)[0]).toContain('&lt;b&gt;');
  });

  test('come with their caption, a second message', () => {
    const decision = decide(waitsFor(5), heard(5, { text: 'look at 1', caption: 'look at 2' }), facts, noon);
    expect(toolsOf(decision).map(({ payload, source }) => [payload, source])).toEqual([[{ to: 1 }, 'voice'], [{ to: 2 }, 'text']]);
  });

  test('of a chat whose owner is none any more, or that nobody waits for, are ignored', () => {
    const others = createDecide({ composed, access: { ...access, ownerIds: ['8'] }, floodMaxPerMinute: 60, voice });
    expect(others(waitsFor(5), heard(5), facts, noon)).toMatchObject({ result: 'ignored', effects: [], session: { awaits: null } });
    expect(decide(emptySession, heard(5), facts, noon)).toMatchObject({ result: 'ignored', effects: [] });
  });
});

describe('a chat that went on without its voice message', () => {
  test('shows and asks what comes late, however sure it is', () => {
    const { session } = decide(waitsFor(5), waited(5), facts, noon);
    expect(session).toMatchObject({ awaits: null, voices: [{ updateId: '5', isDropped: false }] });
    const late = decide(session, heard(5, { text: 'look at 7', confidence: 1 }), facts, noon);
    expect([toolsOf(late), buttonsOf(late), late.session.voices]).toEqual([[], ['voice:run', 'voice:no'], []]);
  });

  test('does not wait for one whose notice came before its turn, and drops one that was dropped before it', () => {
    const { session } = decide(waitsFor(5), waited(6, 'tg-100-6-asr'), facts, noon);
    expect(decide({ ...session, awaits: null }, spoke(6), facts, noon).session.awaits).toBeNull();
    const namedVoice = { effectId: 'tg-100-6-asr', chatId: OWNER, updateId: '6', sound: { kind: 'voice' as const, fileId: 'f', fileUniqueId: 'u', mime: undefined, fileName: undefined, durationSec: 1, sizeBytes: 1 }, caption: null, messageId: '1006', isForwarded: false, requestedAt: noon, isFinished: false };
    const dropped = decide(session, pressed('drop:tg-100-6-asr', { id: 9 }), { ...facts, namedVoice }, noon);
    expect(dropped.ended).toEqual(['tg-100-6-asr']);
    expect(decide({ ...dropped.session, awaits: null }, spoke(6), facts, noon)).toMatchObject({ result: 'dropped', effects: [] });
    const again = decide(session, pressed('retry:tg-100-6-asr', { id: 9 }), { ...facts, namedVoice }, noon);
    expect(again).toMatchObject({ ended: ['tg-100-6-asr'], session: { awaits: session.awaits, voices: [{ updateId: '9', effectId: 'tg-100-9-asr' }] } });
    expect(again.effects[1]).toMatchObject({ type: 'transcribe', isLate: true });
  });
});

test.each([
  [{ code: 'ASR_FAILED', reason: 'empty' }, 'empty', []],
  [{ code: 'ASR_FAILED', reason: 'internal' }, 'internal', ['voice:retry']],
  [{ code: 'UPSTREAM_UNAVAILABLE', reason: 'asr' }, 'away', ['voice:retry']],
  [{ code: 'UPSTREAM_UNAVAILABLE', reason: 'telegram_file' }, 'away', ['voice:retry']],
  [{ code: 'BAD_CONFIG', reason: 'asr' }, 'config', []],
] as const)('a transcription that ended with %j is told as such', (failure, key, buttons) => {
  const decision = decide(waitsFor(5), heard(5, { end: { type: 'failure', failure }, said: 'tg-100-5-asr-2' }), facts, noon);
  expect(shownBy(decision)).toEqual([texts.html(`conversation.voice.failed.${key}`)]);
  expect(buttonsOf(decision)).toEqual(buttons);
  expect(decision.effects).toMatchObject([{ message: { editOf: 'tg-100-5-asr-2' } }]);
});

test('a confidence that nobody told is enough to look and too little to change', () => {
  const base = { threshold: 0.75, isLate: false };
  expect(judgeWords({ ...base, confidence: null, match: 'read' })).toBe('run');
  for (const match of ['write', 'step'] as const) expect(judgeWords({ ...base, confidence: null, match })).toBe('ask');
  expect(judgeWords({ ...base, confidence: 0.75, match: 'write' })).toBe('run');
  expect(judgeWords({ ...base, confidence: 0.74, match: 'read' })).toBe('ask');
  expect(judgeWords({ ...base, confidence: 1, match: 'read', isLate: true })).toBe('ask');
});

test('an echo has at most 160 characters, and pauses grow to half a minute', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => [...echoOf(text)].length <= 160 && (text.length > 160 || echoOf(text) === text)));
  expect([0, 2_000, 6_000, 14_000, 30_000, 900_000].map((ms) => voicePauseMs(ms, { atLeastMs: 0, random: () => 1 }))).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  expect(voicePauseMs(0, { atLeastMs: 45_000, random: () => 0 })).toBe(45_000);
});
