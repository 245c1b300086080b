import type { JsonSchema } from '../schema/json-schema';

/** Tokens of one answer. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
}

export interface ProviderRequest {
  /** The owner's text; only the mock reads it, it never leaves the machine. */
  readonly text: string;
  readonly system: string;
  readonly user: string;
  readonly schema: JsonSchema;
  readonly signal: AbortSignal;
}

export interface ProviderReply {
  /** Parsed, not yet checked. */
  readonly content: { readonly type: 'json'; readonly value: unknown } | { readonly type: 'refusal' };
  readonly usage: Usage;
}

/** A model, elsewhere or recorded. */
export interface PlanProvider {
  readonly provider: 'mock' | 'openai';
  readonly model: string;
  /** Of key, model and address, from which none of them can be read: a provider that was refused is not asked again until it changes. */
  readonly fingerprint: string;
  /** The whole call with its one repetition. @throws PlannerError; the signal's reason when it is aborted */
  ask(request: ProviderRequest): Promise<ProviderReply>;
}

export const NO_USAGE: Usage = { inputTokens: 0, outputTokens: 0, totalTokens: 0 };
