import { teamEffectId, type NewEffect } from '@ownerbot/storage';
import type { TeamMessage } from '../model/action-definition';

/** At most once: what may have been taken is not sent again. Beside the order of the chat's answers, for it answers nothing there. */
export function teamEffect(proposalId: string, botId: string, { chatId, html, silent }: TeamMessage, n: number): NewEffect {
  const id = teamEffectId(proposalId, chatId);
  const message = { type: 'text', text: html, delivery: 'at-most-once', ...(silent === true ? { silent } : {}) };
  return { id, n, kind: 'message.send', gated: false, laneKey: chatId, payload: { effectId: id, botId, chatId, message } };
}
