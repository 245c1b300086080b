import { recordToolResult, reopenEvent, storeTranscript, type NewTranscript } from '@ownerbot/storage';
import type { AuditNote } from '../model/audit-note';
import { dispatch } from '../turn/dispatch';
import type { ConversationParts } from '../turn/turn-parts';
import { endingEvent, generationOf } from '../turn/waited-run';
import type { HeardData, HeardEnd } from './heard-data';
import { saidLast, type VoiceRun } from './voice-run';
import { HEARD_N } from './voice-run-parts';

export interface VoiceEnd {
  readonly end: HeardEnd;
  readonly audit: readonly AuditNote[];
  /** What is kept for the next time that the same sound comes. */
  readonly transcript?: NewTranscript;
}

/**
 * Ends a transcription: the transcript is stored and its event `heard` is written in the transaction that finishes the effect, so there is
 * one of each, wherever the process dies. One that was dropped meanwhile says nothing.
 */
export async function endVoice(parts: ConversationParts, run: VoiceRun, { end, audit, transcript }: VoiceEnd): Promise<void> {
  const { payload, correlationId } = run;
  const { botId, updateId, chatId, ownerId } = payload;
  const generation = generationOf(payload);
  const data: HeardData = {
    effectId: payload.effectId,
    messageId: payload.messageId ?? null,
    caption: payload.caption ?? null,
    isForwarded: payload.isForwarded === true,
    said: saidLast(run),
    isLate: payload.isLate === true,
    isReplay: generation > 0,
    end,
  };
  const heard = endingEvent(payload, 'heard', HEARD_N, data);
  const at = parts.clock.now();
  const { effects: written } = await parts.db.transaction(async (tx) => {
    const result = await recordToolResult(tx, { effectId: payload.effectId, at, replies: [heard], audit: audit.map((note) => ({ ...note, ownerUserId: ownerId, chatId })), finish: true });
    if (result.recorded && transcript !== undefined) await storeTranscript(tx, transcript);
    if (result.recorded && generation > 0) await reopenEvent(tx, { botId, updateId, event: 'heard', generation, payload: data, at });
    return result;
  });
  await parts.atCrashPoint('voice.end-written');
  await dispatch(parts, { seq: null, chat: { botId, chatId, correlationId }, effects: [heard], written, recheck: false, added: 'voice.end-added' });
}
