import type { AccessSettings } from '@ownerbot/access';
import type { TurnEvent } from '../model/event';
import { callbackAnswer, type MessageBody } from '../model/message';
import type { Session } from '../model/session';
import { gateAnswer } from './decide';
import { passes } from './incoming';

/**
 * Whether an event must wait because its chat waits for another one (docs/architecture.md, section 4). Only what an owner asks and what
 * concerns other requests is held: what the gate denies or nobody asked takes no part in the conversation.
 */
export function holdsBack(session: Session, event: TurnEvent, access: Readonly<AccessSettings>): boolean {
  const { awaits } = session;
  if (awaits === null) return false;
  if (event.name === 'update') return gateAnswer(event, access)?.pass === true && !passes(event);
  // A `waited` that nobody waits for any more changes nothing, so it need not stay either.
  if (event.name === 'waited') return false;
  return !(event.updateId === awaits.updateId && event.name === awaits.event);
}

/** What cannot wait with a held event: a press is acknowledged. It has the same id as the acknowledgement of the later turn. */
export function effectsOfHolding(event: TurnEvent): readonly MessageBody[] {
  const press = event.name === 'update' ? event.facts?.press : undefined;
  return press === undefined ? [] : [callbackAnswer(press.id)];
}
