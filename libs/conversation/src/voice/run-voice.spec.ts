import { replayJobId } from '@ownerbot/operations';
import type { Outcome, VoiceTranscribe } from '@ownerbot/queues';
import { silentLogger } from '@ownerbot/runtime';
import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { VoiceError, type VoiceFailure } from '@ownerbot/voice';
import { createOnDead } from '../dead/on-dead';
import { OWNER } from '../fixtures/updates';
import { dyingAt, openWorld, type World } from '../fixtures/world';
import type { CrashPoint } from '../turn/crash-points';
import { createVoiceRuns } from './run-voice';
import type { Hearing, VoiceRunParts } from './voice-run-parts';

let world: World;
beforeAll(async () => {
  world = await openWorld('postgres');
});
afterAll(() => world.close());
afterEach(() => world.emptyAll());

const voice = { isOn: true, maxSeconds: 180, maxBytes: 20_000_000, confidenceThreshold: 0.75, deadlineSec: 900 };
const limits = { floodMaxPerMinute: 60, readRetryDeadlineSec: 900, voice };

/** A hearing that counts, and fails as it is told to. */
function scripted(text = 'say moon') {
  const made = { fetched: 0, heard: 0, failure: null as VoiceFailure | null };
  const hearing: Hearing = {
    provider: 'mock',
    variant: (locale) => `mock/m/${locale}`,
    fetch: ({ fileId }) => {
      made.fetched += 1;
      return Promise.resolve(Buffer.from(fileId.startsWith('same') ? 'same' : fileId));
    },
    recognise: () => {
      made.heard += 1;
      if (made.failure !== null) return Promise.reject(new VoiceError(made.failure, 'as told'));
      return Promise.resolve({ text, confidence: 0.9, language: 'en', model: 'm', seconds: 2, isSuspect: false });
    },
  };
  return { made, hearing };
}

function rawVoice(id: number, file = `f${id}`): object {
  const person = { id: Number(OWNER), first_name: 'Ada' };
  return { update_id: id, message: { message_id: id + 1000, date: 1_770_000_000, chat: { ...person, type: 'private' }, from: { ...person, is_bot: false }, voice: { file_id: file, file_unique_id: `u-${file}`, duration: 2 } } };
}

const partsOf = (hearing: Hearing, more: Partial<VoiceRunParts> = {}): VoiceRunParts => ({ ...world.parts({ limits }), hearing, random: () => 0, ...more });

async function jobOf(updateId: number) {
  const [row] = await world.db.query<{ id: string; payload: VoiceTranscribe }>(sql`select id, payload from effects where kind = 'voice.transcribe' and payload ->> 'updateId' = ${String(updateId)}`);
  if (row === undefined) throw new Error('no transcription');
  return { id: row.id, kind: 'voice.transcribe' as const, payload: row.payload, correlationId: `tg-${world.bot()}-${updateId}`, attempt: 1, attemptsAllowed: 2, addedAt: world.clock.now(), log: silentLogger, signal: new AbortController().signal };
}

async function runVoice(updateId: number, parts: VoiceRunParts, attempt = 1): Promise<Outcome> {
  return createVoiceRuns(parts)({ ...(await jobOf(updateId)), attempt });
}

async function heardOf(updateId: number): Promise<{ id: string; data: Record<string, unknown> }[]> {
  const rows = await world.db.query<{ id: string; data: Record<string, unknown> }>(sql`select id, payload -> 'data' as data from effects where kind = 'inbox.heard' and payload ->> 'updateId' = ${String(updateId)}`);
  return rows.map(({ id, data }) => ({ id: id.replace(/^tg-\d+-/, ''), data }));
}

const POINTS: readonly CrashPoint[] = ['voice.begun', 'voice.heard', 'voice.end-written', 'voice.end-added'];
test.each(POINTS)('killed at %s, it has one end, and what is stored is not heard again', async (point) => {
  const { made, hearing } = scripted();
  await world.take(rawVoice(5), { limits });
  const { atCrashPoint, reached } = dyingAt(point);
  await Promise.race([runVoice(5, partsOf(hearing, { atCrashPoint })), reached]);
  const before = made.heard;
  expect(await runVoice(5, partsOf(hearing))).toEqual({ type: 'done' });
  expect(made.heard - before).toBe(point.startsWith('voice.end') ? 0 : 1);
  expect(await heardOf(5)).toMatchObject([{ id: '5-heard', data: { end: { type: 'words', text: 'say moon', confidence: 0.9 } } }]);
  await world.takeInternal('heard', 5, (await heardOf(5))[0]?.data, { limits });
  await world.takeInternal('heard', 5, (await heardOf(5))[0]?.data, { limits });
  expect((await world.settle({ limits })).filter(({ message }) => message.type === 'text').map(({ message }) => ('text' in message ? message.text : ''))).toEqual(['🎙 «say moon»\n\necho moon']);
});

