import { dead, done, interrupted, later, retry, type JobContext, type Outcome } from '@ownerbot/queues';
import { findTranscript, type StoredTranscript } from '@ownerbot/storage';
import { contentHash, VoiceError, type VoiceFailure } from '@ownerbot/voice';
import { RequestExpiredError } from '../errors';
import type { AuditNote } from '../model/audit-note';
import { dispatchReady } from '../turn/dispatch';
import { whileStoresAnswer } from '../turn/take-turn';
import { endVoice, type VoiceEnd } from './end-voice';
import { readSound } from './named-voice';
import { sayKept, showListening } from './say-voice';
import { readVoiceRun, type VoiceRun } from './voice-run';
import type { Hearing, VoiceRunParts } from './voice-run-parts';
import { voicePauseMs } from './voice-pause';

/**
 * The handler of `voice.transcribe`: fetches a sound and makes it text, or says why it cannot. Whatever happens on the way, its end is the
 * one event `heard`, written by the transaction that finishes the run.
 */
export function createVoiceRuns(parts: VoiceRunParts): (job: JobContext<'voice.transcribe'>) => Promise<Outcome> {
  return (job) => whileStoresAnswer(() => runVoice(parts, job));
}

async function runVoice(parts: VoiceRunParts, job: JobContext<'voice.transcribe'>): Promise<Outcome> {
  const before = await readVoiceRun(parts, job.payload, job.correlationId);
  if (before === null || before.isFinished) {
    await dispatchReady(parts, job.payload);
    return done();
  }
  await parts.atCrashPoint('voice.begun');
  const listening = showListening(parts, before);
  const begun = performance.now();
  let run = before;
  let heard: Heard | VoiceError | null = null;
  try {
    heard = await attempt(parts, job, before);
  } finally {
    run = await listening.stop();
  }
  await parts.atCrashPoint('voice.heard');
  if (heard === null) return interrupted('the run was told to stop');
  const ms = Math.round(performance.now() - begun);
  if (!(heard instanceof VoiceError)) {
    parts.observe.voiceRun?.('ok', ms);
    await endVoice(parts, run, ended(parts, run, heard, ms));
    return done();
  }
  const { failure } = heard;
  parts.observe.voiceRun?.(`${failure.code}.${failure.reason}`, ms);
  if (failure.code === 'UPSTREAM_UNAVAILABLE') return keep(parts, run, heard, ms);
  // A defect gets one more attempt; its second death ends the run.
  if (failure.reason === 'internal' && job.attempt < job.attemptsAllowed) return retry(heard);
  await endVoice(parts, run, failed(parts, run, failure, ms));
  return done();
}

interface Heard extends StoredTranscript {
  readonly isStored: boolean;
  readonly isSuspect: boolean;
  readonly hash: string | null;
  readonly bytes: number | null;
}

/** Null: the run was told to stop before it came to an end. */
async function attempt(parts: VoiceRunParts, job: JobContext<'voice.transcribe'>, run: VoiceRun): Promise<Heard | VoiceError | null> {
  const { signal } = job;
  try {
    if (parts.hearing === null) throw new VoiceError({ code: 'BAD_CONFIG', reason: 'asr' }, 'no transcriber is configured');
    return await hear(parts, parts.hearing, run, signal);
  } catch (error) {
    if (signal.aborted) return null;
    if (error instanceof VoiceError) return error;
    throw error;
  }
}

