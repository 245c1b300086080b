import type { ActionParts } from '@ownerbot/actions';
import { isJobKind } from '@ownerbot/queues';
import { noCrash } from '../turn/crash-points';
import { dispatch } from '../turn/dispatch';
import type { ConversationParts } from '../turn/turn-parts';

/** Puts the effects of commits into their queues, in the order of answers of their chat. */
export function createActionDispatch({ db, producer, clock }: Pick<ConversationParts, 'db' | 'producer' | 'clock'>): ActionParts['dispatch'] {
  return ({ chat, effects, written, recheck }) => {
    const numbered = effects.map(({ id, kind, n, gated, payload, laneKey = null }) => {
      if (!isJobKind(kind)) throw new TypeError(`${kind} is no kind of job`);
      return { id, kind, n, gated, payload, laneKey };
    });
    return dispatch({ db, producer, clock, atCrashPoint: noCrash }, { seq: null, chat, effects: numbered, written, recheck, added: 'turn.added' });
  };
}
