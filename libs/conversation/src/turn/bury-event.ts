import { buryDead, type Claim, type NewAuditEvent, type NewLetter } from '@ownerbot/storage';
import { gateAnswer } from '../decide/decide';
import { effectId } from '../model/effect';
import type { TurnEvent } from '../model/event';
import { callbackAnswer, textMessage } from '../model/message';
import { messageEffect, type NumberedEffect } from '../model/number-effects';
import { deathText } from '../answers/answer-texts';
import { DEAD_N, mayRetryDead } from '../dead/retry-dead';
import { speakerOf } from '../voice/decide-heard';
import { outcomeOfFailure } from '../record/outcome';
import type { RequestFacts } from '../record/request-facts';
import { retrospectiveNote } from '../record/retrospective-note';
import { claimEvent } from './claim-event';
import { dispatch, dispatchLeft } from './dispatch';
import { inGeneration, readEvent, type LedgerEvent } from './read-event';
import type { ConversationParts } from './turn-parts';

/**
 * Ends an event that will not be decided any more: it is a dead letter, its row becomes `dead`, so that its chat goes on, and an owner
 * who asked is told once. Idempotent; an event that was decided after all is sent on, and only its job is buried.
 * @returns the claim, with what the chat still holds.
 */
export async function buryEvent(parts: ConversationParts, row: LedgerEvent, letter: NewLetter): Promise<Claim> {
  const read = readEvent(row);
  const claim = await claimEvent(parts, row, read);
  const at = parts.clock.now();
  const isOver = claim.row.state === 'decided' || claim.row.state === 'done';
  if (claim.row.state === 'decided') await dispatchLeft(parts, row, claim.row.seq);
  const event = inGeneration(read, claim);
  const effects = isOver ? [] : tellsOfDeath(parts, event, claim, letter);
  const { buried, effects: written } = await buryDead(parts.db, {
    letter,
    effectId: event.name === 'update' ? null : event.jobId,
    update: isOver ? null : { botId: row.botId, updateId: row.updateId, event: row.event },
    at,
    replies: effects,
    audit: isOver || effects.length === 0 ? [] : recordOfDeath(event, at),
  });
  if (buried) parts.observe.buried(letter.kind, letter.code);
  await parts.atCrashPoint('dead.written');
  await dispatch(parts, { seq: null, chat: event, effects, written, recheck: true, added: 'dead.added' });
  return claim;
}

/** A message that died was a request, whatever it asked for; a press may have been anything. */
function recordOfDeath(event: TurnEvent, at: Date): NewAuditEvent[] {
  if (event.name === 'waited' || (event.name === 'update' && event.facts?.press !== undefined) || /-r\d+$/.test(event.jobId)) return [];
  const { sound, text = '' }: { sound?: unknown; text?: string | undefined } = event.name === 'update' ? (event.facts ?? {}) : { sound: event.name === 'heard' || undefined };
  const input = sound !== undefined ? 'voice' : text.startsWith('/') ? 'command' : 'text';
  const facts: RequestFacts = { id: event.correlationId, input, source: input, stage: null, templateId: null, confidence: 0, textLength: text.length, receivedAt: event.receivedAt.toISOString() };
  return [{ ...retrospectiveNote(facts, outcomeOfFailure('error', 'INTERNAL', { kind: 'request' }), at), ownerUserId: event.chatId, chatId: event.chatId }];
}

function tellsOfDeath(parts: ConversationParts, event: TurnEvent, claim: Claim, letter: NewLetter): NumberedEffect[] {
  if (event.name === 'waited') return [];
  if (event.name === 'update' ? gateAnswer(event, parts.access)?.pass !== true : speakerOf(event, parts.access) === null) return [];
  const texts = parts.composed.texts[claim.owner.locale ?? claim.tenant.locale];
  const id = effectId(event.jobId, DEAD_N);
  const buttons = event.name === 'update' && mayRetryDead(letter) ? [[{ text: texts.text('button.retry'), data: `retry:${id}` }]] : [];
  const press = event.name === 'update' ? event.facts?.press : undefined;
  return [
    ...(press === undefined ? [] : [messageEffect(event, { id: effectId(event.jobId, 1), n: 1, message: callbackAnswer(press.id), gated: false })]),
    messageEffect(event, { id, n: DEAD_N, message: textMessage({ html: deathText(texts, event.correlationId), buttons }), gated: true }),
  ];
}