test('the same bytes are heard once, and the same file is not even fetched again', async () => {
  const { made, hearing } = scripted();
  const parts = partsOf(hearing);
  for (const [id, file] of [[5, 'same-1'], [6, 'same-2'], [7, 'same-1']] as const) {
    await world.take(rawVoice(id, file), { limits });
    await runVoice(id, parts);
  }
  expect(made).toMatchObject({ fetched: 2, heard: 1 });
  expect((await heardOf(7))[0]?.data).toMatchObject({ end: { text: 'say moon' } });
});

test('while the transcriber is away the owner hears it once and the chat goes on; after the deadline the message is dead, and what its replay hears is asked', async () => {
  const { made, hearing } = scripted();
  const parts = partsOf(hearing);
  made.failure = { code: 'UPSTREAM_UNAVAILABLE', reason: 'asr' };
  await world.take(rawVoice(5), { limits });
  expect(await runVoice(5, parts)).toMatchObject({ type: 'later', ms: 1_000 });
  expect(await runVoice(5, parts)).toMatchObject({ type: 'later' });
  expect(await world.db.query(sql`select fields ->> 'step' as step, fields ->> 'code' as code from audit_events where event_type = 'voice_asr'`)).toEqual([{ step: 'kept', code: 'UPSTREAM_UNAVAILABLE' }]);
  const waited = await world.db.query<{ data: object }>(sql`select payload -> 'data' as data from effects where kind = 'inbox.waited'`);
  expect(waited).toEqual([{ data: { awaited: 'heard', effectId: `tg-${world.bot()}-5-asr` } }]);
  await world.takeInternal('waited', 5, waited[0]?.data, { limits });
  await world.text(6, 'hello', { limits });
  world.clock.set('2027-03-15T12:15:00Z');
  const outcome = await runVoice(5, parts);
  expect(outcome).toMatchObject({ type: 'dead', error: { code: 'UPSTREAM_UNAVAILABLE' } });
  const [end] = await heardOf(5);
  expect(end?.data).toMatchObject({ end: { type: 'failure', failure: { code: 'UPSTREAM_UNAVAILABLE', reason: 'asr' } }, said: `tg-${world.bot()}-5-asr-2` });
  await world.takeInternal('heard', 5, end?.data, { limits });
  const shown = (await world.settle({ limits })).flatMap(({ message }) => (message.type === 'text' ? [message.text.split('.')[0]] : []));
  expect(shown).toEqual(['Распознавание речи сейчас недоступно', 'Распознать голосовое так и не получилось: сервис не ответил', 'hello']);

  const { correlationId, payload } = await jobOf(5);
  const error = { code: 'UPSTREAM_UNAVAILABLE', message: 'kept until its deadline' };
  await createOnDead(world.parts({ limits }))({ kind: 'voice.transcribe', queue: 'asr', id: payload.effectId, payload, correlationId, addedAt: world.clock.now(), attempts: 1, diedAt: world.clock.now(), history: [{ at: null, ...error, stack: [] }] } as never, error as never);
  expect(await world.db.query(sql`select kind, code, state from dead_letters`)).toEqual([{ kind: 'voice.transcribe', code: 'UPSTREAM_UNAVAILABLE', state: 'open' }]);

  made.failure = null;
  const replayed = replayJobId(payload.effectId, 1);
  await world.db.query(sql`
    insert into effects (id, kind, bot_id, chat_id, cause_seq, request_seq, n, correlation_id, lane_key, payload, delay_ms, gated, state, created_at, dispatched_at)
    select ${replayed}::text, kind, bot_id, chat_id, cause_seq, request_seq, n, correlation_id, lane_key, payload, 0, false, 'dispatched', created_at, created_at from effects where id = ${payload.effectId}`);
  await createVoiceRuns(parts)({ ...(await jobOf(5)), id: replayed, payload: { ...payload, effectId: replayed, isLate: true } });
  const again = (await heardOf(5)).find(({ id }) => id === '5-heard-r1');
  await world.takeInternal('heard', 5, again?.data, { limits });
  expect((await world.settle({ limits })).flatMap(({ effectId, message }) => (message.type === 'text' ? [[effectId, message.buttons?.[0]?.length]] : []))).toEqual([['5-heard-r1-1', 2]]);
});

