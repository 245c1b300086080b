import { PlannerError, type PlannerFailure } from '../errors';
import { normaliseText } from '../prompt/normalise-text';
import { fingerprintOf } from './fingerprint';
import { NO_USAGE, type PlanProvider, type ProviderReply, type Usage } from './provider';

/** What was recorded for a text: an answer as the model wrote it, a refusal, or a failure. */
export type MockPlan = { readonly answer: unknown; readonly tokens?: number } | { readonly refusal: true } | { readonly fail: PlannerFailure };

/** By normalised text. */
export type MockPlans = ReadonlyMap<string, MockPlan>;

/** Answers what was recorded, for tests and the demo shop; a text that nobody recorded is refused, so it ends in help. */
export function mockPlanner(plans: MockPlans): PlanProvider {
  return {
    provider: 'mock',
    model: 'mock',
    fingerprint: fingerprintOf(['mock']),
    ask({ text, signal }): Promise<ProviderReply> {
      if (signal.aborted) return Promise.reject(signal.reason as Error);
      const plan = plans.get(normaliseText(text));
      if (plan === undefined || 'refusal' in plan) return Promise.resolve({ content: { type: 'refusal' }, usage: NO_USAGE });
      if ('fail' in plan) return Promise.reject(new PlannerError(plan.fail, 'the mock was told to fail'));
      return Promise.resolve({ content: { type: 'json', value: plan.answer }, usage: usageOf(plan.tokens ?? 0) });
    },
  };
}

const usageOf = (tokens: number): Usage => ({ inputTokens: tokens, outputTokens: 0, totalTokens: tokens });
