import type { ReplyContext } from '../domain/context';
import type { RequestEvent } from '../model/event';
import type { TurnFacts } from '../model/facts';
import type { Session } from '../model/session';
import type { RequestFacts } from '../record/request-facts';

/** One request of an owner with all that its decision needs. */
export interface Asked {
  readonly session: Session;
  readonly event: RequestEvent;
  readonly facts: TurnFacts;
  readonly context: ReplyContext;
  /** The request that is being decided, where it is one: a question that this one answers has begun it, or it begins now. */
  readonly origin?: RequestFacts | null;
}
