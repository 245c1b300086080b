import type { ComposedDomains } from '../domain/compose-domains';
import { answering, quietly } from '../decide/decision-parts';
import { effectId } from '../model/effect';
import type { Decision } from '../model/decision';
import type { WaitedEvent } from '../model/event';
import type { TurnFacts } from '../model/facts';
import { textMessage } from '../model/message';
import type { Session } from '../model/session';
import { planEffectId } from './plan-ids';
import { withLoosePlan } from './plan-state';
import { THINKING_N, waitingReply } from './thinking';

/** The chat has waited long enough for a plan: it goes on, the owner is told, and whatever is planned later is only offered. */
export function goOnWithoutPlan(composed: ComposedDomains, session: Session, event: WaitedEvent, { owner, tenant }: TurnFacts): Decision {
  const { awaits } = session;
  if (awaits?.event !== 'planned' || awaits.updateId !== event.updateId) return quietly(session, 'ignored');
  const plan = awaits.effectId ?? planEffectId(event.correlationId);
  const reply = waitingReply(composed.texts[owner.locale ?? tenant.locale], 'conversation.plan.slow', plan);
  const free = withLoosePlan({ ...session, awaits: null }, { updateId: event.updateId, effectId: plan, said: effectId(event.jobId, 1) });
  // The request's first message, where nothing was said yet: the answers behind it may go then.
  return answering(free, [{ type: 'answer', message: textMessage(reply, { editOf: effectId(plan, THINKING_N) }) }]);
}
