import { effectsOf, holdUpdate, type Claim } from '@ownerbot/storage';
import { effectsOfHolding } from '../decide/hold';
import { effectId } from '../model/effect';
import type { TurnEvent } from '../model/event';
import { messageEffect } from '../model/number-effects';
import { addAndMark, dispatch } from './dispatch';
import type { ConversationParts } from './turn-parts';

/** Holds an event back, and sends at once what cannot wait with it. Done again, it only sends what a crash left unsent. */
export async function hold(parts: ConversationParts, event: TurnEvent, claim: Claim): Promise<void> {
  if (claim.row.state === 'held') {
    await addAndMark(parts, null, await effectsOf(parts.db, claim.row.seq), 'turn.added');
    return;
  }
  const effects = effectsOfHolding(event).map((message, index) => messageEffect(event, { id: effectId(event.jobId, index + 1), n: index + 1, message, gated: false }));
  const { effects: written } = await holdUpdate(parts.db, { seq: claim.row.seq, at: parts.clock.now(), effects });
  await parts.atCrashPoint('turn.held');
  if (written.length > 0) await dispatch(parts, { seq: null, chat: event, effects, written, recheck: false, added: 'turn.added' });
}
