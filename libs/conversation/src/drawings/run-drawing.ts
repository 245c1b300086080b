import { dead, done, interrupted, retry, type JobContext, type Outcome } from '@ownerbot/queues';
import { OwnerBotError } from '@ownerbot/runtime';
import { ArtifactExpiredError, endDrawing, readDrawing } from '@ownerbot/storage';
import { ArtifactTooLargeError } from '../errors';
import { messageEffect } from '../model/number-effects';
import { dispatch, dispatchReady } from '../turn/dispatch';
import { whileStoresAnswer } from '../turn/take-turn';
import type { ConversationParts } from '../turn/turn-parts';

/** Makes bytes of a stored model; errors of its own say whether another attempt may help. Rejects with the signal's reason when that fires. */
export type Draw = (model: object, signal: AbortSignal) => Promise<Buffer>;

export interface DrawingParts extends Pick<ConversationParts, 'db' | 'producer' | 'clock' | 'observe' | 'atCrashPoint'> {
  readonly draw: Draw;
}

/** Telegram takes no larger files of bots. Source: Bot API, "Sending files". */
const LARGEST_FILE_BYTES = 50 * 1024 * 1024;

/**
 * The handler of `report.render`: draws a file from the model that is stored with it. Its end is one statement that stores the bytes and writes
 * the message which sends them: killed anywhere before, it draws the same again; after, it only sets that message going.
 */
export function createDrawings(parts: DrawingParts): (job: JobContext<'report.render'>) => Promise<Outcome> {
  return (job) => whileStoresAnswer(() => runDrawing(parts, job));
}

async function runDrawing(parts: DrawingParts, job: JobContext<'report.render'>): Promise<Outcome> {
  const { payload, signal } = job;
  const drawing = await readDrawing(parts.db, payload);
  if (drawing === null || drawing.isFinished) {
    await dispatchReady(parts, payload);
    return done();
  }
  if (drawing.model === null) return dead(new ArtifactExpiredError(payload.artifactId));
  await parts.atCrashPoint('drawing.begun');
  const begun = performance.now();
  const kind = payload.message.type;
  let bytes: Buffer;
  try {
    bytes = await parts.draw(drawing.model, signal);
  } catch (error) {
    if (signal.aborted) return interrupted('the drawing was told to stop');
    if (!(error instanceof OwnerBotError)) throw error;
    parts.observe.drawing?.(kind, stepOf(error), performance.now() - begun);
    return error.retry === 'never' ? dead(error) : retry(error);
  }
  const ms = Math.round(performance.now() - begun);
  await parts.atCrashPoint('drawing.drawn');
  if (bytes.length > LARGEST_FILE_BYTES) return dead(new ArtifactTooLargeError(bytes.length, LARGEST_FILE_BYTES));
  parts.observe.drawing?.(kind, 'ok', ms);
  await end(parts, job, { bytes, ms });
  return done();
}

function stepOf({ fields, code }: OwnerBotError): string {
  const step = fields['step'];
  return typeof step === 'string' ? step : code;
}

async function end(parts: DrawingParts, { payload, correlationId }: JobContext<'report.render'>, { bytes, ms }: { readonly bytes: Buffer; readonly ms: number }): Promise<void> {
  const { effectId, artifactId, botId, chatId, ownerId, fileEffectId, message } = payload;
  const file = messageEffect(payload, { id: fileEffectId, n: 1, message, gated: true });
  const audit = { eventType: 'artifact_generated', severity: 'info', ownerUserId: ownerId, chatId, fields: { artifact_id: artifactId, type: message.type, size: bytes.length, ms } } as const;
  const { effects: written } = await endDrawing(parts.db, { effectId, artifactId, at: parts.clock.now(), audit: [audit], bytes, file });
  await parts.atCrashPoint('drawing.written');
  await dispatch(parts, { seq: null, chat: { botId, chatId, correlationId }, effects: [file], written, recheck: true, added: 'drawing.added' });
}
