import { maySpeak, recordToolResult } from '@ownerbot/storage';
import { showWaiting } from '../answers/show-waiting';
import type { AuditNote } from '../model/audit-note';
import { effectId } from '../model/effect';
import { textMessage, type MessageBody } from '../model/message';
import { messageEffect, type NumberedEffect } from '../model/number-effects';
import { dispatch } from '../turn/dispatch';
import { requestId } from '../turn/read-event';
import { saidLast, type VoiceRun } from './voice-run';
import { KEPT_N, LISTENING_N, WAITED_N, type VoiceRunParts } from './voice-run-parts';

/** Tells the owner that a voice message is kept, and lets its chat go on. Returns whether it is still wanted. */
export async function sayKept(parts: VoiceRunParts, run: VoiceRun, audit: AuditNote): Promise<boolean> {
  const { payload, context } = run;
  const { texts, formats } = context;
  const { botId, updateId, chatId } = payload;
  const html = texts.html('conversation.voice.kept', { until: formats.time(payload.deadlineAt) });
  const buttons = [
    [
      { text: texts.text('button.retry_now'), data: `retry:${payload.effectId}` },
      { text: texts.text('button.drop'), data: `drop:${payload.effectId}` },
    ],
  ];
  const waited: NumberedEffect = {
    id: `${requestId(botId, updateId)}-waited`,
    kind: 'inbox.waited',
    n: WAITED_N,
    laneKey: chatId,
    payload: { botId, updateId, chatId, event: 'waited', data: { awaited: 'heard', effectId: payload.effectId } },
    gated: false,
  };
  return say(parts, run, KEPT_N, textMessage({ html, buttons }, { editOf: saidLast(run), replyToMessageId: payload.messageId ?? null }), { effects: [waited], audit: [audit] });
}

async function say(parts: VoiceRunParts, { payload, correlationId }: VoiceRun, n: number, message: MessageBody, more: { readonly effects: readonly NumberedEffect[]; readonly audit: readonly AuditNote[] } = { effects: [], audit: [] }): Promise<boolean> {
  const effects = [messageEffect(payload, { id: effectId(payload.effectId, n), n, message, gated: true }), ...more.effects];
  const audit = more.audit.map((note) => ({ ...note, ownerUserId: payload.ownerId, chatId: payload.chatId }));
  const { recorded, effects: written, recheck } = await recordToolResult(parts.db, { effectId: payload.effectId, at: parts.clock.now(), replies: effects, audit, finish: false });
  await parts.atCrashPoint('voice.said-written');
  await dispatch(parts, { seq: null, chat: { botId: payload.botId, chatId: payload.chatId, correlationId }, effects, written, recheck, added: 'voice.said-added' });
  return recorded;
}

export interface Listening {
  /** Ends the showing. @returns the run with what was said meanwhile. */
  stop(): Promise<VoiceRun>;
}

/** Shows the owner that a voice message is being heard: the typing action, and after a while one message. All of it is best effort. */
export function showListening(parts: VoiceRunParts, run: VoiceRun): Listening {
  const { payload: { effectId: id, botId, chatId }, correlationId } = run;
  const waiting = showWaiting(parts, { botId, chatId, correlationId }, saidLast(run) === null ? () => sayListening(parts, run) : null);
  return {
    async stop() {
      return (await waiting.stop()) ? { ...run, said: new Set([...run.said, effectId(id, LISTENING_N)]) } : run;
    },
  };
}

async function sayListening(parts: VoiceRunParts, run: VoiceRun): Promise<boolean> {
  if (!(await maySpeak(parts.db, run.payload.effectId))) return false;
  const html = run.context.texts.html('conversation.voice.listening');
  return say(parts, run, LISTENING_N, textMessage({ html }, { delivery: 'at-most-once', replyToMessageId: run.payload.messageId ?? null }));
}
