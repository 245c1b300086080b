import type { ComposedDomains } from '../domain/compose-domains';
import type { Asked } from '../decide/asked';
import { answering } from '../decide/decision-parts';
import { acknowledge, followRoute } from '../decide/follow-route';
import type { Request } from '../decide/incoming';
import type { Decision } from '../model/decision';
import { outcomeOfFailure } from '../record/outcome';
import { endedWith, factsOf } from '../record/record-end';
import { planEffectId } from './plan-ids';
import type { PlanRules } from './plan-rules';
import { withLoosePlan } from './plan-state';

/** How the words came that nothing matched. */
export interface PlanWish {
  readonly rules: PlanRules;
  /** Where they were spoken: how sure they are. */
  readonly heard: { readonly confidence: number | null } | null;
  readonly isForwarded: boolean;
  /** The effect that has shown a message of this request before. */
  readonly said: string | null;
  /** They came when the chat had gone on: it does not wait for their plan either, and the plan is only offered. */
  readonly isLate: boolean;
}

/**
 * A text that nothing matched: its chat waits until a language model has said what it may mean. Where nobody is asked, the help answers at
 * once: the planner is off, the text has no words, or its update has one plan already (a caption below a voice message).
 */
export function askForPlan(composed: ComposedDomains, asked: Asked, request: Request, text: string, wish: PlanWish): Decision {
  const { session, event, context } = asked;
  if (!wish.rules.isOn || composed.planner === null || session.awaits !== null || !hasWords(text)) return helpWith(composed, asked, request, text);
  const plan = { updateId: event.updateId, effectId: planEffectId(event.jobId) };
  const waiting = wish.isLate ? withLoosePlan(session, { ...plan, said: wish.said }) : { ...session, awaits: { event: 'planned' as const, since: context.now.toISOString(), ...plan } };
  return answering(waiting, [
    ...acknowledge(request),
    {
      type: 'plan',
      text,
      heard: wish.heard,
      isForwarded: wish.isForwarded,
      messageId: request.incoming.messageId,
      continues: wish.said,
      lastRead: lastReadOf(asked),
      isLate: wish.isLate,
    },
  ]);
}

/** Why a request ended with the help, for its record. */
export interface NotUnderstood {
  readonly code: string;
  readonly tool: string | null;
}

const NO_MATCH: NotUnderstood = { code: 'NO_MATCH', tool: null };
/** Behind all ways to understand a text. */
const HELP_STAGE = 10;

export function helpWith(composed: ComposedDomains, asked: Asked, request: Request, text: string, { why = NO_MATCH, told = [] }: { readonly why?: NotUnderstood; readonly told?: readonly string[] } = {}): Decision {
  const help = composed.domains[0].help(asked.context, text);
  const decision = followRoute(composed, asked, request, { type: 'reply', reply: { ...help, html: [...told, help.html].join('\n\n') } });
  const facts = factsOf(asked, request, { stage: HELP_STAGE, confidence: 0 });
  return endedWith(decision, facts, outcomeOfFailure('unresolved', why.code, { kind: 'help', tool: why.tool }), asked.context.now);
}

/** Two letters are the least that can be asked about. */
const hasWords = (text: string): boolean => (text.match(/\p{L}/gu) ?? []).length >= 2;

/** Names alone: no figure, no id and no word of an earlier request goes along. */
function lastReadOf({ context: { recent } }: Asked): { tool: string; period: string | null } | null {
  const { lastRead } = recent;
  if (lastRead === null) return null;
  const period = lastRead.payload['period'];
  const preset = typeof period === 'object' && period !== null && 'preset' in period && typeof period.preset === 'string' ? period.preset : null;
  return { tool: lastRead.tool, period: preset };
}
