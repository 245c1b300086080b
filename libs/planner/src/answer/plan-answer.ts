import type { Payload } from '../tools/check-payload';

export const PLAN_KINDS = ['TOOL', 'ADVICE', 'UNKNOWN'] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

export const ADVICE_TOPICS = ['SEASON_TRENDS', 'PROMO_STRATEGY', 'PRICING_STRATEGY', 'ASSORTMENT_STRATEGY', 'OPS_PRIORITY', 'GROWTH_PLAN'] as const;
export type AdviceTopic = (typeof ADVICE_TOPICS)[number];

export interface PlanCall {
  readonly tool: string;
  /** Without the keys that were null. */
  readonly payload: Payload;
}

/** Hypotheses, never facts. */
export interface PlanAdvice {
  readonly topic: AdviceTopic;
  readonly title: string;
  readonly hypotheses: readonly string[];
  readonly risks: readonly string[];
  readonly experiments: readonly string[];
  readonly suggestedTools: readonly { readonly tool: string; readonly why: string }[];
  readonly suggestedActions: readonly { readonly templateId: string; readonly why: string }[];
}

/** A hint where a value stands in the text; nothing is decided by it. */
export interface Grounding {
  readonly path: string;
  readonly quote: string;
}

interface AnswerParts {
  /** 0..1 */
  readonly confidence: number;
  readonly grounding: readonly Grounding[];
}

/** What a model answered, readable and of the shape that was asked for; whether it may be followed is for the guardrails. */
export type PlanAnswer =
  | (AnswerParts & { readonly kind: 'TOOL'; readonly call: PlanCall })
  | (AnswerParts & { readonly kind: 'ADVICE'; readonly advice: PlanAdvice })
  /** A question for the owner; null where the model refused and has none. */
  | (AnswerParts & { readonly kind: 'UNKNOWN'; readonly question: string | null });

/** A refusal counts as not having understood; its words are not shown. */
export const REFUSED: PlanAnswer = { kind: 'UNKNOWN', question: null, confidence: 0, grounding: [] };
