import type { NewEffect, Proposal } from '@ownerbot/storage';

const REMOVAL_N = 999;

/** Takes the buttons from the message of a proposal that something else put an end to. */
export function withoutButtons({ proposalId, botId, chatId, messageEffectId }: Proposal): NewEffect[] {
  if (messageEffectId === null) return [];
  const id = `commit-${proposalId}-${REMOVAL_N}`;
  return [{ id, n: REMOVAL_N, kind: 'message.send', gated: false, laneKey: chatId, payload: { effectId: id, botId, chatId, message: { type: 'markup', of: messageEffectId } } }];
}
