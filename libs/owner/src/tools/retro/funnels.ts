import type { FunnelOfWork } from '@ownerbot/tools';
import { shareOf } from './delta';

export const FUNNELS = {
  plans: { steps: ['agent_plan_built', 'agent_plan_previewed', 'agent_plan_committed'], beside: ['agent_plan_cancelled'], idField: 'plan_id' },
  proposals: { steps: ['action_previewed', 'action_confirmed', 'action_committed'], beside: ['action_failed', 'action_unknown', 'action_cancelled', 'action_expired'], idField: 'proposal_id' },
  advice: { steps: ['advice_brief_built', 'advice_given', 'advice_memo_made'], beside: [], idField: null },
} as const satisfies Readonly<Record<string, FunnelOfWork>>;

export type FunnelName = keyof typeof FUNNELS;

export interface FunnelStep {
  readonly step: string;
  readonly count: number;
  /** Of the step before, in percent; null for the first, of nothing, and where too few of them are found there. */
  readonly rate_pct: number | null;
  /** How many of these are found at the step before. */
  readonly coverage: 'HIGH' | 'MED' | 'LOW' | null;
}

export interface Funnel {
  readonly steps: readonly FunnelStep[];
  readonly beside: Readonly<Record<string, number>>;
}

const HIGH_OVER = 0.9;
const MED_OVER = 0.4;

/** How many things reached each step, out of the events that each of them reached. */
export function funnelOf({ steps, beside }: FunnelOfWork, groups: readonly { readonly events: readonly string[]; readonly count: number }[]): Funnel {
  const reached = (...events: readonly string[]): number => groups.filter((one) => events.every((event) => one.events.includes(event))).reduce((sum, { count }) => sum + count, 0);
  return {
    steps: steps.map((step, at) => {
      const earlier = steps[at - 1];
      const count = reached(step);
      if (earlier === undefined) return { step, count, rate_pct: null, coverage: null };
      const coverage = count === 0 ? null : coverageOf(reached(earlier, step) / count);
      return { step, count, rate_pct: coverage === 'LOW' ? null : shareOf(count, reached(earlier)), coverage };
    }),
    beside: Object.fromEntries(beside.map((event) => [event, reached(event)])),
  };
}

const coverageOf = (share: number): 'HIGH' | 'MED' | 'LOW' => (share > HIGH_OVER ? 'HIGH' : share > MED_OVER ? 'MED' : 'LOW');
