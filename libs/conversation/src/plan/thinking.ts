import type { Texts } from '@ownerbot/messages';
import type { Reply } from '../model/reply';

/** Numbers of what a plan says: that somebody thinks, and what came of it. */
export const THINKING_N = 1;
export const PLANNED_N = 2;

/** Below every message that tells of waiting for a plan. */
export function waitingReply(texts: Texts, key: 'conversation.plan.thinking' | 'conversation.plan.slow', effectId: string): Reply {
  return { html: texts.html(key), buttons: [[{ text: texts.text('button.drop'), data: `drop:${effectId}` }]] };
}
