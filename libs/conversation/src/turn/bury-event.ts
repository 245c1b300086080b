import type { OwnerBotError } from '@ownerbot/runtime';
import { buryDead, type Claim } from '@ownerbot/storage';
import { gateAnswer } from '../decide/decide';
import { effectId } from '../model/effect';
import type { TurnEvent } from '../model/event';
import { callbackAnswer, textMessage } from '../model/message';
import { messageEffect, type NumberedEffect } from '../model/number-effects';
import { deathText } from '../answers/answer-texts';
import { claimEvent } from './claim-event';
import { dispatch, dispatchLeft } from './dispatch';
import { readEvent, type LedgerEvent } from './read-event';
import type { ConversationParts } from './turn-parts';

/** Number of the message that tells of a dead event: past all that a decision numbers. */
const DEAD_N = 99;

/**
 * Ends an event that will not be decided any more: its row becomes `dead`, so that its chat goes on, and an owner who asked is
 * told once. Idempotent; an event that was decided after all is only sent on.
 * @returns the claim, with what the chat still holds.
 */
export async function buryEvent(parts: ConversationParts, row: LedgerEvent, error: OwnerBotError): Promise<Claim> {
  const event = readEvent(row);
  const claim = await claimEvent(parts, row, event);
  if (claim.row.state === 'decided') {
    await dispatchLeft(parts, row, claim.row.seq);
    return claim;
  }
  const effects = tellsOfDeath(parts, event, claim);
  const { effects: written } = await buryDead(parts.db, {
    kind: `inbox.${row.event}`,
    jobId: event.jobId,
    update: { botId: row.botId, updateId: row.updateId, event: row.event },
    at: parts.clock.now(),
    correlationId: event.correlationId,
    code: error.code,
    replies: effects,
  });
  await parts.atCrashPoint('dead.written');
  await dispatch(parts, { seq: null, chat: event, effects, written, recheck: true, added: 'dead.added' });
  return claim;
}

function tellsOfDeath(parts: ConversationParts, event: TurnEvent, claim: Claim): NumberedEffect[] {
  if (event.name !== 'update' || gateAnswer(event, parts.access)?.pass !== true) return [];
  const html = deathText(parts.composed.texts[claim.owner.locale ?? claim.tenant.locale], event.correlationId);
  const press = event.facts?.press;
  return [
    ...(press === undefined ? [] : [messageEffect(event, { id: effectId(event.jobId, 1), n: 1, message: callbackAnswer(press.id), gated: false })]),
    messageEffect(event, { id: effectId(event.jobId, DEAD_N), n: DEAD_N, message: textMessage({ html }), gated: true }),
  ];
}
