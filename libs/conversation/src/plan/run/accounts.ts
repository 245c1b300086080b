import { admit, afterFailure, afterRequest, afterTelling, afterTokens, readBudget, readCircuit, readKeptAnswer, reusableAnswer, type Admission, type BudgetMoment, type FailedCall, type PlanAnswer } from '@ownerbot/planner';
import { editKept, readKept, type Db } from '@ownerbot/storage';
import type { Planning } from './plan-run-parts';

/** What all workers together know of the model: who has spent how much, how it fails, what it said. Kept values, each counted under its lock. */

export const CIRCUIT_KEY = 'llm-circuit';
export const budgetKey = (ownerId: string): string => `llm-budget:${ownerId}`;
export const answerKey = (sameText: string): string => `llm-answer:${sameText}`;

const DAY_SEC = 86_400;
/** Longer than any zone's day. */
const BUDGET_TTL_SEC = 3 * DAY_SEC;
/** A provider that was refused stays so until it changes. */
const CIRCUIT_TTL_SEC = 3_650 * DAY_SEC;

/** Now, in the owner's zone too. */
export function momentIn(now: Date, timezone: string): BudgetMoment {
  // Written like this, a day in Canada is an ISO day.
  return { now: now.getTime(), day: new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now) };
}

/** The answer of before to the same text; null where there is none that counts. */
export async function knownAnswer(db: Db, sameText: string, now: Date): Promise<PlanAnswer | null> {
  const key = answerKey(sameText);
  return reusableAnswer(readKeptAnswer((await readKept(db, [key], now))[key]), now.getTime());
}

/** Whether the model may be asked now; if so, the request is counted before it is made. */
export async function admitRequest(db: Db, { provider, budget: limits }: Planning, { ownerId, at, now }: { ownerId: string; at: BudgetMoment; now: Date }): Promise<Admission> {
  const circuit = readCircuit((await readKept(db, [CIRCUIT_KEY], now))[CIRCUIT_KEY]);
  return editKept(db, { key: budgetKey(ownerId), ttlSec: BUDGET_TTL_SEC, at: now }, (stored) => {
    const budget = readBudget(stored);
    const admission = admit({ provider, heard: null, circuit, budget, limits, at });
    return { result: admission, ...(admission.isAdmitted ? { value: afterRequest(budget, at) } : {}) };
  });
}

/** Counts what an answer cost. */
export function countTokens(tx: Db, { ownerId, at, now, tokens }: { ownerId: string; at: BudgetMoment; now: Date; tokens: number }): Promise<void> {
  return editKept(tx, { key: budgetKey(ownerId), ttlSec: BUDGET_TTL_SEC, at: now }, (stored) => ({ result: undefined, value: afterTokens(readBudget(stored), at, tokens) }));
}

/** Whether the owner must hear now that the budget is spent: once a day. */
export function tellsOfBudget(tx: Db, { ownerId, at, now }: { ownerId: string; at: BudgetMoment; now: Date }): Promise<boolean> {
  return editKept(tx, { key: budgetKey(ownerId), ttlSec: BUDGET_TTL_SEC, at: now }, (stored) => {
    const budget = readBudget(stored);
    return { result: budget.toldOn !== at.day, value: afterTelling(budget, at) };
  });
}

/** Notes a failure of the provider. @returns whether an operator must know: it counts as broken from now on */
export function noteFailure(tx: Db, failed: FailedCall, now: Date): Promise<boolean> {
  return editKept(tx, { key: CIRCUIT_KEY, ttlSec: CIRCUIT_TTL_SEC, at: now }, (stored) => {
    const { state, alert } = afterFailure(readCircuit(stored), now.getTime(), failed);
    return { result: alert, value: state };
  });
}
