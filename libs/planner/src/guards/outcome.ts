import type { PlanAdvice } from '../answer/plan-answer';
import type { Payload, PayloadProblem } from '../tools/check-payload';
import type { NotAdmitted } from '../limits/admit';

/** What becomes of a plan. There is no outcome that carries an action out: an action can come to a preview and no further. */
export type PlanOutcome =
  | { readonly type: 'run'; readonly source: 'llm'; readonly tool: string; readonly payload: Payload }
  | { readonly type: 'preview'; readonly source: 'llm'; readonly tool: string; readonly payload: Payload }
  | { readonly type: 'advice'; readonly advice: PlanAdvice; readonly confidence: number }
  /** One question in the owner's language; null: nothing is known to ask, so help. */
  | { readonly type: 'question'; readonly text: string | null }
  | PlanEnd;

/** A guardrail ended the plan. */
export interface PlanEnd {
  readonly type: 'ended';
  /** Its place in the order, 1..10. */
  readonly check: number;
  /** For the audit. */
  readonly code: GuardCode;
  readonly next: NextStep;
}

export type GuardCode =
  | NotAdmitted
  | 'UNREADABLE'
  | 'TOOL_NOT_OFFERED'
  | 'ACTION_TOOL_NOT_ALLOWED'
  | 'NO_WRITES'
  | 'PAYLOAD_REFUSED'
  | 'UNGROUNDED'
  | 'ALL_ASKED'
  | 'TARGETS_DIFFER'
  | 'SIGN_DIFFERS'
  | 'UPSTREAM_NOT_IMPLEMENTED'
  | 'CONFIDENCE_LOW'
  | 'VOICE_UNSURE';

/** What the owner gets instead; the words are chosen elsewhere. */
export type NextStep =
  | { readonly type: 'help' }
  /** The button of the template that fits the tool; with `all`, of the one that says "all". */
  | { readonly type: 'template'; readonly tool: string; readonly all: boolean }
  | { readonly type: 'advice_or_clarification'; readonly tool: string }
  | { readonly type: 'ask_value'; readonly tool: string; readonly path: string; readonly why: PayloadProblem['rule'] | 'ungrounded'; readonly allowed: string }
  | { readonly type: 'ask_targets'; readonly tool: string }
  | { readonly type: 'ask_sign'; readonly tool: string; readonly path: string }
  | { readonly type: 'not_in_this_mode'; readonly tool: string }
  /** One question with the candidate as a button. */
  | { readonly type: 'ask_candidate'; readonly tool: string; readonly payload: Payload };