/** The words of a sound: those that are stored of this file, or of the same bytes, else what the transcriber hears now. */
async function hear({ db, clock }: VoiceRunParts, hearing: Hearing, { payload, locale, correlationId }: VoiceRun, signal: AbortSignal): Promise<Heard> {
  const sound = readSound(payload.sound);
  if (sound === null) throw new VoiceError({ code: 'ASR_FAILED', reason: 'unsupported' }, 'the job names no sound');
  const variant = hearing.variant(locale);
  const stored = (one: StoredTranscript, hash: string | null, bytes: number | null): Heard => ({ ...one, isStored: true, isSuspect: false, hash, bytes });
  const known = await findTranscript(db, { fileUniqueId: sound.fileUniqueId, variant, at: clock.now() });
  if (known !== null) return stored(known, null, null);
  const bytes = await hearing.fetch(sound, signal);
  const hash = contentHash(bytes);
  const same = await findTranscript(db, { contentHash: hash, variant, at: clock.now() });
  if (same !== null) return stored(same, hash, bytes.length);
  const heard = await hearing.recognise(bytes, { locale, correlationId, signal });
  return { text: heard.text, confidence: heard.confidence, language: heard.language, model: heard.model, seconds: heard.seconds, isStored: false, isSuspect: heard.isSuspect, hash, bytes: bytes.length };
}

function ended(parts: VoiceRunParts, run: VoiceRun, heard: Heard, ms: number): VoiceEnd {
  const { text, confidence, language, model, seconds, hash, bytes } = heard;
  const sound = readSound(run.payload.sound);
  const audit = note(parts, run, ms, { step: heard.isStored ? 'stored' : 'transcribed', model, duration: seconds, bytes, confidence, text_length: [...text].length, text_hash: contentHash(Buffer.from(text)).slice(0, 16), code: null });
  const keeps = !heard.isStored && !heard.isSuspect && hash !== null && sound !== null && parts.hearing !== null;
  return {
    end: { type: 'words', text, confidence },
    audit: [audit],
    ...(keeps ? { transcript: { text, confidence, language, model, seconds, fileUniqueId: sound.fileUniqueId, contentHash: hash, variant: parts.hearing.variant(run.locale), at: parts.clock.now() } } : {}),
  };
}

const ALERT_TTL_SEC = 3_600;

function failed(parts: VoiceRunParts, run: VoiceRun, failure: VoiceFailure, ms: number): VoiceEnd {
  const audit = [note(parts, run, ms, { step: 'failed', code: failure.code, reason: failure.reason })];
  // Operators are told once an hour that a key, a model or an address is refused.
  const alert: AuditNote = { eventType: 'voice_misconfigured', severity: 'error', fields: { provider: parts.hearing?.provider ?? 'off', code: failure.code }, throttle: { key: 'voice-misconfigured', ttlSec: ALERT_TTL_SEC } };
  return { end: { type: 'failure', failure }, audit: failure.code === 'BAD_CONFIG' ? [...audit, alert] : audit };
}

/** Without the text: its length and hash alone. */
function note({ hearing }: VoiceRunParts, { payload }: VoiceRun, ms: number, fields: Readonly<Record<string, unknown>>): AuditNote {
  return { eventType: 'voice_asr', severity: 'info', fields: { update_id: payload.updateId, provider: hearing?.provider ?? 'off', ms, ...fields } };
}

/** The transcriber, or Telegram's files, are away: the owner is told once and the chat goes on, the job comes again, and after its deadline it is dead. */
async function keep(parts: VoiceRunParts, run: VoiceRun, error: VoiceError, ms: number): Promise<Outcome> {
  const { payload, correlationId } = run;
  const now = parts.clock.now().getTime();
  const delayMs = voicePauseMs(run.keptSince === null ? 0 : now - run.keptSince.getTime(), { atLeastMs: error.retryAfterMs ?? 0, random: parts.random });
  if (now + delayMs > Date.parse(payload.deadlineAt)) {
    await endVoice(parts, run, failed(parts, run, error.failure, ms));
    return dead(new RequestExpiredError(payload.effectId, error.code));
  }
  const audit = note(parts, run, ms, { step: 'kept', code: error.code, reason: error.failure.reason });
  if (run.keptSince === null && !(await sayKept(parts, run, audit))) return done();
  parts.log.info('voice_kept', { correlationId, code: error.code, reason: error.failure.reason, delayMs });
  return later(delayMs, `kept: ${error.code}`);
}
