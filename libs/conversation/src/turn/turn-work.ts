import { createDecide, type Decide } from '../decide/decide';
import { planRulesOf, voiceRulesOf, type ConversationParts } from './turn-parts';

/** What a turn works with: the parts, and the decision made of them. */
export interface TurnWork extends ConversationParts {
  readonly decide: Decide;
}

export function turnWork(parts: ConversationParts): TurnWork {
  return { ...parts, decide: createDecide({ composed: parts.composed, access: parts.access, floodMaxPerMinute: parts.limits.floodMaxPerMinute, voice: voiceRulesOf(parts), plan: planRulesOf(parts) }) };
}
