import { effectsOf, holdUpdate, type Claim } from '@ownerbot/storage';
import { effectsOfHolding } from '../decide/hold';
import type { TurnEvent } from '../model/event';
import { numberEffects } from '../model/number-effects';
import { addAndMark, dispatch } from './dispatch';
import { numberingOf, turnFacts } from './turn-facts';
import { voiceRulesOf, type ConversationParts } from './turn-parts';

/** Holds an event back, and sends at once what cannot wait with it. Done again, it only sends what a crash left unsent. */
export async function hold(parts: ConversationParts, event: TurnEvent, claim: Claim): Promise<void> {
  if (claim.row.state === 'held') {
    await addAndMark(parts, null, await effectsOf(parts.db, claim.row.seq), 'turn.added');
    return;
  }
  const facts = turnFacts(parts, claim, true);
  const effects = numberEffects(event, effectsOfHolding(event, facts, voiceRulesOf(parts)), numberingOf(parts, event, facts));
  const { effects: written } = await holdUpdate(parts.db, { seq: claim.row.seq, at: parts.clock.now(), effects });
  await parts.atCrashPoint('turn.held');
  if (written.length > 0) await dispatch(parts, { seq: null, chat: event, effects, written, recheck: false, added: 'turn.added' });
}
