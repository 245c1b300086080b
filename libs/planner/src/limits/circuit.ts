import type { PlannerErrorCode } from '../errors';
import { isObject } from '../tools/check-payload';
import { momentsIn, withinWindow } from './window';

/** What is kept of the provider's failures; times in milliseconds since 1970. */
export interface CircuitState {
  readonly failures: readonly number[];
  readonly openUntil: number | null;
  /** Fingerprint of the provider that refused its configuration; one with another is asked again. */
  readonly brokenProvider: string | null;
}

export const CLOSED_CIRCUIT: CircuitState = { failures: [], openUntil: null, brokenProvider: null };

/** Reads what was stored; what is no such state counts as none. */
export function readCircuit(stored: unknown): CircuitState {
  if (!isObject(stored)) return CLOSED_CIRCUIT;
  const { failures, openUntil, brokenProvider } = stored;
  return { failures: momentsIn(failures), openUntil: typeof openUntil === 'number' ? openUntil : null, brokenProvider: typeof brokenProvider === 'string' ? brokenProvider : null };
}

const FAILURES_TO_OPEN = 5;
const WINDOW_MS = 5 * 60_000;
const OPEN_MS = 5 * 60_000;

export type CircuitDecision = { readonly isAllowed: true } | { readonly isAllowed: false; readonly why: 'PROVIDER_BROKEN' } | { readonly isAllowed: false; readonly why: 'CIRCUIT_OPEN'; readonly untilMs: number };

export function decideCircuit({ brokenProvider, openUntil }: CircuitState, now: number, fingerprint: string): CircuitDecision {
  if (brokenProvider === fingerprint) return { isAllowed: false, why: 'PROVIDER_BROKEN' };
  // Longer than it may be open: the clock was set back meanwhile.
  const isOpen = openUntil !== null && now < openUntil && openUntil - now <= OPEN_MS;
  return isOpen ? { isAllowed: false, why: 'CIRCUIT_OPEN', untilMs: openUntil } : { isAllowed: true };
}

export interface FailedCall {
  readonly code: PlannerErrorCode;
  readonly fingerprint: string;
}

/** After a failure; `alert` where an operator must know, once for each time that the provider became broken. */
export function afterFailure(state: CircuitState, now: number, { code, fingerprint }: FailedCall): { readonly state: CircuitState; readonly alert: boolean } {
  if (code === 'BAD_CONFIG') return { state: { ...state, brokenProvider: fingerprint }, alert: state.brokenProvider !== fingerprint };
  const failures = [...withinWindow(state.failures, now, WINDOW_MS), now];
  // By the time it closes, those that opened it are too old to count: it takes five new ones.
  const openUntil = failures.length >= FAILURES_TO_OPEN ? now + OPEN_MS : state.openUntil;
  return { state: { ...state, failures, openUntil }, alert: false };
}
