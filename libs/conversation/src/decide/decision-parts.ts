import type { Decision, EffectIntent, TurnResult } from '../model/decision';
import type { Session } from '../model/session';

/** A decision that only takes note. */
export function quietly(session: Session, result: TurnResult): Decision {
  return { session, effects: [], result, awaitsAnswer: false, audit: [], keep: [], changes: [], ended: [] };
}

/** A decision on a request: it has an answer now, or a tool run that will write one. */
export function answering(session: Session, effects: readonly EffectIntent[], more: Partial<Decision> = {}): Decision {
  return { ...quietly(session, 'answered'), effects, awaitsAnswer: true, ...more };
}
