import { REFUSED, type PlanAnswer } from './answer/plan-answer';
import { readAnswer } from './answer/read-answer';
import { noPlan, PlannerError } from './errors';
import { maskPrivate, restorePrivate } from './prompt/mask-private';
import { writePrompt, type PromptFacts } from './prompt/write-prompt';
import type { PlanProvider, Usage } from './providers/provider';
import { answerSchema, type Offer } from './schema/answer-schema';

export interface PlanQuestion extends Offer {
  /** As the owner wrote or said it. */
  readonly text: string;
  readonly facts: PromptFacts;
  readonly maxInputChars: number;
  readonly signal: AbortSignal;
}

export interface Planned {
  /** Phones and e-mails are still placeholders: in this form it may be kept. */
  readonly answer: PlanAnswer;
  readonly usage: Usage;
  readonly promptVersion: string;
}

/** One question to the model. The answer has the right shape and nothing more: the guardrails decide what becomes of it. @throws PlannerError; the signal's reason when it is aborted */
export async function askPlanner(provider: PlanProvider, { text, facts, maxInputChars, signal, ...offer }: PlanQuestion): Promise<Planned> {
  const prompt = writePrompt({ text, facts, tools: offer.tools, maxInputChars });
  const schema = answerSchema(offer);
  const { content, usage } = await provider.ask({ text, system: prompt.system, user: prompt.user, schema, signal });
  const answer = content.type === 'refusal' ? REFUSED : withUsage(usage, () => readAnswer(schema, content.value));
  return { answer, usage, promptVersion: prompt.version };
}

/** What an answer cost is known even where it is no plan. */
function withUsage<T>(usage: Usage, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PlannerError && error.failure.code === 'PLAN_FAILED') throw noPlan(error.failure.reason, error.message, usage);
    throw error;
  }
}

/** The answer with the phones and e-mails of the text that it was made from. */
export function restoreAnswer(answer: PlanAnswer, text: string): PlanAnswer {
  return restorePrivate(answer, maskPrivate(text).originals);
}
