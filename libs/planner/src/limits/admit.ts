import { decideBudget, type BudgetLimits, type BudgetMoment, type BudgetState } from './budget';
import { decideCircuit, type CircuitState } from './circuit';

export type NotAdmitted = 'PROVIDER_OFF' | 'VOICE_NOT_CLEAR' | 'PROVIDER_BROKEN' | 'CIRCUIT_OPEN' | 'BUDGET_SPENT' | 'RATE_LIMITED';

/** Whether a model may be asked at all. `tell`: the owner must hear why not, once a day. */
export type Admission = { readonly isAdmitted: true } | { readonly isAdmitted: false; readonly why: NotAdmitted; readonly tell: boolean };

export interface AdmissionFacts {
  /** Null: the planner is off. */
  readonly provider: { readonly fingerprint: string } | null;
  /** Of a transcript; null for typed text. Words that may have been misheard are not worth a guess on top. */
  readonly heard: { readonly confidence: number | null; readonly threshold: number } | null;
  readonly circuit: CircuitState;
  readonly budget: BudgetState;
  readonly limits: BudgetLimits;
  readonly at: BudgetMoment;
}

export const ADMITTED: Admission = { isAdmitted: true };

export function admit({ provider, heard, circuit, budget, limits, at }: AdmissionFacts): Admission {
  if (provider === null) return refused('PROVIDER_OFF');
  if (heard !== null && !((heard.confidence ?? 0) >= heard.threshold)) return refused('VOICE_NOT_CLEAR');
  const circuitDecision = decideCircuit(circuit, at.now, provider.fingerprint);
  if (!circuitDecision.isAllowed) return refused(circuitDecision.why);
  const spent = decideBudget(budget, at, limits);
  return spent.isAllowed ? ADMITTED : refused(spent.why, spent.why === 'BUDGET_SPENT' && spent.tell);
}

const refused = (why: NotAdmitted, tell = false): Admission => ({ isAdmitted: false, why, tell });
