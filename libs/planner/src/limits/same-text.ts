import type { PlanAnswer } from '../answer/plan-answer';
import { normaliseText } from '../prompt/normalise-text';
import { PROMPT_VERSION } from '../prompt/system-text';
import type { PlanProvider } from '../providers/provider';
import { fingerprintOf } from '../providers/fingerprint';

export interface AskedText {
  readonly ownerId: string;
  readonly text: string;
  readonly language: 'ru' | 'en';
  /** The owner's day: "yesterday" is another one tomorrow. */
  readonly day: string;
  readonly provider: Pick<PlanProvider, 'provider' | 'model'>;
  /** Names of the tools on offer. */
  readonly offered: readonly string[];
}

/** Kept with its placeholders, so that no phone is kept. */
export interface KeptAnswer {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly answer: PlanAnswer;
}

const KEPT_MS = 10 * 60_000;

/** Under which an answer is kept: the same text of the same owner, to whom the same was offered. The text cannot be read from it. */
export function sameTextKey({ ownerId, text, language, day, provider, offered }: AskedText): string {
  return fingerprintOf([ownerId, provider.provider, provider.model, PROMPT_VERSION, language, day, [...offered].sort().join(','), normaliseText(text)]);
}

/** The kept answer while it counts; the guardrails judge it again. */
export function reusableAnswer(kept: KeptAnswer | null, now: number): PlanAnswer | null {
  return kept !== null && now >= kept.at && now - kept.at < KEPT_MS ? kept.answer : null;
}
