import { isObject } from '../tools/check-payload';
import { momentsIn, withinWindow } from './window';

/** What one owner has spent; kept beside the owner's other values. */
export interface BudgetState {
  /** The owner's day that the counts belong to, `YYYY-MM-DD`. */
  readonly day: string;
  readonly requests: number;
  readonly tokens: number;
  /** Requests of the last minute, milliseconds since 1970. */
  readonly recent: readonly number[];
  /** The day on which the owner heard that the budget is spent. */
  readonly toldOn: string | null;
}

export interface BudgetLimits {
  /** `LLM_DAILY_REQUESTS` */
  readonly dailyRequests: number;
  /** `LLM_DAILY_TOKENS` */
  readonly dailyTokens: number;
}

/** Now, in the two ways that limits count. */
export interface BudgetMoment {
  readonly now: number;
  /** In the owner's zone. */
  readonly day: string;
}

export const UNSPENT: BudgetState = { day: '', requests: 0, tokens: 0, recent: [], toldOn: null };

/** Reads what was stored; what is no such state counts as nothing spent. */
export function readBudget(stored: unknown): BudgetState {
  if (!isObject(stored)) return UNSPENT;
  const { day, requests, tokens, recent, toldOn } = stored;
  if (typeof day !== 'string' || typeof requests !== 'number' || typeof tokens !== 'number') return UNSPENT;
  return { day, requests, tokens, recent: momentsIn(recent), toldOn: typeof toldOn === 'string' ? toldOn : null };
}

const PER_MINUTE = 10;
const MINUTE_MS = 60_000;

export type BudgetDecision =
  | { readonly isAllowed: true }
  | { readonly isAllowed: false; readonly why: 'RATE_LIMITED' }
  /** `tell`: the owner has not heard of it today. */
  | { readonly isAllowed: false; readonly why: 'BUDGET_SPENT'; readonly tell: boolean };

export function decideBudget(state: BudgetState, at: BudgetMoment, { dailyRequests, dailyTokens }: BudgetLimits): BudgetDecision {
  const { requests, tokens, recent, toldOn } = today(state, at);
  if (requests >= dailyRequests || tokens >= dailyTokens) return { isAllowed: false, why: 'BUDGET_SPENT', tell: toldOn !== at.day };
  return withinWindow(recent, at.now, MINUTE_MS).length >= PER_MINUTE ? { isAllowed: false, why: 'RATE_LIMITED' } : { isAllowed: true };
}

/** Before the call: one that fails, or whose worker dies, is spent too. */
export function afterRequest(state: BudgetState, at: BudgetMoment): BudgetState {
  const current = today(state, at);
  return { ...current, requests: current.requests + 1, recent: [...withinWindow(current.recent, at.now, MINUTE_MS), at.now] };
}

/** After the call, with what it cost. */
export function afterTokens(state: BudgetState, at: BudgetMoment, tokens: number): BudgetState {
  const current = today(state, at);
  return { ...current, tokens: current.tokens + tokens };
}

export function afterTelling(state: BudgetState, at: BudgetMoment): BudgetState {
  return { ...today(state, at), toldOn: at.day };
}

/** The counts of a day end with it; those of the minute do not. */
const today = (state: BudgetState, { day }: BudgetMoment): BudgetState => (state.day === day ? state : { ...state, day, requests: 0, tokens: 0 });
