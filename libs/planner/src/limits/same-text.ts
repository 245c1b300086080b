import type { PlanAnswer } from '../answer/plan-answer';
import { readStoredAnswer } from '../answer/stored-answer';
import { normaliseText } from '../prompt/normalise-text';
import { PROMPT_VERSION } from '../prompt/system-text';
import type { PlanProvider } from '../providers/provider';
import { fingerprintOf } from '../providers/fingerprint';
import { isObject } from '../tools/check-payload';

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

/** How long an answer counts. */
export const KEPT_ANSWER_SEC = 10 * 60;
const KEPT_MS = KEPT_ANSWER_SEC * 1_000;

/** Under which an answer is kept: the same text of the same owner, to whom the same was offered. The text cannot be read from it. */
export function sameTextKey({ ownerId, text, language, day, provider, offered }: AskedText): string {
  return fingerprintOf([ownerId, provider.provider, provider.model, PROMPT_VERSION, language, day, [...offered].sort().join(','), normaliseText(text)]);
}

/** Reads what was stored; null for anything else. */
export function readKeptAnswer(stored: unknown): KeptAnswer | null {
  const answer = isObject(stored) ? readStoredAnswer(stored['answer']) : null;
  return answer !== null && isObject(stored) && typeof stored['at'] === 'number' ? { at: stored['at'], answer } : null;
}

/** The kept answer while it counts; the guardrails judge it again. */
export function reusableAnswer(kept: KeptAnswer | null, now: number): PlanAnswer | null {
  return kept !== null && now >= kept.at && now - kept.at < KEPT_MS ? kept.answer : null;
}
