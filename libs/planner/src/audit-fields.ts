import { createHash } from 'node:crypto';
import type { PlanAnswer } from './answer/plan-answer';
import type { PlannerError } from './errors';
import type { PlanOutcome } from './guards/outcome';
import type { PlanProvider, Usage } from './providers/provider';

export interface PlannedFacts {
  readonly provider: Pick<PlanProvider, 'provider' | 'model'>;
  readonly promptVersion: string;
  readonly text: string;
  readonly ms: number;
}

/** Of the event `llm_intent_planned`: what was decided, and never the text or a value from it. */
export function plannedFields({ provider, promptVersion, text, ms }: PlannedFacts, { answer, usage, outcome, reused }: { answer: PlanAnswer; usage: Usage; outcome: PlanOutcome; reused: boolean }) {
  return {
    provider: provider.provider,
    model: provider.model,
    prompt_version: promptVersion,
    kind: answer.kind,
    tool: answer.kind === 'TOOL' ? answer.call.tool : null,
    confidence: answer.confidence,
    tokens: usage.totalTokens,
    ms,
    reused,
    outcome: outcome.type === 'ended' ? outcome.code : outcome.type,
    check: outcome.type === 'ended' ? outcome.check : null,
    ...textFields(text),
  };
}

/** Of the event `llm_intent_failed`. */
export function failedFields({ provider, promptVersion, text, ms }: PlannedFacts, error: Pick<PlannerError, 'code' | 'failure' | 'usage'>) {
  return { provider: provider.provider, model: provider.model, prompt_version: promptVersion, code: error.code, reason: error.failure.reason, tokens: error.usage?.totalTokens ?? 0, ms, ...textFields(text) };
}

const textFields = (text: string) => ({ text_length: [...text].length, text_hash: createHash('sha256').update(text).digest('hex').slice(0, 16) });
