import { VoiceError, type VoiceFailure } from './errors';
import { aSound, FFMPEG } from './fixtures/sounds';
import type { Transcriber, Transcript } from './providers/transcriber';
import { recognise } from './recognise';

const AWAY: VoiceFailure = { code: 'UPSTREAM_UNAVAILABLE', reason: 'asr' };

/** Answers or fails in turn; the last one for ever. */
function scripted(...script: readonly (Partial<Transcript> | VoiceError)[]) {
  let calls = 0;
  const transcriber: Transcriber = {
    provider: 'mock',
    model: 'm',
    transcribe() {
      const answer = script[Math.min(calls, script.length - 1)];
      calls += 1;
      return answer instanceof VoiceError ? Promise.reject(answer) : Promise.resolve({ text: 'выручка за вчера', confidence: 0.9, language: 'ru', model: 'm', ...answer });
    },
    health: () => Promise.resolve({ ok: true }),
  };
  return { transcriber, calls: () => calls };
}

const hear = (transcriber: Transcriber, signal = new AbortController().signal) =>
  recognise(aSound('ogg', 2), { languageHint: 'ru', biasPrompt: '', correlationId: 'c', signal }, { transcriber, ffmpeg: FFMPEG, settings: { maxSeconds: 180, maxRetries: 2, retryBackoffBaseSec: 0.1 }, random: () => 0 });

test('a sound becomes its words', async () => {
  await expect(hear(scripted({}).transcriber)).resolves.toMatchObject({ text: 'выручка за вчера', confidence: 0.9, isSuspect: false });
});

test('a short break of the service is bridged within the run, a longer one is not', async () => {
  const short = scripted(new VoiceError(AWAY, 'away'), {});
  await expect(hear(short.transcriber)).resolves.toMatchObject({ confidence: 0.9 });
  expect(short.calls()).toBe(2);
  const long = scripted(new VoiceError(AWAY, 'away'));
  await expect(hear(long.transcriber)).rejects.toMatchObject({ failure: AWAY });
  expect(long.calls()).toBe(3);
});

test('nothing is repeated where the service asks for more time than a run has, nor what is final', async () => {
  for (const error of [new VoiceError(AWAY, 'away', 60_000), new VoiceError({ code: 'BAD_CONFIG', reason: 'asr' }, 'key'), new VoiceError({ code: 'ASR_FAILED', reason: 'unsupported' }, 'sound')]) {
    const once = scripted(error);
    await expect(hear(once.transcriber)).rejects.toBe(error);
    expect(once.calls()).toBe(1);
  }
});

test('silence is told as such, and an invented text has no confidence', async () => {
  await expect(hear(scripted({ text: ' ... ' }).transcriber)).rejects.toMatchObject({ failure: { reason: 'empty' } });
  await expect(hear(scripted({ text: 'Субтитры сделал DimaTorzok' }).transcriber)).resolves.toMatchObject({ confidence: 0, isSuspect: true });
});
