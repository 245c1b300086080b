import { recordToolResult } from '@ownerbot/storage';
import { showWaiting } from '../../answers/show-waiting';
import { effectId } from '../../model/effect';
import { textMessage } from '../../model/message';
import { messageEffect } from '../../model/number-effects';
import { dispatch } from '../../turn/dispatch';
import { THINKING_N, waitingReply } from '../thinking';
import { saidLast, type PlanRun } from './plan-run';
import type { PlanRunParts } from './plan-run-parts';

export interface Thinking {
  /** Ends the showing. @returns the run with what was said meanwhile. */
  stop(): Promise<PlanRun>;
}

/** Shows the owner that somebody thinks: the typing action, and after a while one message with a button that drops the request. All of it is best effort. */
export function showThinking(parts: PlanRunParts, run: PlanRun): Thinking {
  const { payload: { effectId: id, botId, chatId, isLate }, correlationId } = run;
  const isSaid = run.said.has(effectId(id, THINKING_N));
  // Whoever does not wait need not be told that it takes long.
  const waiting = showWaiting(parts, { botId, chatId, correlationId }, isSaid || isLate === true ? null : () => sayThinking(parts, run));
  return {
    async stop() {
      return (await waiting.stop()) ? { ...run, said: new Set([...run.said, effectId(id, THINKING_N)]) } : run;
    },
  };
}

/** Resolves to whether the message was written. */
async function sayThinking(parts: PlanRunParts, run: PlanRun): Promise<boolean> {
  const { payload, context, correlationId } = run;
  const { effectId: id, botId, chatId } = payload;
  const message = textMessage(waitingReply(context.texts, 'conversation.plan.thinking', id), { delivery: 'at-most-once', editOf: saidLast(run), replyToMessageId: payload.messageId ?? null });
  const effects = [messageEffect(payload, { id: effectId(id, THINKING_N), n: THINKING_N, message, gated: true })];
  const { recorded, effects: written, recheck } = await recordToolResult(parts.db, { effectId: id, at: parts.clock.now(), replies: effects, audit: [], finish: false });
  await parts.atCrashPoint('plan.said-written');
  await dispatch(parts, { seq: null, chat: { botId, chatId, correlationId }, effects, written, recheck, added: 'plan.said-added' });
  return recorded;
}
