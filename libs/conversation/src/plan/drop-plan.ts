import type { Claim } from '@ownerbot/storage';
import type { Asked } from '../decide/asked';
import { answering } from '../decide/decision-parts';
import { acknowledge } from '../decide/follow-route';
import type { Request } from '../decide/incoming';
import { goneRun } from '../decide/retried';
import { effectId } from '../model/effect';
import type { Decision } from '../model/decision';
import type { NamedPlan } from '../model/facts';
import { textMessage } from '../model/message';
import { droppedInWork } from '../record/record-end';
import { planEffectId } from './plan-ids';
import { withoutLoosePlan } from './plan-state';
import { THINKING_N } from './thinking';

type Press = Extract<Request, { type: 'press' }>;

/** Drops the plan that the chat waits for, else the newest one that is still to come; null: there is none. What comes of it later is ignored. */
export function dropPlanOfChat(asked: Asked): Decision | null {
  const { session, event, context } = asked;
  const { awaits } = session;
  const isAwaited = awaits?.event === 'planned';
  const loose = session.plans.at(-1);
  if (!isAwaited && (awaits !== null || loose === undefined)) return null;
  const plan = isAwaited ? { updateId: awaits.updateId, effectId: awaits.effectId ?? planEffectId(`tg-${event.botId}-${awaits.updateId}`), said: null } : loose;
  if (plan === undefined) return null;
  const html = context.texts.html('conversation.plan.dropped');
  // What says that somebody thinks becomes this; where nothing says so yet, this is sent.
  const dropped = answering(isAwaited ? { ...session, awaits: null } : withoutLoosePlan(session, plan.updateId), [{ type: 'answer', message: textMessage({ html }, { editOf: plan.said ?? effectId(plan.effectId, THINKING_N) }) }], {
    result: 'dropped',
    ended: [plan.effectId],
  });
  return droppedInWork(dropped, asked, plan.updateId, 'text');
}

/** The plan that a button names, if it belongs to this chat. */
export function namedPlan({ facts, event }: Asked): NamedPlan | null {
  const plan = facts.namedPlan ?? null;
  return plan !== null && plan.chatId === event.chatId ? plan : null;
}

/** Gives up a plan: the message that told of it becomes one line without buttons. */
export function dropPlan(asked: Asked, request: Press, plan: NamedPlan): Decision {
  const { session } = asked;
  if (plan.isFinished) return goneRun(asked, request);
  const isAwaited = session.awaits?.event === 'planned' && session.awaits.updateId === plan.updateId;
  const html = asked.context.texts.html('conversation.plan.dropped');
  const dropped = answering(
    isAwaited ? { ...session, awaits: null } : withoutLoosePlan(session, plan.updateId),
    [...acknowledge(request), { type: 'answer', message: textMessage({ html }, { editMessageId: request.messageId }) }],
    { result: 'dropped', ended: [plan.effectId] },
  );
  return droppedInWork(dropped, asked, plan.updateId, 'text');
}

/** The plan that a claim found by the name in a button; null for anything else. */
export function namedPlanOf(named: Claim['named']): NamedPlan | null {
  if (named === null || named.kind !== 'intent.plan') return null;
  const updateId: unknown = 'updateId' in named.payload ? named.payload.updateId : undefined;
  return typeof updateId === 'string' ? { effectId: named.id, chatId: named.chatId, updateId, isFinished: named.isFinished } : null;
}