test('a dead voice message that its owner asks for anew is nobody else\'s work any more: its letter is settled, once', async () => {
  const { made, hearing } = scripted();
  made.failure = { code: 'UPSTREAM_UNAVAILABLE', reason: 'asr' };
  await world.take(rawVoice(5), { limits });
  world.clock.set('2027-03-15T12:15:00Z');
  await runVoice(5, partsOf(hearing));
  const { correlationId, payload } = await jobOf(5);
  const error = { code: 'UPSTREAM_UNAVAILABLE', message: 'kept until its deadline' };
  await createOnDead(world.parts({ limits }))({ kind: 'voice.transcribe', queue: 'asr', id: payload.effectId, payload, correlationId, addedAt: world.clock.now(), attempts: 1, diedAt: world.clock.now(), history: [{ at: null, ...error, stack: [] }] } as never, error as never);
  await world.takeInternal('heard', 5, (await heardOf(5))[0]?.data, { limits });
  for (const id of [6, 7]) await world.press(id, `voice:retry:${payload.effectId}`, { limits });
  expect(await world.db.query(sql`select state, closed_by as by from dead_letters`)).toEqual([{ state: 'replayed', by: `owner ${OWNER}` }]);
  expect(await world.db.query(sql`select correlation_id as id, fields from audit_events where event_type = 'request_retried'`)).toEqual([{ id: correlationId, fields: { job_id: payload.effectId } }]);
  expect(await world.db.query(sql`select count(*)::int as n from effects where kind = 'voice.transcribe'`)).toEqual([{ n: 2 }]);
});

test('a defect gets one more attempt and is told then; a key that is refused is told at once and to operators once', async () => {
  const { made, hearing } = scripted();
  const parts = partsOf(hearing);
  made.failure = { code: 'ASR_FAILED', reason: 'internal' };
  await world.take(rawVoice(5), { limits });
  expect(await runVoice(5, parts)).toMatchObject({ type: 'retry' });
  expect(await runVoice(5, parts, 2)).toEqual({ type: 'done' });
  made.failure = { code: 'BAD_CONFIG', reason: 'asr' };
  for (const id of [6, 7]) {
    await world.take(rawVoice(id), { limits });
    expect(await runVoice(id, parts)).toEqual({ type: 'done' });
  }
  const alerts = await world.db.query(sql`select 1 from audit_events where event_type = 'voice_misconfigured' and severity = 'error'`);
  expect(alerts).toHaveLength(1);
});

test('several notes are heard side by side and answered in their order', async () => {
  const { hearing } = scripted();
  const parts = partsOf(hearing);
  for (const id of [5, 6]) await world.take(rawVoice(id), { limits });
  await runVoice(6, parts);
  await world.takeInternal('heard', 6, (await heardOf(6))[0]?.data, { limits });
  expect((await world.ledger()).map(({ updateId, event, state }) => `${updateId} ${event} ${state}`)).toEqual(['5 update done', '6 update held', '6 heard held']);
  await runVoice(5, parts);
  await world.takeInternal('heard', 5, (await heardOf(5))[0]?.data, { limits });
  expect((await world.ledger()).every(({ state }) => state === 'done')).toBe(true);
  expect((await world.settle({ limits })).flatMap(({ effectId, message }) => (message.type === 'text' ? [effectId] : []))).toEqual(['5-heard-1-3', '6-heard-1-3']);
});

test('a note that is dropped says nothing more', async () => {
  const { hearing } = scripted();
  await world.take(rawVoice(5), { limits });
  await world.text(6, '/cancel', { limits });
  expect(await runVoice(5, partsOf(hearing))).toEqual({ type: 'done' });
  expect(await heardOf(5)).toEqual([]);
  await world.text(7, 'hello', { limits });
  expect((await world.settle({ limits })).flatMap(({ message }) => (message.type === 'text' ? [message.text] : []))).toEqual(['Голосовое сообщение снято.', 'hello']);
});

leakCheck();
