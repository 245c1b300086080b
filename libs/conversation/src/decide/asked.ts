import type { ReplyContext } from '../domain/context';
import type { RequestEvent } from '../model/event';
import type { TurnFacts } from '../model/facts';
import type { Session } from '../model/session';

/** One request of an owner with all that its decision needs. */
export interface Asked {
  readonly session: Session;
  readonly event: RequestEvent;
  readonly facts: TurnFacts;
  readonly context: ReplyContext;
}
