import { holdUpdate, type Claim } from '@ownerbot/storage';
import { effectsOfHolding } from '../decide/hold';
import { effectId } from '../model/effect';
import type { TurnEvent } from '../model/event';
import { messageEffect } from '../model/number-effects';
import { dispatch } from './dispatch';
import type { ConversationParts } from './turn-parts';

/** Holds an event back, and sends at once what cannot wait with it. Doing it again changes nothing. */
export async function hold(parts: ConversationParts, event: TurnEvent, claim: Claim): Promise<void> {
  const effects = effectsOfHolding(event).map((message, index) => messageEffect(event, { id: effectId(event.jobId, index + 1), n: index + 1, message, gated: false }));
  const { effects: written } = await holdUpdate(parts.db, { seq: claim.row.seq, at: parts.clock.now(), effects });
  await parts.atCrashPoint('turn.held');
  if (written.length > 0) await dispatch(parts, { seq: null, chat: event, effects, written, recheck: false, added: 'turn.added' });
}
