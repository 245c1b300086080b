import { createHash } from 'node:crypto';
import type { PlanAnswer } from './answer/plan-answer';
import type { PlannerErrorCode } from './errors';
import type { PlanOutcome } from './guards/outcome';
import type { NotAdmitted } from './limits/admit';
import type { PlanProvider } from './providers/provider';

export interface PlannedFacts {
  /** `off` where there is none. */
  readonly provider: { readonly provider: PlanProvider['provider'] | 'off'; readonly model: string };
  readonly promptVersion: string;
  readonly text: string;
  readonly ms: number;
}

/** Of the event `llm_intent_planned`: what was decided, and never the text or a value from it. */
export function plannedFields({ provider, promptVersion, text, ms }: PlannedFacts, { answer, tokens, outcome, reused }: { answer: PlanAnswer; tokens: number; outcome: PlanOutcome; reused: boolean }) {
  return {
    provider: provider.provider,
    model: provider.model,
    prompt_version: promptVersion,
    kind: answer.kind,
    tool: answer.kind === 'TOOL' ? answer.call.tool : null,
    confidence: answer.confidence,
    tokens,
    ms,
    reused,
    outcome: outcome.type === 'ended' ? outcome.code : outcome.type,
    check: outcome.type === 'ended' ? outcome.check : null,
    ...textFields(text),
  };
}

/** Why there is no answer. `reason` says more where there is more. */
export interface FailedFacts {
  readonly code: PlannerErrorCode | NotAdmitted;
  readonly reason: string | null;
  readonly tokens: number;
}

/** Of the event `llm_intent_failed`: nobody was asked, or nothing came of it. */
export function failedFields({ provider, promptVersion, text, ms }: PlannedFacts, { code, reason, tokens }: FailedFacts) {
  return { provider: provider.provider, model: provider.model, prompt_version: promptVersion, code, reason, tokens, ms, ...textFields(text) };
}

const textFields = (text: string) => ({ text_length: [...text].length, text_hash: createHash('sha256').update(text).digest('hex').slice(0, 16) });
